/** The resident's answer 回访: whether it was solved, how content they are. A "no" opens the issue again, with the words as the reason. */
import type { Answer } from '../../../shared/issues/progress.ts'
import { insertEvent, type NewEvent } from '../../db/issueEvents.ts'
import type { Queryable } from '../../db/sql.ts'
import { dueFromNow } from './issueDue.ts'
import { adopt, type Held, settle } from './heldIssue.ts'

export interface GivenAnswer extends Pick<NewEvent, 'actor' | 'key' | 'byResident'> {
  answer: Answer
  /** What the resident said, in words. */
  words: string
}

/**
 * Writes the answer on a held issue, and opens it again where it is not solved: both or neither.
 * @returns the answer's event, the newest event and the state after it
 */
export async function evaluateIssue(
  tx: Queryable,
  held: Held,
  { answer, words, actor, key, byResident }: GivenAnswer,
): Promise<{ answered: string; event: string; state: 'closed' | 'new' }> {
  const { issue } = held
  await adopt(tx, held)
  const now = new Date()
  const common = { issueId: issue.id, from: 'closed', at: now, actor, reason: words, byResident }
  const answered = await insertEvent(tx, {
    ...common,
    step: 'evaluate',
    to: 'closed',
    details: { answer },
    key,
  })
  let event = answered
  if (!answer.isSolved) {
    const due = dueFromNow(issue, now.getTime())
    event = await insertEvent(tx, {
      ...common,
      step: 'reopen',
      to: 'new',
      details: due === null ? {} : { due },
    })
  }
  await settle(tx, issue.id)
  return { answered, event, state: answer.isSolved ? 'closed' : 'new' }
}
