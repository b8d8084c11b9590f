/** Which answer may stand for a question that is still under way. */
import type { WalkAnswer, WalkQuestion } from './protocol.ts'

/**
 * Of another subject's points or another day's people nothing is shown; of other minutes, walkers or a held point the
 * last answer stays.
 */
export function answerShown(
  walked: { answer: WalkAnswer | null; day: string | null },
  question: WalkQuestion | null,
  day: string,
): WalkAnswer | null {
  const { answer } = walked
  if (!answer || !question || walked.day !== day) return null
  const before = answer.question
  const isOfSubject =
    before.wantsReach === question.wantsReach &&
    before.isTowards === question.isTowards &&
    // One point may be held and moved.
    (question.wantsReach || before.points.length === question.points.length)
  return isOfSubject ? answer : null
}
