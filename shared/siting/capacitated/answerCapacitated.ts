/** Answers of the models with capacities, in the parts that they were asked in, with who goes where. */
import type { SiteAnswer } from '../answerInput.ts'
import { atNothing } from '../proof.ts'
import { capacityProblemOf, NoAnswer, type SiteInput } from '../siteInput.ts'
import { NO_SITE } from './capacityProblem.ts'
import { solveCapacitated } from './solveCapacitated.ts'

/** @throws NoAnswer */
export function* answerCapacitated(input: SiteInput, seed: number): Generator<SiteAnswer, SiteAnswer> {
  const { problem, told } = capacityProblemOf(input)
  const search = solveCapacitated(problem, { seed })
  for (let step = search.next(); ; step = search.next()) {
    const { open, serves, objective, bound, nodes, proof } = step.value
    if (step.done && objective === Infinity)
      throw new NoAnswer(
        `found no way to assign all to ${input.count} sites so that none holds more than it can; expected more or larger sites, or smaller demands`,
      )
    const isBounded = bound > 0
    const answer: SiteAnswer = {
      open,
      serves: Array.from(serves),
      objective: told(objective),
      bound: told(isBounded ? bound : 0),
      proof: { kind: 'problem', proof: isBounded ? proof : atNothing(problem.demandCount) },
      nodes,
      isDone: step.done === true,
    }
    if (step.done) return answer
    yield answer
  }
}

/** By open site: what it holds, in parts of weights. */
export function loadsOf(
  input: Pick<SiteInput, 'weights' | 'load'>,
  { open, serves }: Pick<SiteAnswer, 'open' | 'serves'>,
): number[] {
  const held = new Map(open.map((site) => [site, 0]))
  serves?.forEach((site, i) => {
    if (site !== NO_SITE) held.set(site, held.get(site)! + (input.load ?? input.weights)[i]!)
  })
  return open.map((site) => held.get(site)!)
}
