/** The time limit of a class of issues, as the calendar reckons it. */
import type { TimeLimit } from '../calendar/dueTime.ts'
import type { IssueSubclass } from '../standards/issueClasses.ts'

export const classLimit = ({
  limitHours,
  hoursKind,
}: Pick<IssueSubclass, 'limitHours' | 'hoursKind'>): TimeLimit => ({
  amount: limitHours,
  unit: hoursKind === 'clock' ? 'clockHours' : 'workingHours',
})
