/** The one figure and the rings of a point that is being moved; of all else the last whole answer stays. */
import { useStore } from '../../state/store.ts'
import type { CircleState } from '../circleState.ts'
import { Headline } from '../Headline.tsx'
import { RingTable } from '../RingTable.tsx'
import { ringsOfWalk, type ShownCircles } from '../shownCircles.ts'
import { heldFiguresStore } from './heldFigures.ts'

function useHeld(answer: ShownCircles): ShownCircles {
  const held = useStore(heldFiguresStore)
  return held ? { ...answer, rings: ringsOfWalk(held), outside: held.outside, total: held.total } : answer
}

export const HeldHeadline = ({ answer, state }: { answer: ShownCircles; state: CircleState }) => (
  <Headline answer={useHeld(answer)} state={state} />
)

export const HeldRings = ({ answer }: { answer: ShownCircles }) => <RingTable answer={useHeld(answer)} />
