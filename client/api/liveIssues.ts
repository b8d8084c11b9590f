/**
 * What lists and points of today show is made true by an issue that the server has just told of: it changes in its
 * place, comes in where it belongs, or goes. What only the server can tell (who counts, what lies in a unit) stays as it
 * is until it is asked again.
 */
import type { z } from 'zod'
import {
  ISSUE_STATES,
  type IssueListInput,
  type IssuePage,
  type IssueRow,
} from '../../shared/domain/place.ts'
import type { IssuePoints } from '../../shared/domain/place.ts'
import { SOON_HOURS } from '../../shared/issues/desk.ts'

export type ListInput = Partial<z.infer<typeof IssueListInput>>
type Page = z.infer<typeof IssuePage>
type Points = z.infer<typeof IssuePoints>

/** Whether a list asked for so holds the issue; null where its row does not tell. */
export function holds(input: ListInput, row: IssueRow, now: number): boolean | null {
  if (
    input.state === 'open' ? row.state === 'closed' : input.state !== undefined && row.state !== input.state
  )
    return false
  if (input.class !== undefined && row.class !== input.class) return false
  if (input.isLate !== undefined && row.isLate !== input.isLate) return false
  const reported = Date.parse(row.reportedAt)
  if (input.reportedFrom !== undefined && reported < Date.parse(input.reportedFrom)) return false
  if (input.reportedBefore !== undefined && reported >= Date.parse(input.reportedBefore)) return false
  if (input.isSoon === true) {
    const due = row.dueAt === null ? NaN : Date.parse(row.dueAt)
    if (row.state === 'hung' || !(due >= now && due < now + SOON_HOURS * 3_600_000)) return false
  }
  const isTold = [
    input.unit,
    input.building,
    input.figure,
    input.isWaiting,
    input.isToCall,
    input.hasSigns,
  ].every((asked) => asked === undefined)
  return isTold ? true : null
}

/** The order of a list, as the server sorts it; undefined for orders that a row does not tell. */
function isBefore(order: ListInput['order'], a: IssueRow, b: IssueRow): boolean | undefined {
  const [first, second] = order === 'newest' ? [b, a] : [a, b]
  const keyOf = (row: IssueRow): number =>
    order === 'newest'
      ? Date.parse(row.reportedAt)
      : row.state === 'hung' || row.dueAt === null
        ? Infinity
        : Date.parse(row.dueAt)
  if (order !== 'newest' && order !== 'late' && order !== undefined) return undefined
  const [x, y] = [keyOf(first), keyOf(second)]
  return x === y ? first.id < second.id : x < y
}

/** @returns the pages with the issue as it is now; the same pages where it changes nothing */
export function inPages(pages: readonly Page[], input: ListInput, row: IssueRow, now: number): Page[] {
  const same = pages as Page[]
  const at = pages.findIndex(({ rows }) => rows.some(({ id }) => id === row.id))
  const isHeld = holds(input, row, now)
  const counted = (by: number) => (page: Page) => ({ ...page, total: page.total + by })
  if (at >= 0) {
    const known = pages[at]!.rows.find(({ id }) => id === row.id)!
    if (isHeld === false) {
      return pages
        .map((page, n) => (n === at ? { ...page, rows: page.rows.filter(({ id }) => id !== row.id) } : page))
        .map(counted(-1))
    }
    const isMoved =
      isBefore(input.order, known, row) !== undefined &&
      (known.dueAt !== row.dueAt || (known.state === 'hung') !== (row.state === 'hung'))
    if (!isMoved || isHeld === null) {
      return pages.map((page, n) =>
        n === at
          ? { ...page, rows: page.rows.map((old) => (old.id === row.id ? { ...row, ...signsOf(old) } : old)) }
          : page,
      )
    }
    const without = pages.map((page, n) =>
      n === at ? { ...page, rows: page.rows.filter(({ id }) => id !== row.id) } : page,
    )
    return inserted(without, input, row)
  }
  if (isHeld !== true) return same
  const more = inserted(same, input, row)
  return more.map(counted(1))
}

/** Its signs are told with a list of those that have some, not with the issue. */
const signsOf = ({ signs }: IssueRow): Pick<IssueRow, 'signs'> => (signs ? { signs } : {})

/** Where it belongs among what is loaded; beyond that it comes with the pages to come. */
function inserted(pages: readonly Page[], input: ListInput, row: IssueRow): Page[] {
  for (const [n, page] of pages.entries()) {
    const place = page.rows.findIndex((other) => isBefore(input.order, row, other) === true)
    if (place < 0) continue
    const rows = [...page.rows.slice(0, place), row, ...page.rows.slice(place)]
    return pages.map((one, m) => (m === n ? { ...page, rows } : one))
  }
  const last = pages.at(-1)
  if (!last || last.nextCursor !== null) return [...pages]
  return [...pages.slice(0, -1), { ...last, rows: [...last.rows, row] }]
}

/** @returns the points with the issue as it is now; a closed one is gone */
export function inPoints(points: Points, row: IssueRow): Points {
  const at = points.ids.indexOf(row.id)
  const isShown = row.state !== 'closed' && row.location !== null
  if (!isShown) {
    if (at < 0) return points
    const without = <Value>(list: readonly Value[]): Value[] => list.filter((_, n) => n !== at)
    return {
      ids: without(points.ids),
      states: without(points.states),
      classes: without(points.classes),
      classNames: points.classNames,
      isLate: without(points.isLate),
      lons: without(points.lons),
      lats: without(points.lats),
    }
  }
  const classNames = points.classNames.includes(row.class)
    ? points.classNames
    : [...points.classNames, row.class]
  const put = <Value>(list: readonly Value[], value: Value): Value[] =>
    at < 0 ? [...list, value] : list.map((old, n) => (n === at ? value : old))
  return {
    ids: put(points.ids, row.id),
    states: put(points.states, (ISSUE_STATES as readonly string[]).indexOf(row.state)),
    classes: put(points.classes, classNames.indexOf(row.class)),
    classNames,
    isLate: put(points.isLate, row.isLate ? 1 : 0),
    lons: put(points.lons, row.location![0]),
    lats: put(points.lats, row.location![1]),
  }
}
