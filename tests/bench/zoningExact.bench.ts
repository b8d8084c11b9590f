/**
 * Question: how far is the search from the best division there is?
 * Input: square blocks with seeded weights of 1 to 40, three people for each; 12 to 20 blocks, 3 to 4 districts.
 * Peer: HiGHS (mixed integer program with contiguity by flow), which proves the optimum or is left out after two
 * minutes. The search is what the page runs: six aims, three times. How many more people than needed change is a
 * share of all.
 */
import { leastImbalance, leastMoved } from '../../shared/zoning/problem.ts'
import { propose, SEARCHES, stepsFor } from '../../shared/zoning/propose.ts'
import { chequered, withWeights } from '../fixtures/chequered.ts'
import { fewestMoved, mostEven } from '../fixtures/exactDivision.ts'
import { machine } from './measure.ts'

const CASES = [
  [4, 3, 3],
  [4, 4, 3],
  [4, 4, 4],
  [5, 4, 3],
  [5, 4, 4],
] as const
const SEEDS = [1, 2, 3, 4, 5]
const TOLERANCE = 0.1

const percent = (share: number): string => `${(share * 100).toFixed(2)}%`
const mean = (values: number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length

console.log(machine())
console.log(
  '\nblocks  grids  proved  as even   mean gap  worst gap  bound reached  fewest: proved  as few  mean gap   search s   HiGHS s',
)
for (const [columns, rows, districts] of CASES) {
  const off: number[] = []
  const more: number[] = []
  let [bound, bySearch, byProgram] = [0, 0, 0]
  for (const seed of SEEDS) {
    const problem = withWeights(chequered(columns, rows, districts), seed)
    const began = performance.now()
    const { proposals } = propose(problem, {
      seed: 1,
      tolerance: TOLERANCE,
      steps: stepsFor(columns * rows),
      searches: SEARCHES,
    })
    const searched = performance.now()
    const even = await mostEven(problem)
    const moves = await fewestMoved(problem, TOLERANCE)
    bySearch += searched - began
    byProgram += performance.now() - searched
    if (even) {
      off.push(proposals[0]!.figures.imbalance - even.imbalance)
      if (even.imbalance <= leastImbalance(problem) + 1e-9) bound++
    }
    const within = proposals.filter(({ figures }) => figures.imbalance <= TOLERANCE + 1e-9)
    if (moves && within.length > 0) {
      const people = problem.people.reduce((sum, one) => sum + one, 0)
      more.push((Math.min(...within.map(({ figures }) => figures.moved)) - moves.moved) / people)
      if (leastMoved(problem, TOLERANCE) > moves.moved + 1e-6) throw new Error('the bound is none')
    } else if (moves) more.push(Infinity)
  }
  const exactly = (values: number[]): string =>
    `${values.filter((one) => one < 1e-6).length} of ${values.length}`
  console.log(
    [
      String(columns * rows).padStart(6),
      String(districts).padStart(6),
      `${off.length} of ${SEEDS.length}`.padStart(7),
      exactly(off).padStart(8),
      percent(mean(off)).padStart(10),
      percent(Math.max(...off)).padStart(10),
      `${bound} of ${off.length}`.padStart(14),
      `${more.length} of ${SEEDS.length}`.padStart(15),
      exactly(more).padStart(7),
      percent(mean(more)).padStart(9),
      (bySearch / 1000 / SEEDS.length).toFixed(2).padStart(10),
      (byProgram / 1000 / SEEDS.length).toFixed(2).padStart(9),
    ].join(' '),
  )
}
