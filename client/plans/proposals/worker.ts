/** The worker that looks for proposals: cuts the grids into blocks, then searches and tells after each search. */
import { type AreaKey, coverageOf } from '../../../shared/coverage/coverage.ts'
import { decodeNetwork } from '../../../shared/network/networkFile.ts'
import { makeBlocks } from '../../../shared/zoning/blocks.ts'
import { linesOfNetwork } from '../../../shared/zoning/linesOfNetwork.ts'
import { problemOf } from '../../../shared/zoning/problemOf.ts'
import { type Proposal, proposing, whyImpossible } from '../../../shared/zoning/propose.ts'
import type { FoundProposal, FromProposer, ProposalQuestion, ToProposer } from './protocol.ts'

const STEPS = 60_000
const SEARCHES = 3

const tell = (message: FromProposer): void => postMessage(message)
/** Lets a message in. */
const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))

let isStopped = false

async function linesOf(hash: string | null) {
  if (hash === null) return { streets: [], paths: [] }
  const response = await fetch(`/network/${hash}.bin`)
  if (!response.ok) throw new Error(`network: HTTP ${response.status}`)
  return linesOfNetwork(decodeNetwork(new Uint8Array(await response.arrayBuffer())))
}

async function look(question: ProposalQuestion): Promise<void> {
  const { districts, most, tolerance, seed, homes, newKeys } = question
  const coverage = coverageOf(question.arcs)
  const blocks = makeBlocks(coverage, new Set(question.areas), await linesOf(question.network), homes)
  const { problem, today } = problemOf(blocks, { districts, most })
  const heaviest = blocks.households.reduce((a, b) => Math.max(a, b), 0)
  tell({ type: 'blocks', count: blocks.count, heaviest: Math.round(heaviest) })
  const reason = whyImpossible(problem)
  if (reason) return tell({ type: 'impossible', reason })
  const written = new Map<string, FoundProposal>()
  const write = ({ aim, division, names, figures }: Proposal): FoundProposal => {
    const known = written.get(division.join())
    if (known) return known
    const fresh = [...newKeys]
    const keys: AreaKey[] = Array.from(names, (name) => (name === -1 ? fresh.shift()! : today[name]!))
    const loads = keys.map((key) => ({ key, households: 0 }))
    division.forEach((district, block) => (loads[district]!.households += blocks.households[block]!))
    const next = blocks.assigned((block) => keys[division[block]!]!)
    const found: FoundProposal = {
      aim,
      figures,
      loads: loads.map(({ key, households }) => ({ key, households: Math.round(households) })),
      arcs: [...next.arcs.values()].map(({ line, left, right }) => ({ line: [...line], left, right })),
    }
    written.set(division.join(), found)
    return found
  }
  for (const { proposals, today: now, leastImbalance, done } of proposing(problem, {
    seed,
    tolerance,
    steps: STEPS,
    searches: SEARCHES,
  })) {
    tell({ type: 'found', done, proposals: proposals.map(write), today: now, leastImbalance })
    await pause()
    if (isStopped) break
  }
}

addEventListener('message', ({ data }: MessageEvent<ToProposer>) => {
  if (data.type === 'stop') isStopped = true
  else
    look(data.question).catch((error: unknown) =>
      tell({ type: 'failed', message: error instanceof Error ? error.message : String(error) }),
    )
})
