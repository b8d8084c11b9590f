/** What was found in a file that a plan began from, and what was done about it. */
import { z } from 'zod'

export const IMPORT_FINDINGS = [
  /** Two areas or more cover it: one has it now. */
  'overlap',
  /** Between areas, and closed. */
  'gap',
  /** Along the border of a community, narrow, in no area: given to the one beside it. */
  'strip',
  /** Of an area, in another community than the area. */
  'otherCommunity',
  /** Of an area, outside what the plan divides: left out. */
  'outside',
  /** In no area, and too wide to be a fault of drawing. */
  'empty',
  /** The line around an area meets itself. */
  'selfCrossing',
  /** An area that holds no ground. */
  'noArea',
  /** Drawn twice. */
  'duplicate',
  /** No grid: something that holds grids, or that says it is something else. */
  'wrongLevel',
] as const

const Degrees = z.array(z.number())

export const ImportFinding = z.object({
  kind: z.enum(IMPORT_FINDINGS),
  /** As the file calls them; without a name by their row, `#12`. */
  areas: z.array(z.string()),
  at: z.tuple([z.number(), z.number()]).nullable(),
  squareMeters: z.number(),
  /** Key of the grid that has the ground now; null: none. */
  givenTo: z.string().nullable(),
  /** Keys of the grids that could have it as well. */
  others: z.array(z.string()),
  /** The ground, where it can be given to somebody else. */
  shape: z
    .object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(z.array(Degrees))) })
    .nullable(),
  /** How many communities or areas it holds. */
  count: z.number().optional(),
  /** What the file says it is. */
  level: z.string().optional(),
})
export type ImportFinding = z.infer<typeof ImportFinding>

/** How a plan began from a file. */
export const ImportReport = z.object({
  file: z.string(),
  areas: z.number(),
  gapMeters: z.number(),
  findings: z.array(ImportFinding),
  /** By kind, all of them: the list above holds the largest. */
  counts: z.partialRecord(z.enum(IMPORT_FINDINGS), z.object({ count: z.number(), squareMeters: z.number() })),
})
export type ImportReport = z.infer<typeof ImportReport>

/** Findings that are kept one by one. */
export const MOST_FINDINGS = 500

export function reportOf(
  file: string,
  areas: number,
  gapMeters: number,
  findings: readonly ImportFinding[],
): ImportReport {
  const counts: ImportReport['counts'] = {}
  for (const { kind, squareMeters } of findings) {
    const held = counts[kind] ?? { count: 0, squareMeters: 0 }
    counts[kind] = { count: held.count + 1, squareMeters: held.squareMeters + squareMeters }
  }
  return {
    file,
    areas,
    gapMeters,
    counts,
    findings: [...findings].sort((a, b) => b.squareMeters - a.squareMeters).slice(0, MOST_FINDINGS),
  }
}
