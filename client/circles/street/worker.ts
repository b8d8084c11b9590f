/** The worker that tries changes to the street: holds the network and the people, answers call after call. */
import { demandFrom } from '../../../shared/circles/demand.ts'
import { decodeNetwork } from '../../../shared/network/networkFile.ts'
import { SnapIndex } from '../../../shared/network/snapping.ts'
import { drawChanges } from '../../../shared/scenario/drawChanges.ts'
import { ScenarioDesk } from '../../../shared/scenario/scenarioDesk.ts'
import type { FromStreetWorker, StreetCall, StreetCalls, ToStreetWorker } from './protocol.ts'

const tell = (message: FromStreetWorker): void => postMessage(message)
const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

let index: { hash: string; of: SnapIndex } | null = null
let desk: ScenarioDesk | Error = new Error('nothing is open')

async function indexOf(hash: string): Promise<SnapIndex> {
  if (index?.hash === hash) return index.of
  const response = await fetch(`/network/${hash}.bin`)
  if (!response.ok) throw new Error(`network: HTTP ${response.status}`)
  const of = new SnapIndex(decodeNetwork(new Uint8Array(await response.arrayBuffer())))
  index = { hash, of }
  return of
}

type Asked = Exclude<ToStreetWorker, { type: 'open' }>

function answerOf(open: ScenarioDesk, asked: Asked): StreetCalls[StreetCall]['answer'] {
  if (asked.type === 'gates')
    return open.locator.network.gates.map(({ lon, lat, name, hours, isOpen }) => ({
      lon,
      lat,
      name,
      hours,
      isOpen,
    }))
  if (asked.type === 'spot') {
    const at = open.locator.street(asked.lon, asked.lat)
    return at && { lon: at.lon, lat: at.lat, name: open.locator.nameOf(at.edge) }
  }
  if (asked.type === 'changes')
    return { drawings: drawChanges(open.locator, asked.changes), faults: open.resolve(asked.changes).faults }
  if (asked.type === 'openings')
    return open.list([
      open.rank(asked.question, (done, all) => tell({ type: 'progress', id: asked.id, done, all })),
    ])
  const isFaulty = open.resolve(asked.changes).faults.length > 0
  return isFaulty ? null : open.effect(asked.question, asked.changes, asked.wantsOutlines)
}

/** Messages are taken one after another: what is asked after `open` waits for it. */
let last: Promise<void> = Promise.resolve()

async function handle(message: ToStreetWorker): Promise<void> {
  if (message.type === 'open') {
    try {
      desk = new ScenarioDesk(await indexOf(message.hash), demandFrom(message.demand))
    } catch (error) {
      desk = error instanceof Error ? error : new Error(String(error))
    }
    return
  }
  try {
    if (desk instanceof Error) throw desk
    tell({ type: 'answer', id: message.id, answer: answerOf(desk, message) })
  } catch (error) {
    tell({ type: 'failed', id: message.id, message: reasonOf(error) })
  }
}

addEventListener('message', ({ data }: MessageEvent<ToStreetWorker>) => {
  last = last.then(() => handle(data))
})
