/** An issue that the server tells of comes into lists and points as if they had been asked for again. */
import { describe, expect, test } from 'vitest'
import { holds, inPages, inPoints, type ListInput } from '../../../client/api/liveIssues.ts'
import { ISSUE_STATES, type IssueRow } from '../../../shared/domain/place.ts'
import { seededRandom } from '../../fixtures/seededRandom.ts'

const NOW = Date.parse('2026-11-30T02:00:00Z')
const iso = (hours: number): string => new Date(NOW + hours * 3_600_000).toISOString()

const issue = (id: string, more: Partial<IssueRow> = {}): IssueRow => ({
  id,
  class: 'greening',
  subclass: 'streetTree',
  subject: 'component',
  description: '',
  address: '',
  reportedAt: iso(-1),
  dueAt: iso(2),
  closedAt: null,
  state: 'new',
  isLate: false,
  location: [114, 30],
  unit: null,
  statedUnit: null,
  linkState: 'linked',
  reviewDate: null,
  callsMissed: 0,
  ...more,
})
const page = (rows: IssueRow[], total = rows.length, nextCursor: string | null = null) => ({
  rows,
  total,
  nextCursor,
  isMore: false,
})

describe('a list', () => {
  test('holds what it was asked for, and says when a row does not tell', () => {
    expect(holds({ state: 'new' }, issue('a'), NOW)).toBe(true)
    expect(holds({ state: 'open' }, issue('a', { state: 'closed' }), NOW)).toBe(false)
    expect(holds({ state: 'inHand' }, issue('a'), NOW)).toBe(false)
    expect(holds({ isLate: true }, issue('a'), NOW)).toBe(false)
    expect(holds({ isSoon: true }, issue('a'), NOW)).toBe(true)
    expect(holds({ isSoon: true }, issue('a', { dueAt: iso(5) }), NOW)).toBe(false)
    expect(holds({ isSoon: true }, issue('a', { state: 'hung' }), NOW)).toBe(false)
    expect(holds({ unit: '4299' }, issue('a'), NOW)).toBeNull()
    expect(holds({ unit: '4299', state: 'inHand' }, issue('a'), NOW)).toBe(false)
  })

  test('is what asking again would give, whatever comes in whatever order', () => {
    const random = seededRandom(11)
    const pick = <Value>(values: readonly Value[]): Value => values[Math.floor(random() * values.length)]!
    for (const input of [
      { state: 'open' },
      { state: 'new', order: 'newest' },
      { isLate: true, order: 'late' },
      { isSoon: true },
    ] as ListInput[]) {
      const all = new Map<string, IssueRow>()
      let pages = [page([])]
      for (let n = 0; n < 400; n++) {
        const row = issue(`i${Math.floor(random() * 40)}`, {
          state: pick(ISSUE_STATES),
          isLate: random() < 0.4,
          reportedAt: iso(-1),
          dueAt: random() < 0.2 ? null : iso(Math.floor(random() * 8)),
        })
        // An issue is reported once.
        const known = all.get(row.id)
        const next = { ...row, reportedAt: known?.reportedAt ?? iso(-Math.floor(random() * 50)) }
        all.set(row.id, next)
        pages = inPages(pages, input, next, NOW)
        const due = ({ state, dueAt }: IssueRow): number =>
          state === 'hung' || dueAt === null ? Infinity : Date.parse(dueAt)
        const wanted = [...all.values()]
          .filter((one) => holds(input, one, NOW))
          .sort((a, b) => {
            const by =
              input.order === 'newest' ? Date.parse(b.reportedAt) - Date.parse(a.reportedAt) : due(a) - due(b)
            const tie = a.id < b.id ? -1 : 1
            return by || (input.order === 'newest' ? -tie : tie)
          })
        expect(pages.flatMap(({ rows }) => rows.map(({ id }) => id))).toEqual(wanted.map(({ id }) => id))
        expect(pages[0]!.total).toBe(wanted.length)
      }
    }
  })

  test('leaves what belongs behind its loaded pages to the pages to come', () => {
    const loaded = [page([issue('a', { dueAt: iso(1) }), issue('b', { dueAt: iso(2) })], 5, 'more')]
    const after = inPages(loaded, { state: 'new' }, issue('z', { dueAt: iso(9) }), NOW)
    expect(after[0]!.rows.map(({ id }) => id)).toEqual(['a', 'b'])
    expect(after[0]!.total).toBe(6)
    const between = inPages(loaded, { state: 'new' }, issue('y', { dueAt: iso(1.5) }), NOW)
    expect(between[0]!.rows.map(({ id }) => id)).toEqual(['a', 'y', 'b'])
  })

  test('of a unit takes nothing in by itself, and changes what it has', () => {
    const loaded = [page([issue('a')])]
    expect(inPages(loaded, { unit: '4299' }, issue('b'), NOW)).toBe(loaded)
    const [changed] = inPages(loaded, { unit: '4299' }, issue('a', { state: 'inHand' }), NOW)
    expect(changed!.rows[0]!.state).toBe('inHand')
  })
})

test('points come, change and go', () => {
  const none = { ids: [], states: [], classes: [], classNames: [], isLate: [], lons: [], lats: [] }
  const one = inPoints(none, issue('a'))
  expect(one).toEqual({
    ids: ['a'],
    states: [ISSUE_STATES.indexOf('new')],
    classes: [0],
    classNames: ['greening'],
    isLate: [0],
    lons: [114],
    lats: [30],
  })
  const two = inPoints(one, issue('b', { class: 'other', location: [115, 31] }))
  expect(two.classes).toEqual([0, 1])
  expect(inPoints(two, issue('a', { state: 'inHand', isLate: true })).isLate).toEqual([1, 0])
  expect(inPoints(two, issue('a', { state: 'closed' })).ids).toEqual(['b'])
  expect(inPoints(two, issue('c', { location: null }))).toBe(two)
  expect(inPoints(two, issue('b', { location: null })).lons).toEqual([114])
})
