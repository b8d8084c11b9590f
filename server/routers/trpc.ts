/**
 * The procedures' ground: context, error shape, and one builder for each way of being allowed in. Deny by default:
 * there is no builder without a rule, and `publicProcedure` is for signing in alone.
 */
import { initTRPC } from '@trpc/server'
import { ZodError } from 'zod'
import type { Permission } from '../../shared/domain/access.ts'
import { viewerOf } from '../access/sessions.ts'
import { type Reach, type Viewer, seesEverything } from '../access/viewer.ts'
import { screenReach } from '../access/wallScreens.ts'
import type { App } from '../app/app.ts'
import { Refusal } from '../app/refusal.ts'

export interface Context {
  app: App
  viewer: Viewer | null
  sessionToken: string | undefined
  /** Of a screen of the wall: nobody is signed in by it. */
  wallToken?: string | undefined
  /** Where the request comes from; undefined inside this process. */
  address?: string
  /** Sets or clears the session cookie of the answer. */
  setSession(token: string | null): void
}

const t = initTRPC.context<Context>().create({
  sse: { ping: { enabled: true, intervalMs: 15_000 }, client: { reconnectAfterInactivityMs: 40_000 } },
  errorFormatter({ shape, error }) {
    const cause = error.cause
    const known = error instanceof Refusal ? error : cause instanceof Refusal ? cause : undefined
    const key = known?.key ?? (cause instanceof ZodError ? 'input.invalid' : `error.${shape.data.code}`)
    const { stack: _stack, ...data } = shape.data
    return {
      ...shape,
      message: error.code === 'INTERNAL_SERVER_ERROR' ? 'error.unexpected' : shape.message,
      data: { ...data, key, facts: known?.facts ?? {} },
    }
  },
})

export const router = t.router
export const publicProcedure = t.procedure

/** Anybody who is signed in. */
export const signedInProcedure = t.procedure.use(({ ctx, next }) => {
  if (!ctx.viewer) throw new Refusal('UNAUTHORIZED', 'signIn.needed')
  return next({ ctx: { ...ctx, viewer: ctx.viewer } })
})

/** Those whose role has the permission. */
export const procedureFor = (permission: Permission) =>
  signedInProcedure.use(({ ctx, next }) => {
    if (!ctx.viewer.permissions.has(permission))
      throw new Refusal('FORBIDDEN', 'access.refused', { permission })
    return next()
  })

/** Those whose role has the permission, for the whole office: what they do reaches beyond any one area. */
export const officeProcedureFor = (permission: Permission) =>
  procedureFor(permission).use(({ ctx, next }) => {
    if (!seesEverything(ctx.viewer)) throw new Refusal('FORBIDDEN', 'access.outsideArea')
    return next()
  })

/**
 * What the wall shows to whoever asks now: the area of a screen, or that of somebody who may see issues.
 * @throws Refusal for anybody else
 */
export async function wallReach(ctx: Context): Promise<Reach> {
  const screen = await screenReach(ctx.app, ctx.wallToken)
  if (screen) return screen
  const { viewer } = ctx
  if (!viewer) throw new Refusal('UNAUTHORIZED', 'signIn.needed')
  if (!viewer.permissions.has('issues.view'))
    throw new Refusal('FORBIDDEN', 'access.refused', { permission: 'issues.view' })
  return viewer
}

/** The same in a request that lasts: the session, or the screen, may have ended since it began. */
export const wallReachNow = async (ctx: Context): Promise<Reach> =>
  wallReach(
    ctx.sessionToken === undefined ? ctx : { ...ctx, viewer: await viewerOf(ctx.app, ctx.sessionToken) },
  )

/** The wall's own: the only procedures that a screen can call. */
export const wallProcedure = t.procedure.use(async ({ ctx, next }) =>
  next({ ctx: { ...ctx, reach: await wallReach(ctx) } }),
)
