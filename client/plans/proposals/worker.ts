/** The worker that looks for proposals: cuts the grids into blocks, then searches and tells after each search. */
import { type AreaKey, coverageOf } from '../../../shared/coverage/coverage.ts'
import { decodeNetwork } from '../../../shared/network/networkFile.ts'
import { proposalProblem } from '../../../shared/plans/proposalProblem.ts'
import { linesOfNetwork } from '../../../shared/zoning/linesOfNetwork.ts'
import { type Proposal, proposing, SEARCHES, stepsFor } from '../../../shared/zoning/propose.ts'
import type { FoundProposal, FromProposer, ProposalQuestion, ToProposer } from './protocol.ts'

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

async function look({
  arcs,
  wish,
  ground,
  newKeys,
  network,
  tolerance,
  seed,
}: ProposalQuestion): Promise<void> {
  const { blocks, problem, today, impossible } = proposalProblem(
    coverageOf(arcs),
    await linesOf(network),
    wish,
    ground,
  )
  const heaviest = blocks.households.reduce((a, b) => Math.max(a, b), 0)
  tell({ type: 'blocks', count: blocks.count, heaviest: Math.round(heaviest) })
  if (impossible) return tell({ type: 'impossible', reason: impossible })
  const written = new Map<string, FoundProposal>()
  const write = ({ aim, division, names, figures }: Proposal): FoundProposal => {
    const known = written.get(division.join())
    if (known) return known
    const fresh = [...newKeys]
    const keys: AreaKey[] = Array.from(names, (name) => (name === -1 ? fresh.shift()! : today[name]!))
    const loads = keys.map((key) => ({ key, load: 0 }))
    division.forEach((district, block) => (loads[district]!.load += problem.weight[block]!))
    const next = blocks.assigned((block) => keys[division[block]!]!)
    const found: FoundProposal = {
      aim,
      figures,
      loads: loads.map(({ key, load }) => ({ key, load: Math.round(load) })),
      arcs: [...next.arcs.values()].map(({ line, left, right }) => ({ line: [...line], left, right })),
    }
    written.set(division.join(), found)
    return found
  }
  const options = { seed, tolerance, steps: stepsFor(blocks.count), searches: SEARCHES }
  for (const { proposals, today: now, ...rest } of proposing(problem, options)) {
    tell({ type: 'found', proposals: proposals.map(write), today: now, ...rest })
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
