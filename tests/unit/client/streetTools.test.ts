/** The drawing tools and a hand that is quicker than the worker. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { MOST_CHANGES } from '../../../shared/scenario/changes.ts'
import type * as DraftModule from '../../../client/circles/street/draft.ts'
import type { StreetGround, ToStreetWorker } from '../../../client/circles/street/protocol.ts'
import type * as ToolsModule from '../../../client/circles/street/tools.ts'

let tools: typeof ToolsModule
let draft: typeof DraftModule

/** Everywhere is a street, and every change fits; each answer takes a turn. */
class EagerWorker extends EventTarget {
  postMessage(message: ToStreetWorker): void {
    if (message.type !== 'spot' && message.type !== 'changes') return
    const { id } = message
    const answer =
      message.type === 'spot'
        ? { lon: message.lon, lat: message.lat, name: '和平路' }
        : { drawings: [], faults: [] }
    setTimeout(() =>
      this.dispatchEvent(new MessageEvent('message', { data: { type: 'answer', id, answer } })),
    )
  }
}

beforeAll(async () => {
  Object.assign(globalThis, {
    Worker: EagerWorker,
    sessionStorage: { getItem: () => null, setItem: () => undefined },
  })
  tools = await import('../../../client/circles/street/tools.ts')
  draft = await import('../../../client/circles/street/draft.ts')
})

beforeEach(() => {
  draft.changeDraft(() => draft.EMPTY_DRAFT)
  tools.takeTool(null)
})

const ground = { key: 'a', hash: 'a', demand: {} } as StreetGround
const click = (lon: number): Promise<void> => tools.applyTool(ground, [], lon, 30.4)
const changes = () => draft.draftStore.get().changes

describe('a quick hand', () => {
  it('adds one link by a double click on its second end', async () => {
    tools.takeTool('opening')
    await click(113.9)
    await Promise.all([click(113.9002), click(113.9002)])
    expect(changes()).toHaveLength(1)
    expect(tools.toolStore.get().from).toBeNull()
  })

  it('closes a stretch once by a double click', async () => {
    tools.takeTool('works')
    await Promise.all([click(113.9), click(113.9)])
    expect(changes()).toHaveLength(1)
  })

  it('keeps both ends that are clicked before the first is looked at', async () => {
    tools.takeTool('crossing')
    await Promise.all([click(113.9), click(113.9002)])
    expect(changes()).toMatchObject([{ from: { lon: 113.9 }, to: { lon: 113.9002 } }])
  })

  it('adds nothing with a tool that was put down meanwhile', async () => {
    tools.takeTool('opening')
    await click(113.9)
    const second = click(113.9002)
    tools.takeTool(null)
    await second
    expect(changes()).toEqual([])
  })
})

describe('a scenario that is full', () => {
  const works = { type: 'closeRoad', lon: 113.9, lat: 30.4, name: '和平路' } as const
  const gate = { lon: 113.9, lat: 30.4, name: '东门', hours: '', isOpen: true }
  const fill = (count: number): void =>
    draft.changeDraft((now) => ({ ...now, changes: Array.from({ length: count }, () => works) }))

  it('takes no more than can be kept, and the tool says so', async () => {
    fill(MOST_CHANGES - 1)
    tools.takeTool('works')
    await click(113.9)
    expect(changes()).toHaveLength(MOST_CHANGES)
    expect(tools.toolStore.get().refusal).toBeNull()
    await click(113.91)
    expect(changes()).toHaveLength(MOST_CHANGES)
    expect(tools.toolStore.get().refusal).toContain(String(MOST_CHANGES))
    tools.toggleGate(gate)
    tools.giveHours(gate)
    expect(changes()).toHaveLength(MOST_CHANGES)
  })

  it('lets a gate that is in it be changed and taken out', () => {
    fill(MOST_CHANGES - 1)
    tools.toggleGate(gate)
    tools.giveHours(gate)
    expect(changes().at(-1)).toMatchObject({ type: 'gateHours' })
    tools.toggleGate(gate)
    expect(changes()).toHaveLength(MOST_CHANGES)
    tools.toggleGate(gate)
    expect(changes()).toHaveLength(MOST_CHANGES - 1)
  })
})
