/** What is told outside the page: set by administrators of the whole office, for it sends things out of the house. */
import { z } from 'zod'
import {
  DeadLetters,
  NoticeIdInput,
  TriedAnswer,
  Webhook,
  WebhookInput,
} from '../../shared/issues/notices.ts'
import {
  discardLetter,
  listDeadLetters,
  listWebhooks,
  removeWebhook,
  saveWebhook,
  sendAgain,
  tryWebhook,
} from '../services/notices/webhooks.ts'
import { officeProcedureFor, router } from './trpc.ts'

const noticeProcedure = officeProcedureFor('accounts.manage')

export const noticeRouter = router({
  webhooks: noticeProcedure.output(z.array(Webhook)).query(({ ctx }) => listWebhooks(ctx.app)),
  saveWebhook: noticeProcedure
    .input(WebhookInput)
    .output(z.object({ id: z.string() }))
    .mutation(({ ctx, input }) => saveWebhook(ctx.app, ctx.viewer, input)),
  removeWebhook: noticeProcedure
    .input(NoticeIdInput)
    .mutation(({ ctx, input }) => removeWebhook(ctx.app, ctx.viewer, input.id)),
  tryWebhook: noticeProcedure
    .input(NoticeIdInput)
    .output(TriedAnswer)
    .mutation(({ ctx, input }) => tryWebhook(ctx.app, ctx.viewer, input.id)),
  deadLetters: noticeProcedure.output(DeadLetters).query(({ ctx }) => listDeadLetters(ctx.app)),
  sendAgain: noticeProcedure
    .input(NoticeIdInput)
    .output(z.object({ count: z.number() }))
    .mutation(({ ctx, input }) => sendAgain(ctx.app, ctx.viewer, input.id)),
  sendAllAgain: noticeProcedure
    .output(z.object({ count: z.number() }))
    .mutation(({ ctx }) => sendAgain(ctx.app, ctx.viewer, null)),
  discard: noticeProcedure
    .input(NoticeIdInput)
    .output(z.object({ count: z.number() }))
    .mutation(({ ctx, input }) => discardLetter(ctx.app, ctx.viewer, input.id)),
})
