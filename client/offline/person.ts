/**
 * Who is signed in: asked of the server; without an answer, who it was last. What this browser keeps of a person goes when
 * they sign out, when their session has ended, and when somebody else signs in.
 */
import { hashKey } from '@tanstack/react-query'
import type { Me } from '../../shared/domain/access.ts'
import { noteContact } from '../api/contact.ts'
import { isUnanswered } from '../api/failure.ts'
import { queryClient } from '../api/queryClient.ts'
import { api, trpc } from '../api/trpc.ts'
import { createStore } from '../state/store.ts'
import { restoreAnswers } from './answers.ts'
import { forgetPerson } from './forgetPerson.ts'
import { keep, kept } from './kept.ts'

/** Where somebody is known here, nobody looks at a blank page for longer. Milliseconds. */
const PATIENCE = 8_000

/** Who it was in this page. */
let shown: string | null = null

/** What was asked for one person is not shown to the next. */
function dropAnswersOfAnother(accountId: string | null): void {
  if (shown !== null && shown !== accountId) {
    const own = hashKey(trpc.session.me.queryOptions().queryKey)
    queryClient.removeQueries({ predicate: ({ queryHash }) => queryHash !== own })
  }
  shown = accountId
}

/** The server has not been asked: the page is as it was kept. */
export const isKeptStore = createStore(false)

/** @throws what the server's client throws, where nobody is known here */
export async function askPerson(): Promise<Me | null> {
  const last = await kept('person').catch(() => null)
  let me: Me | null
  try {
    me = await api.session.me.query(undefined, last ? { signal: AbortSignal.timeout(PATIENCE) } : {})
  } catch (error) {
    if (!last || !isUnanswered(error)) throw error
    await restoreAnswers()
    isKeptStore.set(true)
    dropAnswersOfAnother(last.value.accountId)
    return last.value
  }
  noteContact()
  dropAnswersOfAnother(me?.accountId ?? null)
  isKeptStore.set(false)
  if (!me || last?.value.accountId !== me.accountId) await forgetPerson()
  // Only who works in the field opens the page without signal.
  if (me?.permissions.includes('field.work')) await keep('person', me).catch(() => undefined)
  return me
}
