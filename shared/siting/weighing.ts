/** For whom a question is asked: one group, or everybody by how much they count. */
import type { Demand } from '../circles/demand.ts'
import type { SitingQuestion } from './sitingQuestion.ts'

/**
 * @returns by place of the demand: people of the group; with weights the sum of what each counts, whole numbers where
 *   numbers of people are
 */
export function weighed(
  { people }: Demand,
  { group, weights }: Pick<SitingQuestion, 'group' | 'weights'>,
): Float64Array {
  const whole = (values: Float32Array, at: number): number => Math.round(values[at]!)
  const of = people[group]
  if (!weights) return Float64Array.from(of, (_, at) => whole(of, at))
  const { residents, over64, under15 } = people
  return Float64Array.from(residents, (_, at) => {
    const [old, young] = [whole(over64, at), whole(under15, at)]
    // estimates of single groups may come to more than that of all
    const others = Math.max(0, whole(residents, at) - old - young)
    return weights.others * others + weights.over64 * old + weights.under15 * young
  })
}
