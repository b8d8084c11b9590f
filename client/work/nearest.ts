/** Tasks by how far away they are, as the crow flies: the nearest first, those without a place last. */
import { straightLineMeters } from '../../shared/geo/straightLine.ts'
import type { FieldTask } from '../../shared/issues/fieldWork.ts'

type Place = readonly [lon: number, lat: number]

/** Metres; null where one of the two is not known. */
export const metersBetween = (from: Place | null, to: Place | null): number | null =>
  from && to ? straightLineMeters(from[0], from[1], to[0], to[1]) : null

const dueOf = ({ issue }: FieldTask): number => (issue.dueAt === null ? Infinity : Date.parse(issue.dueAt))

/** @param from  null: by due time alone */
export function nearestFirst<Task extends FieldTask>(
  tasks: readonly Task[],
  from: Place | null,
): { task: Task; meters: number | null }[] {
  return tasks
    .map((task) => ({ task, meters: metersBetween(from, task.issue.location) }))
    .sort((a, b) => {
      const byDistance = (a.meters ?? Infinity) - (b.meters ?? Infinity)
      // Infinity less Infinity is no number.
      return byDistance || dueOf(a.task) - dueOf(b.task) || (a.task.issue.id < b.task.issue.id ? -1 : 1)
    })
}
