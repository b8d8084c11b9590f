/** A plan on the page: steps back and on, what waits for the server, what colleagues did, and edits as one change. */
import type { Polygon } from 'geojson'
import { describe, expect, it } from 'vitest'
import { borderNear, cornersOf, neighboursOf } from '../../../client/plans/borderNear.ts'
import {
  changeGrid,
  giveRing,
  mergeable,
  mergeGrids,
  moveCorner,
  type PlanEdit,
  pullBorder,
  removeCorner,
  splitGrid,
} from '../../../client/plans/planEdits.ts'
import {
  edited,
  type KeptEdit,
  type PlanWork,
  received,
  redone,
  resumed,
  stacksOf,
  taken,
  undone,
  workOf,
} from '../../../client/plans/planWork.ts'
import { buildCoverage } from '../../../shared/coverage/buildCoverage.ts'
import { areaKeys, ChangeConflict, type Point } from '../../../shared/coverage/coverage.ts'
import { UnitCode } from '../../../shared/domain/ids.ts'
import { faultOfChange } from '../../../shared/plans/checkPlan.ts'
import {
  applyPlanChange,
  documentOf,
  type Plan,
  planOf,
  type PlanChange,
} from '../../../shared/plans/planDocument.ts'

const box = (west: number, east: number): Polygon => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, 30],
      [east, 30],
      [east, 30.01],
      [west, 30.01],
      [west, 30],
    ],
  ],
})
const A = UnitCode.parse('429901001001')
const B = UnitCode.parse('429901001002')
const keys = ['a1', 'a2', 'b1'] as const
/** Three squares in a row, the last one in another community. */
const START: Plan = {
  coverage: buildCoverage(
    keys.map((key, index) => ({ key, geometry: box(114 + index / 100, 114.01 + index / 100) })),
    { gapMeters: 0 },
  ).coverage,
  grids: new Map(
    keys.map((key) => [key, { key, code: null, name: key, parent: key === 'b1' ? B : A, isLocked: false }]),
  ),
}
const at = (lon: number, lat: number): Point => [Math.round(lon * 1e7), Math.round(lat * 1e7)]
const changeOf = (edit: PlanEdit): PlanChange => {
  if (!edit.ok) throw new Error(edit.why)
  return edit.change
}
const begin = (): PlanWork => workOf(documentOf(START), 0)
let steps = 0
const make = (work: PlanWork, edit: (plan: Plan) => PlanEdit): PlanWork =>
  edited(work, { id: `s${steps++}`, change: changeOf(edit(work)) })
const across = [at(114.005, 29.999), at(114.005, 30.011)]
const split = (plan: Plan): PlanEdit =>
  splitGrid(
    plan,
    'a1',
    across,
    () => 'n1',
    (name) => `${name}+`,
  )
const bytes = (plan: Plan): string => JSON.stringify(documentOf(plan))

describe('edits of a plan', () => {
  it('give a new area a grid of the same community, and take one away with its area', () => {
    const work = make(begin(), split)
    expect(work.grids.get('n1')).toMatchObject({ code: null, name: 'a1+', parent: A, isLocked: false })
    expect(areaKeys(work.coverage)).toEqual(['a1', 'a2', 'b1', 'n1'])
    const merged = make(work, (plan) => mergeGrids(plan, 'a1', 'n1'))
    expect([...merged.grids.keys()].sort()).toEqual(['a1', 'a2', 'b1'])
  })

  it('are refused with a reason that the catalogue knows', () => {
    const why = (edit: PlanEdit): string => (edit.ok ? 'done' : edit.why)
    expect(why(mergeGrids(START, 'a2', 'b1'))).toBe('otherParent')
    expect(why(mergeGrids(START, 'a1', 'b1'))).toBe('otherParent')
    expect(why(splitGrid(START, 'a1', [at(114.002, 30.002), at(114.004, 30.002)], () => 'n1', String))).toBe(
      'endsInside',
    )
    // The border between two communities stays where it is.
    const between = [at(114.02, 30), at(114.02, 30.01)] as const
    expect(why(pullBorder(START, between, at(114.021, 30.005)))).toBe('outerBorder')
    expect(why(moveCorner(START, at(114.01, 30), at(114.011, 30)))).toBe('outerBorder')
    const locked: Plan = {
      ...START,
      grids: new Map(START.grids).set('a2', { ...START.grids.get('a2')!, isLocked: true }),
    }
    expect(why(pullBorder(locked, [at(114.01, 30), at(114.01, 30.01)], at(114.011, 30.005)))).toBe('locked')
    expect(why(mergeGrids(locked, 'a1', 'a2'))).toBe('locked')
    expect(why(split(locked))).toBe('done')
    expect(why(changeGrid(START, 'a1', { name: 'a1' }))).toBe('nothing')
  })

  it('leave a locked grid its ground, also where the page of a colleague did not know of the lock', () => {
    const bend = changeOf(pullBorder(START, [at(114.01, 30), at(114.01, 30.01)], at(114.012, 30.005)))
    const locked: Plan = {
      ...START,
      grids: new Map(START.grids).set('a2', { ...START.grids.get('a2')!, isLocked: true }),
    }
    const after = applyPlanChange(locked, bend)
    expect(faultOfChange(locked, after, bend)).toBe('locked')
    expect(faultOfChange(START, applyPlanChange(START, bend), bend)).toBeNull()
    // What was done before the lock can be taken back.
    expect(faultOfChange(locked, after, { ...bend, what: 'undo' })).toBeNull()
  })

  it('bend a border, and take the bend away again', () => {
    const bent = make(begin(), (plan) =>
      pullBorder(plan, [at(114.01, 30), at(114.01, 30.01)], at(114.012, 30.005)),
    )
    expect(cornersOf(bent.coverage, 'a2')).toContainEqual(at(114.012, 30.005))
    const straight = make(bent, (plan) => removeCorner(plan, at(114.012, 30.005)))
    expect(bytes(straight)).toBe(bytes(START))
  })

  it('give what a ring holds, only from the same community', () => {
    const ring = [at(114.015, 29.999), at(114.025, 29.999), at(114.025, 30.011), at(114.015, 30.011)]
    const work = make(begin(), (plan) => giveRing(plan, ring, 'a1'))
    expect(neighboursOf(work.coverage, 'b1').sort()).toEqual(['', 'a1'])
    expect(mergeable(START, 'a2')).toEqual(['a1'])
  })
})

