/** The tool in hand: what the next click on the map, or the map's middle, does to the draft. */
import type { LinkKind } from '../../../shared/scenario/linkKinds.ts'
import { MOST_CHANGES, type GateChange } from '../../../shared/scenario/changes.ts'
import { mapStore } from '../../map/mapStore.ts'
import { createStore } from '../../state/store.ts'
import { coveredPixels } from '../../frame/layout.ts'
import { announce } from '../../ui/announce.ts'
import { translate } from '../../i18n/i18n.ts'
import { addChange, changeDraft, changeGate, draftStore, gateChangeIn, hasRoom } from './draft.ts'
import type { StreetGate, StreetGround } from './protocol.ts'
import { streetWorker } from './streetWorker.ts'

export const TOOLS = ['gate', 'opening', 'crossing', 'bridge', 'works'] as const
export type Tool = (typeof TOOLS)[number]

export interface ToolState {
  tool: Tool | null
  hasSignals: boolean
  hasSteps: boolean
  /** First end of a link. */
  from: { lon: number; lat: number } | null
  /** Why the last click did nothing. */
  refusal: string | null
}

export const toolStore = createStore<ToolState>({
  tool: null,
  hasSignals: true,
  hasSteps: true,
  from: null,
  refusal: null,
})

const change = (part: Partial<ToolState>): void => toolStore.set({ ...toolStore.get(), ...part })

export const takeTool = (tool: Tool | null): void => change({ tool, from: null, refusal: null })
export const setToolOption = (option: Partial<Pick<ToolState, 'hasSignals' | 'hasSteps'>>): void =>
  change(option)

/** One step back: the first end, then the tool. */
export function letGo(): void {
  const { from, tool } = toolStore.get()
  if (from) change({ from: null, refusal: null })
  else if (tool) takeTool(null)
}

/** How near to a gate's symbol a click means it. */
const GATE_PIXELS = 16

export function gateAt(gates: readonly StreetGate[], lon: number, lat: number): StreetGate | null {
  const map = mapStore.get()
  if (!map) return null
  const at = map.project([lon, lat])
  let best: StreetGate | null = null
  let bestPixels = GATE_PIXELS
  for (const gate of gates) {
    const place = map.project([gate.lon, gate.lat])
    const pixels = Math.hypot(place.x - at.x, place.y - at.y)
    if (pixels > bestPixels) continue
    best = gate
    bestPixels = pixels
  }
  return best
}

/** Says why, where another change would be one too many; what is there already may still be changed. */
function isFull(): boolean {
  if (hasRoom(draftStore.get())) return false
  change({ refusal: translate('street.full', { most: MOST_CHANGES }) })
  return true
}

const placeOfGate = ({ lon, lat, name }: GateChange['gate']): GateChange['gate'] => ({ lon, lat, name })

/** Opens a gate that is shut and shuts one that is open, as the draft has them. */
export function toggleGate(gate: StreetGate): void {
  const place = placeOfGate(gate)
  const now = gateChangeIn(draftStore.get().changes, place)
  if (!now && isFull()) return
  change({ refusal: null })
  const isOpen = now ? now.type !== 'closeGate' : gate.isOpen
  const wanted: GateChange = { type: isOpen ? 'closeGate' : 'openGate', gate: place }
  const isAsBefore = !isOpen === gate.isOpen && now?.type !== 'gateHours'
  changeDraft((draft) => changeGate(draft, place, isAsBefore ? null : wanted))
  announce(translate(isOpen ? 'street.toldClosed' : 'street.toldOpened', { name: gate.name }))
}

/** The first hours of a gate: what they change is seen by walking after they end. */
const FIRST_HOURS = { opens: '06:00', closes: '22:00' } as const
export function giveHours(gate: { lon: number; lat: number; name: string }): void {
  const place = placeOfGate(gate)
  if (!gateChangeIn(draftStore.get().changes, place) && isFull()) return
  changeDraft((draft) => {
    const next = changeGate(draft, place, { type: 'gateHours', gate: place, ...FIRST_HOURS })
    return draft.walkAt === null ? { ...next, walkAt: '22:30' } : next
  })
}

const linkOf = ({ tool, hasSignals, hasSteps }: ToolState): LinkKind =>
  tool === 'opening'
    ? 'opening'
    : tool === 'bridge'
      ? hasSteps
        ? 'stepBridge'
        : 'rampBridge'
      : hasSignals
        ? 'signalCrossing'
        : 'plainCrossing'

/** Places are taken one after another: each sees the draft as the one before left it. */
let last: Promise<void> = Promise.resolve()
let newest: { tool: Tool | null; lon: number; lat: number } | null = null

/** Does at a place what the tool in hand does; the same place again while that is under way is a slip of the hand. */
export function applyTool(
  ground: StreetGround,
  gates: readonly StreetGate[],
  lon: number,
  lat: number,
): Promise<void> {
  const { tool } = toolStore.get()
  if (newest?.tool === tool && newest.lon === lon && newest.lat === lat) return last
  const own = { tool, lon, lat }
  newest = own
  last = last
    // Another tool has been taken since: this was meant for the one before.
    .then(() => (toolStore.get().tool === tool ? takePlace(ground, gates, lon, lat) : undefined))
    .catch(() => change({ refusal: translate('street.failed') }))
    .finally(() => {
      if (newest === own) newest = null
    })
  return last
}

async function takePlace(
  ground: StreetGround,
  gates: readonly StreetGate[],
  lon: number,
  lat: number,
): Promise<void> {
  const { tool } = toolStore.get()
  if (tool === null || tool === 'gate') {
    const gate = gateAt(gates, lon, lat)
    if (gate) toggleGate(gate)
    else change({ refusal: tool === null ? null : translate('street.noGateHere') })
    return
  }
  if (isFull()) return
  const spot = await streetWorker().ask(ground, 'spot', { lon, lat })
  const state = toolStore.get()
  if (state.tool !== tool) return
  if (!spot) return change({ refusal: translate('street.noStreetHere') })
  const place = { lon: spot.lon, lat: spot.lat }
  if (tool === 'works') {
    changeDraft((draft) => addChange(draft, { type: 'closeRoad', ...place, name: spot.name }))
    return change({ refusal: null })
  }
  const { from } = state
  if (!from) return change({ from: place, refusal: null })
  const link = { type: 'addLink', link: linkOf(state), from, to: place } as const
  const { faults } = await streetWorker().ask(ground, 'changes', { changes: [link] })
  // Put down meanwhile: nothing is added behind the person's back.
  if (toolStore.get().tool !== tool || toolStore.get().from !== from) return
  const [fault] = faults
  if (fault) return change({ refusal: translate(fault.key, fault.facts) })
  changeDraft((draft) => addChange(draft, link))
  change({ from: null, refusal: null })
}

/** The middle of what is seen of the map: for those who move it with the keyboard. */
export function middleOfMap(): { lon: number; lat: number } | null {
  const map = mapStore.get()
  if (!map) return null
  const { top, right, bottom, left } = coveredPixels()
  const { clientWidth, clientHeight } = map.getContainer()
  const { lng, lat } = map.unproject([(left + clientWidth - right) / 2, (top + clientHeight - bottom) / 2])
  return { lon: lng, lat }
}
