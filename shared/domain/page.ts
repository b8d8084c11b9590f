/** Lists are paged by cursor: opaque text, null at the end. */
import { z } from 'zod'

export const PageInput = { cursor: z.string().nullish(), limit: z.number().int().min(1).max(200).default(50) }

export const pageOf = <T extends z.ZodType>(row: T) =>
  z.object({ rows: z.array(row), total: z.number().int(), nextCursor: z.string().nullable() })
