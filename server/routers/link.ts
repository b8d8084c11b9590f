/** Links between things and units: linking again, and the list of what is in doubt. */
import { z } from 'zod'
import { LINK_KINDS, LINK_REASONS, LinkProblem } from '../../shared/domain/importing.ts'
import { PageInput, pageOf } from '../../shared/domain/page.ts'
import { listLinkProblems, linkProblemSummary } from '../services/linkProblems.ts'
import { LinkCounts, linkEverything } from '../services/linking.ts'
import { acceptPlace, moveToPlace } from '../services/resolveLink.ts'
import { procedureFor, router } from './trpc.ts'

const procedure = procedureFor('link.work')
const Subject = { kind: z.enum(LINK_KINDS), id: z.string().min(1).max(128) }

export const linkRouter = router({
  summary: procedure
    .output(z.array(z.object({ kind: z.enum(LINK_KINDS), reason: z.enum(LINK_REASONS), count: z.number() })))
    .query(({ ctx }) => linkProblemSummary(ctx.app, ctx.viewer)),
  problems: procedure
    .input(
      z.object({
        kind: z.enum(LINK_KINDS).optional(),
        reason: z.enum(LINK_REASONS).optional(),
        unit: z.string().optional(),
        ...PageInput,
      }),
    )
    .output(pageOf(LinkProblem))
    .query(({ ctx, input }) => listLinkProblems(ctx.app, ctx.viewer, input)),
  run: procedure.output(LinkCounts).mutation(({ ctx }) => linkEverything(ctx.app)),
  /** The place is right, what the row names is wrong: the doubt ends. */
  acceptPlace: procedure
    .input(z.object(Subject))
    .mutation(({ ctx, input }) => acceptPlace(ctx.app, ctx.viewer, input)),
  /** Gives the thing a place by hand. */
  moveToPlace: procedure
    .input(z.object({ ...Subject, lon: z.number().min(-180).max(180), lat: z.number().min(-90).max(90) }))
    .mutation(({ ctx, input }) => moveToPlace(ctx.app, ctx.viewer, input)),
})
