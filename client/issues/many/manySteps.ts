/** The steps that several issues allow, and with how many of them each can be taken. Pure. */
import type { IssueChoice } from '../../../shared/issues/desk.ts'
import type { StepDetails } from '../../../shared/issues/progress.ts'
import type { Need, RuledStep } from '../../../shared/issues/steps.ts'

/** What is said of each issue apart, and not of many at once. */
const APART: readonly RuledStep[] = ['merge', 'evaluate', 'notReached', 'note']

export interface ManyStep {
  step: RuledStep
  needs: readonly Need[]
  /** Those of the chosen that it can be taken with. */
  choices: readonly IssueChoice[]
  /** Each goes to the grid that its own place suggests. */
  toOwnGrid: boolean
}

/** What most of the chosen allow comes first; what is suggested, before all. */
export function manySteps(choices: readonly IssueChoice[]): ManyStep[] {
  const byStep = new Map<RuledStep, ManyStep>()
  for (const choice of choices)
    for (const { step, needs } of choice.steps) {
      // One photo does not show many places.
      if (APART.includes(step) || needs.includes('photo')) continue
      const known = byStep.get(step)
      byStep.set(step, { step, needs, choices: [...(known?.choices ?? []), choice], toOwnGrid: false })
    }
  const suggested = choices.filter(({ unit }) => unit !== null)
  return [
    ...(suggested.length > 0
      ? [{ step: 'dispatch' as const, needs: [], choices: suggested, toOwnGrid: true }]
      : []),
    ...[...byStep.values()].sort((a, b) => b.choices.length - a.choices.length),
  ]
}

/** What the step on one of them is given. */
export const detailsFor = (
  { toOwnGrid }: ManyStep,
  { unit }: IssueChoice,
  given: StepDetails,
): StepDetails => (toOwnGrid && unit ? { target: { unit: unit.code } } : given)
