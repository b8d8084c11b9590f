/** The worker behind the tools that work on streets and blocks: it alone holds the network and the cut-up ground. */
import { changeBetween, type Coverage, coverageOf } from '../../../shared/coverage/coverage.ts'
import { decodeNetwork } from '../../../shared/network/networkFile.ts'
import { StreetCuts } from '../../../shared/plans/streetCut.ts'
import { type Blocks, makeBlocks, makeBuildingGrounds } from '../../../shared/zoning/blocks.ts'
import { type BorderLines, linesOfNetwork } from '../../../shared/zoning/linesOfNetwork.ts'
import type { CutBlocks, FromGround, GroundAsks, GroundOpening, ToGround } from './protocol.ts'

interface Ground {
  homes: GroundOpening['homes']
  lines: BorderLines
  streets: StreetCuts | null
}

let ground: Promise<Ground> | null = null
let cut: { base: Coverage; blocks: Blocks } | null = null

async function open({ network, homes }: GroundOpening): Promise<Ground> {
  if (network === null) return { homes, lines: { streets: [], paths: [] }, streets: null }
  const response = await fetch(`/network/${network}.bin`)
  if (!response.ok) throw new Error(`network: HTTP ${response.status}`)
  const decoded = decodeNetwork(new Uint8Array(await response.arrayBuffer()))
  return { homes, lines: linesOfNetwork(decoded), streets: new StreetCuts(decoded) }
}

function cutInto({ homes, lines }: Ground, { arcs, areas, buildings }: GroundAsks['cut']['ask']): CutBlocks {
  const base = coverageOf(arcs)
  const blocks = buildings
    ? makeBuildingGrounds(base, new Set(areas), lines, homes, buildings)
    : // However many live in a block: it is what people see as one.
      makeBlocks(base, new Set(areas), lines, homes, Infinity)
  cut = { base, blocks }
  return {
    area: blocks.area,
    households: [...blocks.households],
    residents: [...blocks.residents],
    shapes: [...blocks.shapes],
    pairs: blocks.borders.map(({ one, other }) => [one, other]),
  }
}

function give({ blocks: given, to }: GroundAsks['give']['ask']): GroundAsks['give']['answer'] {
  if (!cut) throw new Error('nothing has been cut')
  const { base, blocks } = cut
  const isGiven = new Set(given)
  const next = blocks.assigned((block) => (isGiven.has(block) ? to : blocks.area[block]!))
  return changeBetween(base, next)
}

async function answer(message: Exclude<ToGround, { type: 'open' }>): Promise<FromGround> {
  const { id } = message
  if (!ground) throw new Error('not open')
  const opened = await ground
  switch (message.type) {
    case 'cut':
      return { id, answer: cutInto(opened, message.ask) }
    case 'give':
      return { id, answer: give(message.ask) }
    case 'street': {
      const { rings, at, reachMeters } = message.ask
      return { id, answer: opened.streets?.through(rings, at, reachMeters) ?? { ok: false, why: 'noStreet' } }
    }
  }
}

addEventListener('message', ({ data }: MessageEvent<ToGround>) => {
  if (data.type === 'open') {
    ground = open(data)
    // Whoever asks is told.
    ground.catch(() => undefined)
    return
  }
  answer(data)
    .catch((error: unknown): FromGround => ({
      id: data.id,
      failure: error instanceof Error ? error.message : String(error),
    }))
    .then((told) => postMessage(told))
    .catch(() => undefined)
})
