/** Proposals for the plan on the desk: asked of a worker of their own, kept until the plan is another one. */
import type { Coverage } from '../../../shared/coverage/coverage.ts'
import type { Balance, ProposalImpossible } from '../../../shared/plans/proposalProblem.ts'
import type { ZoningFigures } from '../../../shared/zoning/problem.ts'
import { createStore } from '../../state/store.ts'
import type { FoundProposal, FromProposer, ProposalQuestion, ToProposer } from './protocol.ts'

export interface ProposalState {
  /** The partition that they are proposals for: when the plan has another one they can no longer be taken. */
  base: Coverage
  parent: string
  /** 0 to 1; 1: nothing more comes. */
  done: number
  blocks: { count: number; heaviest: number } | null
  proposals: FoundProposal[]
  today: ZoningFigures | null
  leastImbalance: number | null
  leastMoved: number | null
  tolerance: number
  balance: Balance
  impossible: ProposalImpossible | null
  failure: string | null
  /** Somebody had enough. */
  isStopped: boolean
  /** Which one is looked at. */
  shown: FoundProposal | null
}

export const proposalStore = createStore<ProposalState | null>(null)

let worker: Worker | null = null

const change = (part: Partial<ProposalState>): void => {
  const state = proposalStore.get()
  if (state) proposalStore.set({ ...state, ...part })
}

export function endProposals(): void {
  worker?.terminate()
  worker = null
  proposalStore.set(null)
}

export function askForProposals(question: ProposalQuestion, base: Coverage, parent: string): void {
  endProposals()
  proposalStore.set({
    base,
    parent,
    done: 0,
    blocks: null,
    proposals: [],
    today: null,
    leastImbalance: null,
    leastMoved: null,
    tolerance: question.tolerance,
    balance: question.wish.balance,
    impossible: null,
    failure: null,
    isStopped: false,
    shown: null,
  })
  const own = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
  worker = own
  own.addEventListener('message', ({ data }: MessageEvent<FromProposer>) => {
    if (own === worker) hear(data)
  })
  own.addEventListener('error', () => own === worker && change({ failure: 'worker', done: 1 }))
  own.postMessage({ type: 'ask', question } satisfies ToProposer)
}

/** What has been found so far is enough. */
export function stopLookingFor(): void {
  worker?.postMessage({ type: 'stop' } satisfies ToProposer)
  change({ done: 1, isStopped: true })
}

function hear(message: FromProposer): void {
  if (message.type === 'blocks') change({ blocks: { count: message.count, heaviest: message.heaviest } })
  else if (message.type === 'impossible') change({ impossible: message.reason, done: 1 })
  else if (message.type === 'failed') change({ failure: message.message, done: 1 })
  else if (proposalStore.get()?.done !== 1)
    change({
      done: message.done,
      proposals: message.proposals,
      today: message.today,
      leastImbalance: message.leastImbalance,
      leastMoved: message.leastMoved,
    })
}

export const showProposal = (shown: FoundProposal | null): void => change({ shown })
