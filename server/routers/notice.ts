/**
 * What is told outside the page: set by administrators of the whole office, for it sends things out of the house; a person
 * switches notifications on for their own browser.
 */
import { z } from 'zod'
import {
  DeadLetters,
  NoticeIdInput,
  PushBrowserInput,
  PushOffer,
  PushOffice,
  PushOnInput,
  PushOwn,
  PushSettingsInput,
  TriedAnswer,
  Webhook,
  WebhookInput,
} from '../../shared/issues/notices.ts'
import {
  pushOffer,
  pushOffice,
  pushOwn,
  setPush,
  switchPushOff,
  switchPushOn,
  tryPush,
} from '../services/notices/push.ts'
import {
  discardLetter,
  listDeadLetters,
  listWebhooks,
  removeWebhook,
  saveWebhook,
  sendAgain,
  tryWebhook,
} from '../services/notices/webhooks.ts'
import { officeProcedureFor, procedureFor, router } from './trpc.ts'

const noticeProcedure = officeProcedureFor('accounts.manage')
/** A person's own browser: whoever may see issues may be told of them. */
const browserProcedure = procedureFor('issues.view')

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
  pushOffice: noticeProcedure.output(PushOffice).query(({ ctx }) => pushOffice(ctx.app)),
  setPush: noticeProcedure
    .input(PushSettingsInput)
    .mutation(({ ctx, input }) => setPush(ctx.app, ctx.viewer, input)),
  pushOffer: browserProcedure.output(PushOffer).query(({ ctx }) => pushOffer(ctx.app)),
  pushOwn: browserProcedure
    .input(PushBrowserInput)
    .output(PushOwn)
    .query(({ ctx, input }) => pushOwn(ctx.app, ctx.viewer, input)),
  pushOn: browserProcedure
    .input(PushOnInput)
    .mutation(({ ctx, input }) => switchPushOn(ctx.app, ctx.viewer, input)),
  pushOff: browserProcedure
    .input(PushBrowserInput)
    .mutation(({ ctx, input }) => switchPushOff(ctx.app, ctx.viewer, input)),
  tryPush: browserProcedure
    .input(PushBrowserInput)
    .output(TriedAnswer)
    .mutation(({ ctx, input }) => tryPush(ctx.app, ctx.viewer, input)),
})
