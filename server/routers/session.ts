/** Signing in and out, and who one is. */
import { z } from 'zod'
import { Me, Password, UserName } from '../../shared/domain/access.ts'
import { setOwnPassword } from '../access/accounts.ts'
import { listsOf } from '../access/listReach.ts'
import { signIn, signOut } from '../access/sessions.ts'
import { publicProcedure, router, signedInProcedure } from './trpc.ts'

export const sessionRouter = router({
  me: publicProcedure.output(Me.nullable()).query(({ ctx: { viewer } }) =>
    viewer === null
      ? null
      : {
          accountId: viewer.accountId,
          userName: viewer.userName,
          displayName: viewer.displayName,
          roles: [...viewer.roles],
          areas: [...viewer.areas],
          permissions: [...viewer.permissions],
          lists: listsOf(viewer, ''),
          mustSetPassword: viewer.mustSetPassword,
        },
  ),
  signIn: publicProcedure
    .input(z.object({ userName: z.string().min(1).max(64), password: z.string().min(1).max(256) }))
    .mutation(async ({ ctx, input }) =>
      ctx.setSession(await signIn(ctx.app, input.userName, input.password, ctx.address)),
    ),
  signOut: publicProcedure.mutation(async ({ ctx }) => {
    if (ctx.sessionToken) await signOut(ctx.app, ctx.sessionToken)
    ctx.setSession(null)
  }),
  setPassword: signedInProcedure
    .input(
      z.object({
        userName: UserName.optional(),
        password: Password,
        currentPassword: z.string().max(256).optional(),
      }),
    )
    .mutation(({ ctx, input }) => setOwnPassword(ctx.app, ctx.viewer, ctx.sessionToken, input)),
})
