/**
 * Texts as they are kept on a phone: long numbers (telephones, identity numbers) lose their middle. With signal the whole
 * text is shown; what lies on the phone, which can be lost, does not tell it.
 */
import type { FieldWork } from '../../shared/issues/fieldWork.ts'

/** Seven digits and more, also in groups with blanks or hyphens, and an X at the end. */
const LONG_NUMBER = /\d(?:[ -]?\d){6,}[Xx]?/g

/** The first three and the last two stay; dates such as 2026-11-30 are no long numbers. */
export const maskNumbers = (text: string): string =>
  text.replace(LONG_NUMBER, (found) => {
    if (/^\d{4}-\d{2}-\d{2}$/.test(found)) return found
    const digits = found.replace(/[ -]/g, '')
    return `${digits.slice(0, 3)}****${digits.slice(-2)}`
  })

/** Tasks as they may be kept. */
export const withoutNumbers = (work: FieldWork): FieldWork => ({
  ...work,
  tasks: work.tasks.map((task) => ({
    ...task,
    issue: {
      ...task.issue,
      description: maskNumbers(task.issue.description),
      address: maskNumbers(task.issue.address),
    },
    events: task.events.map((event) => ({ ...event, reason: maskNumbers(event.reason) })),
  })),
})
