/** The stream that open pages hear: changes with their ids, and beside them who else has an issue open. */
import { tracked } from '@trpc/server'
import { z } from 'zod'
import type { LiveTold } from '../../shared/domain/live.ts'
import type { PresenceTold } from '../../shared/issues/presence.ts'
import { merged } from '../live/merged.ts'
import { whileSignedIn } from '../live/whileSignedIn.ts'
import { procedureFor, router } from './trpc.ts'

export const liveRouter = router({
  changes: procedureFor('map.view')
    .input(z.object({ lastEventId: z.string().regex(/^\d+$/).nullish() }).optional())
    .subscription(async function* ({ ctx, input, signal }) {
      const all = merged<LiveTold['events'] | PresenceTold>(
        whileSignedIn(ctx, signal ?? new AbortController().signal),
        (until) => ctx.app.live.follow(input?.lastEventId ?? undefined, ctx.viewer, until),
        (until) => ctx.app.presence.follow(ctx.viewer, until),
      )
      for await (const told of all)
        if (Array.isArray(told)) yield tracked(told.at(-1)!.id, { events: told } satisfies LiveTold)
        else yield told
    }),
})
