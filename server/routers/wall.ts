/** The wall, for its screens and for anybody who may see issues; and the screens themselves, for administrators. */
import { tracked } from '@trpc/server'
import { z } from 'zod'
import { SCREEN_ID, WallBoard, WallGround, WallScreen, WallScreenInput } from '../../shared/issues/wall.ts'
import { endWallScreen, listWallScreens, makeWallScreen } from '../access/wallScreens.ts'
import { wallBoard } from '../services/wall/wallBoard.ts'
import { wallGround } from '../services/wall/wallGround.ts'
import { procedureFor, router, wallProcedure, wallReachNow } from './trpc.ts'

/** Changes that a wall shows, and those that may end it. */
const TOLD = ['issues', 'units', 'links', 'basemap', 'accounts'] as const

const screenProcedure = procedureFor('accounts.manage')

export const wallRouter = router({
  board: wallProcedure.output(WallBoard).query(({ ctx }) => wallBoard(ctx.app, ctx.reach)),
  ground: wallProcedure.output(WallGround).query(({ ctx }) => wallGround(ctx.app, ctx.reach)),
  /** Tells that something changed, not what: the board is asked for again, with the rights of then. */
  changes: wallProcedure
    .input(
      z
        .object({
          lastEventId: z
            .string()
            .regex(/^\d{1,18}$/)
            .nullish(),
        })
        .optional(),
    )
    .subscription(async function* ({ ctx, input, signal }) {
      const feed = ctx.app.live.follow(
        input?.lastEventId ?? undefined,
        { ...ctx.reach, permissions: new Set(['issues.view']) },
        signal ?? new AbortController().signal,
      )
      for await (const events of feed) {
        const kinds = new Set(events.map(({ kind }) => kind))
        // Whoever may not look any more is told nothing any more.
        if (kinds.has('accounts')) await wallReachNow(ctx)
        const told = TOLD.filter((kind) => kinds.has(kind))
        if (told.length > 0) yield tracked(events.at(-1)!.id, { kinds: told })
      }
    }),
  screens: screenProcedure
    .output(z.array(WallScreen))
    .query(({ ctx }) => listWallScreens(ctx.app, ctx.viewer)),
  /** `linkPath` is handed over once: it is not stored in clear. */
  makeScreen: screenProcedure
    .input(WallScreenInput)
    .output(z.object({ linkPath: z.string() }))
    .mutation(async ({ ctx, input }) => ({
      linkPath: `/wall/open/${await makeWallScreen(ctx.app, ctx.viewer, input)}`,
    })),
  endScreen: screenProcedure
    .input(z.object({ id: z.string().regex(SCREEN_ID) }))
    .mutation(({ ctx, input }) => endWallScreen(ctx.app, ctx.viewer, input.id)),
})
