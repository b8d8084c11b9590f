/** Where issues go that are each given to the unit of their place: those whose grid has nobody on duty go higher. Pure. */
import type { IssueChoice, SuggestedUnit } from '../../../shared/issues/desk.ts'

export interface GoesHigher {
  /** So many issues have somebody nearer who is not on duty. */
  count: number
  /** Most issues first. */
  to: { unit: SuggestedUnit; count: number }[]
  /** Units where nobody is on duty, each once. */
  passedOver: string[]
}

/** @param choices  with a unit each; those without one are left out */
export function goesHigher(choices: readonly IssueChoice[]): GoesHigher {
  const higher = choices.flatMap(({ unit }) => (unit && unit.passedOver.length > 0 ? [unit] : []))
  const byCode = new Map<string, { unit: SuggestedUnit; count: number }>()
  for (const unit of higher) byCode.set(unit.code, { unit, count: (byCode.get(unit.code)?.count ?? 0) + 1 })
  return {
    count: higher.length,
    to: [...byCode.values()].sort((a, b) => b.count - a.count || a.unit.code.localeCompare(b.unit.code)),
    passedOver: [...new Set(higher.flatMap(({ passedOver }) => passedOver))],
  }
}
