/**
 * The kinds of issue that are offered first in a report: what is met on any street, then what this grid has most of. Its
 * open tasks alone would offer what takes longest to settle.
 */
import type { FieldTask } from '../../shared/issues/fieldWork.ts'
import { ISSUE_CLASSES } from '../../shared/standards/issueClasses.ts'

export interface Kind {
  class: string
  subclass: string
}

/** What grid workers anywhere meet most. */
const COMMON = ['exposedRubbish', 'carParking', 'bikeMess', 'fireHazard', 'streetLamp', 'manholeCover']
/** Behind them, where a grid has few tasks to count. */
const MORE = ['accessControl', 'flyposting']

/** Every kind, in the order of the table. */
export const ALL_KINDS: readonly Kind[] = ISSUE_CLASSES.flatMap(({ class: issueClass, subclasses }) =>
  subclasses.map(({ subclass }) => ({ class: issueClass, subclass })),
)

const nameOf = (kind: Kind): string => `${kind.class} ${kind.subclass}`
const known = new Map(ALL_KINDS.map((kind) => [nameOf(kind), kind]))

/** @returns `limit` different kinds */
export function usualKinds(tasks: readonly FieldTask[], limit: number): Kind[] {
  const counts = new Map<string, number>()
  for (const { issue } of tasks) counts.set(nameOf(issue), (counts.get(nameOf(issue)) ?? 0) + 1)
  const own = [...counts]
    .filter(([name]) => known.has(name))
    .sort(([a, times], [b, others]) => others - times || (a < b ? -1 : 1))
    .map(([name]) => known.get(name)!)
  const named = (subclasses: readonly string[]): Kind[] =>
    subclasses.flatMap((subclass) => ALL_KINDS.filter((kind) => kind.subclass === subclass))
  return [...new Set([...named(COMMON), ...own, ...named(MORE)])].slice(0, limit)
}
