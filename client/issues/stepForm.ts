/** What a person fills in for a step, and when it is enough. */
import type { Need } from '../../shared/issues/steps.ts'
import type { StepDetails } from '../../shared/issues/progress.ts'

export interface Draft {
  reason: string
  /** `unit:CODE` or `department:NAME`. */
  target: string | null
  /** `YYYY-MM-DD HH:mm` of the office. */
  due: string | null
  reviewDate: string | null
  other: string
  isSolved: boolean | null
  satisfaction: number | null
}

export const EMPTY_DRAFT: Draft = {
  reason: '',
  target: null,
  due: null,
  reviewDate: null,
  other: '',
  isSolved: null,
  satisfaction: null,
}

const isGiven: Record<Need, (draft: Draft) => boolean> = {
  reason: ({ reason }) => reason.trim() !== '',
  target: ({ target }) => target !== null,
  due: ({ due }) => due !== null,
  reviewDate: ({ reviewDate }) => reviewDate !== null,
  other: ({ other }) => other.trim() !== '',
  // Picked beside the form, and looked at there.
  photo: () => true,
  // It is opened again with what the resident says.
  answer: ({ isSolved, reason }) => isSolved !== null && (isSolved || reason.trim() !== ''),
}

export const isComplete = (needs: readonly Need[], draft: Draft): boolean =>
  needs.every((need) => isGiven[need](draft))

function targetOf(text: string): StepDetails['target'] {
  const [kind = '', ...rest] = text.split(':')
  const name = rest.join(':')
  return kind === 'unit' ? { unit: name } : { department: name }
}

/** The draft as the server takes it: only what the step needs. */
export function detailsOf(needs: readonly Need[], draft: Draft): StepDetails {
  const details: StepDetails = {}
  if (needs.includes('target') && draft.target !== null) details.target = targetOf(draft.target)
  if (needs.includes('due') && draft.due !== null)
    details.due = `${draft.due.slice(0, 10)}T${draft.due.slice(11, 16)}:00+08:00`
  if (needs.includes('reviewDate') && draft.reviewDate !== null)
    details.reviewDate = draft.reviewDate.slice(0, 10)
  if (needs.includes('other')) details.other = draft.other.trim()
  if (needs.includes('answer') && draft.isSolved !== null)
    details.answer = { isSolved: draft.isSolved, satisfaction: draft.satisfaction }
  return details
}
