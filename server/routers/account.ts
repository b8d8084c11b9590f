/** Accounts and the audit log. */
import { z } from 'zod'
import { Account, AccountInput, AuditRow, Role } from '../../shared/domain/access.ts'
import { Day } from '../../shared/domain/dates.ts'
import { PageInput, pageOf } from '../../shared/domain/page.ts'
import { createAccount, listAccounts, resetAccount, updateAccount } from '../access/accounts.ts'
import { areaPathsOf } from '../access/viewer.ts'
import { auditPage } from '../db/auditPage.ts'
import { procedureFor, router } from './trpc.ts'

const procedure = procedureFor('accounts.manage')
const Id = z.string().regex(/^\d+$/)

export const accountRouter = router({
  list: procedure.output(z.array(Account)).query(({ ctx }) => listAccounts(ctx.app, ctx.viewer)),
  /** `linkPath` is handed over once: it is not stored in clear. */
  create: procedure
    .input(AccountInput)
    .output(z.object({ id: z.string(), linkPath: z.string() }))
    .mutation(async ({ ctx, input }) => {
      const { id, linkToken } = await createAccount(ctx.app, ctx.viewer, input)
      return { id, linkPath: `/open/${linkToken}` }
    }),
  update: procedure
    .input(
      z.object({
        id: Id,
        displayName: z.string().trim().min(1).max(64),
        roles: z.array(Role).min(1),
        areas: z.array(z.string().min(1)).min(1),
        validTo: Day.nullable(),
        isDisabled: z.boolean(),
      }),
    )
    .mutation(({ ctx, input: { id, ...change } }) => updateAccount(ctx.app, ctx.viewer, id, change)),
  reset: procedure
    .input(z.object({ id: Id }))
    .output(z.object({ linkPath: z.string() }))
    .mutation(async ({ ctx, input }) => ({
      linkPath: `/open/${(await resetAccount(ctx.app, ctx.viewer, input.id)).linkToken}`,
    })),
})

export const auditRouter = router({
  list: procedureFor('audit.view')
    .input(z.object(PageInput))
    .output(pageOf(AuditRow))
    .query(({ ctx, input }) => auditPage(ctx.app.db.pool, areaPathsOf(ctx.viewer), input)),
})
