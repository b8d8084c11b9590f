/** What is said of a plan: the four checks, opinions that were asked for, comments on places. */
import type { PlanHead } from '../../../shared/plans/planRecord.ts'
import { OpinionSection } from '../opinions/OpinionSection.tsx'
import { CheckSection } from './CheckSection.tsx'
import { CommentSection } from './CommentSection.tsx'

interface Props {
  plan: PlanHead
  /** All that was changed is on the server. */
  isSaved: boolean
}

export default function ReviewPanel({ plan, isSaved }: Props) {
  return (
    <>
      <CheckSection plan={plan} isSaved={isSaved} />
      <CommentSection plan={plan} />
      <OpinionSection plan={plan} />
    </>
  )
}
