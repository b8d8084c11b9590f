/** The plan on the page when the server does not take an edit. */
import { TRPCClientError } from '@trpc/client'
import { beforeAll, expect, it, vi } from 'vitest'
import { buildCoverage } from '../../../shared/coverage/buildCoverage.ts'
import { UnitCode } from '../../../shared/domain/ids.ts'
import { documentOf } from '../../../shared/plans/planDocument.ts'
import type * as DeskModule from '../../../client/plans/planDesk.ts'
import { changeGrid } from '../../../client/plans/planEdits.ts'

let code = 'CONFLICT'
vi.mock('../../../client/api/trpc.ts', () => ({
  api: {
    plan: {
      edit: {
        mutate: () =>
          Promise.reject(TRPCClientError.from({ error: { message: '', code: -32000, data: { code } } })),
      },
      edits: { query: () => Promise.resolve({ version: 0, edits: [] }) },
    },
  },
}))

let desk: typeof DeskModule
const square = (west: number): number[][] => [
  [west, 30],
  [west + 0.01, 30],
  [west + 0.01, 30.01],
  [west, 30.01],
  [west, 30],
]
const A = UnitCode.parse('429901001001')

beforeAll(async () => {
  vi.stubGlobal('localStorage', {
    getItem: () => null,
    setItem: () => undefined,
    removeItem: () => undefined,
  })
  desk = await import('../../../client/plans/planDesk.ts')
})

function open(id: string): void {
  const { coverage } = buildCoverage([
    { key: 'a1', geometry: { type: 'Polygon', coordinates: [square(114)] } },
    { key: 'a2', geometry: { type: 'Polygon', coordinates: [square(114.01)] } },
  ])
  const grids = new Map(
    ['a1', 'a2'].map((key) => [key, { key, code: null, name: key, parent: A, isLocked: false }]),
  )
  desk.openPlan({
    id,
    accountId: 'me',
    isEditable: true,
    dedicated: new Set(),
    document: documentOf({ coverage, grids }),
    version: 0,
    edits: [],
  })
}
const rename = (key: string): string | null =>
  desk.make(changeGrid(desk.deskStore.get()!.work, key, { name: `${key}+` }))
const waiting = (): number => desk.deskStore.get()!.work.waiting.length

it('takes no more edits while one is refused: they would be lost with it', async () => {
  open('1')
  expect(rename('a1')).toBeNull()
  await vi.waitFor(() => expect(desk.deskStore.get()!.saving).toBe('refused'))
  expect(rename('a2')).toBe('blocked')
  expect(desk.step(true)).toBe('blocked')
  expect(waiting()).toBe(1)
  desk.closePlan()
})

it('lets edits wait where one has to sign in again', async () => {
  code = 'UNAUTHORIZED'
  open('2')
  expect(rename('a1')).toBeNull()
  await vi.waitFor(() => expect(desk.deskStore.get()!.saving).toBe('noLine'))
  expect(rename('a2')).toBeNull()
  expect(waiting()).toBe(2)
  desk.closePlan()
})
