/** Whether somebody may take a step on an issue that has come so far: by role, by state, and by who did what before. */
import type { Role } from '../domain/access.ts'
import type { Progress } from './progress.ts'
import { CALLS_ENOUGH, ruleOf, type RuledStep } from './steps.ts'

/** @returns null when they may, else a message key */
export function stepRefusal(
  step: RuledStep,
  progress: Progress,
  person: { accountId: string; roles: readonly Role[] },
): string | null {
  const { from, roles, byAnother } = ruleOf(step)
  if (!roles.some((role) => person.roles.includes(role))) return 'issue.stepNotYours'
  if (!from.includes(progress.state)) return 'issue.stepNotNow'
  if (byAnother && progress.fedBackBy !== null && progress.fedBackBy === person.accountId)
    return 'issue.verifyByAnother'
  if (step === 'accept' && progress.acceptedAt !== null) return 'issue.stepNotNow'
  if (step === 'askResident' && progress.isWaitingForResident) return 'issue.stepNotNow'
  if (step === 'residentAnswered' && !progress.isWaitingForResident) return 'issue.stepNotNow'
  if (step === 'escalate' && progress.isEscalated) return 'issue.stepNotNow'
  if (step === 'setAside' && progress.isSetAside) return 'issue.stepNotNow'
  if (step === 'countAgain' && !progress.isSetAside) return 'issue.stepNotNow'
  // The resident is asked once how it went, and not about a duplicate.
  if (step === 'evaluate' || step === 'notReached' || step === 'endCallBack') {
    if (progress.answer !== null || progress.outcome === 'duplicate') return 'issue.stepNotNow'
    if (step !== 'evaluate' && progress.isCallEnded) return 'issue.stepNotNow'
    if (step === 'endCallBack' && progress.callsMissed < CALLS_ENOUGH) return 'issue.stepNotNow'
  }
  return null
}
