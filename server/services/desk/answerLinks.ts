/** Private links by which a resident says how an issue went: made and ended by staff, answered once, by whoever holds them. */
import { createHash } from 'node:crypto'
import { today } from '../../../shared/domain/dates.ts'
import type { AnswerLink } from '../../../shared/issues/desk.ts'
import type { Answer } from '../../../shared/issues/progress.ts'
import { appendAudit } from '../../access/audit.ts'
import { newToken } from '../../access/sessions.ts'
import type { Viewer } from '../../access/viewer.ts'
import type { App } from '../../app/app.ts'
import { Refusal } from '../../app/refusal.ts'
import {
  type AskedIssue,
  askedIssue,
  consumeAnswerLink,
  endAnswerLinks,
  findAnswerLink,
  insertAnswerLink,
  type LinkState,
} from '../../db/answerLinks.ts'
import { asViewer, transaction } from '../../db/database.ts'
import { announce } from '../../live/events.ts'
import { evaluateIssue } from './evaluateIssue.ts'
import { hold, holdOne } from './heldIssue.ts'
import { refusalOf } from './issueFile.ts'

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()

/** In the history of an issue: whoever held the link. */
const RESIDENT = { accountId: null, userName: 'resident' } as const

/** Makes the link of an issue; one made before ends. @throws Refusal where the person may not record an answer now */
export async function makeAnswerLink(app: App, viewer: Viewer, id: string): Promise<AnswerLink> {
  const token = newToken()
  const expiresAt = await asViewer(app.db, viewer, async (tx) => {
    const { issue, progress } = await hold(tx, id)
    const refusal = refusalOf('evaluate', progress, viewer)
    if (refusal)
      throw new Refusal(refusal === 'issue.stepNotYours' ? 'FORBIDDEN' : 'CONFLICT', refusal, {
        step: 'evaluate',
        state: progress.state,
      })
    await appendAudit(tx, viewer, {
      action: 'answerLinkMade',
      subjectKind: 'issue',
      subjectId: id,
      areaPath: issue.areaPath,
    })
    const ends = await insertAnswerLink(tx, id, hashOf(token), viewer.accountId)
    await announce(tx, 'issues', 1, id)
    return ends
  })
  void app.live.look()
  const path = `/answer/${token}`
  const { publicUrl } = app.config
  return { path, url: publicUrl === undefined ? null : `${publicUrl}${path}`, expiresAt }
}

/** Ends the link of an issue, if there is one. */
export async function endAnswerLink(app: App, viewer: Viewer, id: string): Promise<void> {
  await asViewer(app.db, viewer, async (tx) => {
    const { issue, progress } = await hold(tx, id)
    if (refusalOf('evaluate', progress, viewer) === 'issue.stepNotYours')
      throw new Refusal('FORBIDDEN', 'issue.stepNotYours', { step: 'evaluate', state: progress.state })
    if ((await endAnswerLinks(tx, id)) === 0) return
    await appendAudit(tx, viewer, {
      action: 'answerLinkEnded',
      subjectKind: 'issue',
      subjectId: id,
      areaPath: issue.areaPath,
    })
    await announce(tx, 'issues', 1, id)
  })
  void app.live.look()
}

/** What stands behind a link: what to ask about while it is live, what was answered once it is used. */
export type AskedAnswer =
  | { state: 'live'; issue: AskedIssue }
  | { state: 'used'; isSolved: boolean }
  | { state: Exclude<LinkState, 'live' | 'used'> }

/** Looks without using anything up. */
export async function askedByLink(app: App, token: string): Promise<AskedAnswer> {
  const link = await findAnswerLink(app.db.pool, hashOf(token))
  if (!link) return { state: 'unknown' }
  if (link.state === 'used') return { state: 'used', isSolved: link.isSolved === true }
  if (link.state !== 'live') return { state: link.state }
  const issue = await askedIssue(app.db.pool, link.issueId, today())
  return issue ? { state: 'live', issue } : { state: 'unknown' }
}

/**
 * Takes the answer of whoever holds a live link, once; a "no" opens the issue again.
 * @returns false where the link is not live any more: nothing was changed
 */
export async function answerByLink(app: App, token: string, answer: Answer, words: string): Promise<boolean> {
  const isTaken = await transaction(app.db, async (tx) => {
    const link = await findAnswerLink(tx, hashOf(token))
    if (!link) return false
    // The issue first, as every step does, so that two never wait for one another.
    const held = await holdOne(tx, link.issueId)
    if (!held || !(await consumeAnswerLink(tx, hashOf(token), answer.isSolved))) return false
    if (held.progress.state !== 'closed' || held.progress.answer !== null)
      throw new Error(`a link was live for issue ${link.issueId}, which asks for no answer`)
    await evaluateIssue(tx, held, { answer, words, actor: RESIDENT, byResident: true })
    await announce(tx, 'issues', 1, link.issueId)
    return true
  })
  if (isTaken) void app.live.look()
  return isTaken
}