describe('the border under the pointer', () => {
  const scale = { x: 1e-3, y: 1e-3 }
  it('is a corner before it is a place between two', () => {
    expect(borderNear(START.coverage, 'a1', at(114.0100005, 30.0000005), scale, 9)).toEqual({
      kind: 'corner',
      point: at(114.01, 30),
    })
    expect(borderNear(START.coverage, 'a1', at(114.0100003, 30.005), scale, 9)).toMatchObject({
      kind: 'between',
    })
    expect(borderNear(START.coverage, 'a1', at(114.005, 30.005), scale, 9)).toBeNull()
    expect(borderNear(START.coverage, 'b1', at(114.01, 30.005), scale, 9)).toBeNull()
  })
})

describe('a plan being worked on', () => {
  const lock = (plan: Plan): PlanEdit => changeGrid(plan, 'b1', { isLocked: true })

  it('goes back to its first byte and on again to the last', () => {
    const second = make(make(begin(), split), lock)
    const back = undone(undone(second, 'u1')!, 'u2')!
    expect(bytes(back)).toBe(bytes(START))
    expect(undone(back, 'u3')).toBeNull()
    const on = redone(redone(back, 'r1')!, 'r2')!
    expect(bytes(on)).toBe(bytes(second))
    expect(redone(on, 'r3')).toBeNull()
    expect(on.waiting.map(({ change: { what } }) => what)).toEqual([
      'split',
      'lock',
      'undo',
      'undo',
      'redo',
      'redo',
    ])
    // An undo and its redo mean the same step.
    expect(on.waiting[3]!.of).toBe(on.waiting[0]!.id)
    expect(on.waiting[4]!.of).toBe(on.waiting[0]!.id)
    expect(make(undone(second, 'u4')!, (plan) => changeGrid(plan, 'a1', { name: '甲' })).future).toEqual([])
  })

  it('knows after a reload what can be gone back to, however often it was', () => {
    const work = redone(undone(undone(make(make(begin(), split), lock), 'u1')!, 'u2')!, 'r1')!
    const numberOf = new Map(work.waiting.map(({ id }, index) => [id, index + 1]))
    const edits = work.waiting.map(({ id, change, of }): KeptEdit => ({
      number: numberOf.get(id)!,
      by: 'me',
      of: of === null ? null : numberOf.get(of)!,
      change,
    }))
    const { past, future } = stacksOf(edits)
    expect(past.map(({ id }) => id)).toEqual(['1'])
    expect(future.map(({ id }) => id)).toEqual(['2'])
    const again = workOf(documentOf(work), 5, edits)
    expect(bytes(undone(again, 'u9')!)).toBe(bytes(START))
    expect(again.numbers.get('1')).toBe(1)
  })

  it('takes back the step that an undo names, whatever others did in between', () => {
    const [first, other] = make(make(begin(), split), lock).waiting
    const kept = (number: number, change: PlanChange, of: number | null): KeptEdit => ({
      number,
      by: 'me',
      of,
      change,
    })
    // The second edit is a colleague's: it is not among one's own.
    const own = [
      kept(1, first!.change, null),
      kept(3, other!.change, null),
      kept(4, { ...first!.change, what: 'undo' }, 1),
    ]
    const { past, future } = stacksOf(own)
    expect(past.map(({ id }) => id)).toEqual(['3'])
    expect(future.map(({ id }) => id)).toEqual(['1'])
  })

  it('hands over in order, and remembers the numbers that it is given', () => {
    const work = make(make(begin(), split), lock)
    const [first, second] = work.waiting
    const after = taken(work, 7)
    expect(after.waiting).toEqual([second])
    expect(after.numbers.get(first!.id)).toBe(7)
    expect(bytes(after)).toBe(bytes(work))
  })

  it('takes in what a colleague did elsewhere, and tells where both changed the same', () => {
    const theirs = changeOf(lock(START))
    const work = received(make(begin(), split), { number: 1, by: 'other', of: null, change: theirs })
    expect(work.version).toBe(1)
    expect(work.grids.get('b1')!.isLocked).toBe(true)
    expect(work.grids.has('n1')).toBe(true)
    const other = changeOf(
      splitGrid(START, 'a1', [at(114.003, 29.999), at(114.003, 30.011)], () => 'n2', String),
    )
    expect(() => received(make(begin(), split), { number: 1, by: 'other', of: null, change: other })).toThrow(
      ChangeConflict,
    )
  })

  it('goes on after a reload with what waited, without sending twice what had arrived', () => {
    const left = make(make(begin(), split), lock)
    expect(bytes(resumed(begin(), left.waiting))).toBe(bytes(left))
    expect(resumed(begin(), left.waiting).waiting).toEqual(left.waiting)
    // The first one was taken, but its answer was lost.
    const arrived = workOf(documentOf({ ...planOf(documentOf(START)), ...make(begin(), split) }), 1)
    const work = resumed(arrived, left.waiting)
    expect(work.waiting).toEqual(left.waiting.slice(1))
    expect(bytes(work)).toBe(bytes(left))
  })
})
