/**
 * Sends what waits in the outbox when the browser says that there is signal again, the page open or not. Whose it is says
 * what the page has kept of them: after signing out there is nobody, and nothing is sent.
 */
import { createTRPCClient, httpLink } from '@trpc/client'
import type { AppRouter } from '../../server/routers/appRouter.ts'
import { onlyOne } from '../api/onlyOne.ts'
import { drain, type Sender } from '../outbox/drain.ts'
import { changeKept, keptQueueOf, SENDING_LOCK } from '../outbox/keptQueue.ts'
import { makeSender } from '../outbox/makeSender.ts'
import { wake } from '../outbox/queue.ts'
import { keptDatabase } from './database.ts'

const sender = makeSender(createTRPCClient<AppRouter>({ links: [httpLink({ url: '/trpc' })] }))

/** The account that is signed in here as far as is known; null for nobody. */
async function lastAccount(): Promise<string | null> {
  const person = (await (await keptDatabase()).get('kept', 'person')) as
    { value?: { accountId?: unknown } } | undefined
  const accountId = person?.value?.accountId
  return typeof accountId === 'string' ? accountId : null
}

class SignedOut extends Error {}

/** The same sender while that person is signed in; afterwards everything waits for them. */
function whileSignedIn(accountId: string, { photo, report, step, failureOf }: Sender): Sender {
  const must = async (): Promise<void> => {
    if ((await lastAccount()) !== accountId) throw new SignedOut()
  }
  return {
    photo: async (...args) => must().then(() => photo(...args)),
    report: async (...args) => must().then(() => report(...args)),
    step: async (...args) => must().then(() => step(...args)),
    failureOf: (error) =>
      error instanceof SignedOut ? { kind: 'signedOut', key: null, facts: {} } : failureOf(error),
  }
}

/** @throws while something still waits: the browser then asks again later */
export async function sendUnseen(): Promise<void> {
  const at = await onlyOne(SENDING_LOCK, async () => {
    // Asked once it is this one's turn: somebody else may have signed in while it waited.
    const accountId = await lastAccount()
    if (accountId === null) return null
    await changeKept(accountId, wake)
    return drain(keptQueueOf(accountId), whileSignedIn(accountId, sender), Date.now, Math.random)
  })
  if (at !== null) throw new Error('not everything could be sent')
}
