/** Walks through grids and looks along borders, a few at a time; a new question takes the place of the one before. */
import { decodeNetwork } from '../../../shared/network/networkFile.ts'
import { BesideStreets } from '../../../shared/plans/besideStreets.ts'
import { GridWalks } from '../../../shared/plans/walkAcross.ts'
import { linesOfNetwork } from '../../../shared/zoning/linesOfNetwork.ts'
import type { FromReckoner, ToReckoner } from './protocol.ts'

type Opening = Extract<ToReckoner, { type: 'open' }>
type Question = Extract<ToReckoner, { type: 'ask' }>

/** So long it reckons before it tells and listens. */
const SLICE_MILLISECONDS = 60

const tell = (message: FromReckoner): void => postMessage(message)
/** Lets a message in. */
const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))

let ground: Promise<{ walks: GridWalks; streets: BesideStreets }> | null = null
let asked: Question | null = null
let isBusy = false

async function open({ network, homes }: Opening) {
  const response = await fetch(`/network/${network}.bin`)
  if (!response.ok) throw new Error(`network: HTTP ${response.status}`)
  const decoded = decodeNetwork(new Uint8Array(await response.arrayBuffer()))
  return {
    walks: new GridWalks(decoded, homes),
    streets: new BesideStreets(linesOfNetwork(decoded).streets),
  }
}

async function work(): Promise<void> {
  if (isBusy || !ground) return
  isBusy = true
  try {
    const { walks, streets } = await ground
    for (let question = asked; question; question = asked) {
      const told: Extract<FromReckoner, { type: 'told' }> = { type: 'told', walks: [], borders: [] }
      const began = performance.now()
      while (performance.now() - began < SLICE_MILLISECONDS) {
        const border = question.borders.pop()
        if (border) {
          told.borders.push({ id: border.id, ...streets.measure(border.line) })
          continue
        }
        const walk = question.walks.pop()
        if (!walk) break
        told.walks.push({ id: walk.id, ...walks.across(walk.homes) })
      }
      tell(told)
      if (question.borders.length + question.walks.length === 0) asked = null
      await pause()
    }
  } catch (error) {
    tell({ type: 'failed', message: error instanceof Error ? error.message : String(error) })
  } finally {
    isBusy = false
  }
}

addEventListener('message', ({ data }: MessageEvent<ToReckoner>) => {
  if (data.type === 'open') ground = open(data)
  else asked = { ...data, borders: [...data.borders], walks: [...data.walks] }
  void work()
})
