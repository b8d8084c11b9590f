/** The list of changes that is being worked on: one change a gate, steps back and on, kept scenarios coming in. */
import { beforeAll, describe, expect, it } from 'vitest'
import type { Change } from '../../../shared/scenario/changes.ts'
import type * as DraftModule from '../../../client/circles/street/draft.ts'

let draft: typeof DraftModule
beforeAll(async () => {
  // the store of the draft lives in the tab
  const kept = new Map<string, string>()
  Object.assign(globalThis, {
    sessionStorage: {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    },
  })
  draft = await import('../../../client/circles/street/draft.ts')
})

const gate = { lon: 113.9, lat: 30.4, name: '东门' }
const shut: Change = { type: 'closeGate', gate }
const works: Change = { type: 'closeRoad', lon: 113.9, lat: 30.4, name: '和平路' }

const record = {
  id: '7',
  name: '甲',
  networkHash: 'a',
  changes: [shut],
  walkAt: null,
  version: 2,
  createdBy: 'x',
  createdAt: '',
  updatedBy: 'x',
  updatedAt: '',
}

describe('a draft', () => {
  it('holds one change of a gate, in its place', () => {
    const { EMPTY_DRAFT, addChange, changeGate } = draft
    const hours: Change = { type: 'gateHours', gate, opens: '06:00', closes: '22:00' }
    const first = addChange(changeGate(EMPTY_DRAFT, gate, { type: 'closeGate', gate }), works)
    expect(first.changes).toEqual([shut, works])
    expect(changeGate(first, gate, { ...hours, type: 'gateHours' }).changes).toEqual([hours, works])
    expect(changeGate(first, gate, null).changes).toEqual([works])
  })

  it('goes back step by step and on again, and forgets what was undone by a new step', () => {
    const { EMPTY_DRAFT, addChange, redo, setWalkAt, undo } = draft
    const two = setWalkAt(addChange(EMPTY_DRAFT, works), '22:30')
    expect(undo(two)).toMatchObject({ changes: [works], walkAt: null })
    expect(undo(undo(two)).changes).toEqual([])
    expect(redo(undo(two))).toEqual(two)
    expect(redo(addChange(undo(two), shut)).walkAt).toBeNull()
    expect(undo(EMPTY_DRAFT)).toEqual(EMPTY_DRAFT)
  })

  it('makes room for a kept scenario, and can go back to what nobody had kept', () => {
    const { EMPTY_DRAFT, addChange, draftOf, redo, undo } = draft
    const opened = draftOf(record, addChange(EMPTY_DRAFT, works))
    expect(opened.kept).toEqual({ id: '7', version: 2, name: '甲', networkHash: 'a' })
    expect(undo(opened)).toMatchObject({ changes: [works], kept: null })
    expect(redo(undo(opened))).toEqual(opened)
  })

  it('of a kept scenario with edits is not lost when another one is opened', () => {
    const { addChange, draftOf, saved, undo } = draft
    const edited = addChange(draftOf(record), works)
    const other = draftOf({ ...record, id: '8', name: '乙', changes: [] }, edited)
    expect(undo(other)).toMatchObject({ changes: [shut, works], kept: { id: '7' } })
    expect(draftOf({ ...record, id: '8' }, draftOf(record)).past).toEqual([])
    expect(saved(edited, { ...record, version: 3 })).toMatchObject({
      kept: { version: 3 },
      past: [],
      future: [],
    })
  })

  it('takes a new name, and the version only where nobody came between', () => {
    const { draftOf, renamed } = draft
    const opened = draftOf(record)
    expect(renamed(opened, { ...record, name: '丙', version: 3 }).kept).toMatchObject({
      name: '丙',
      version: 3,
    })
    expect(renamed(opened, { ...record, name: '丙', version: 4 }).kept).toMatchObject({
      name: '丙',
      version: 2,
    })
    expect(renamed(opened, { ...record, id: '9', version: 3 })).toBe(opened)
  })
})
