/**
 * Question: are real voting districts, divided anew from their census blocks, at least as balanced, as compact and as
 * unbroken as those in force?
 * Input: Ellis County (2,296 blocks, 28,934 people) and Denver (10,149 blocks, 715,522 people) of the real data; nothing is
 * measured without it. The peer is the division in force. Balance is of people; the data does not say which borders are
 * streets. Districts in force were drawn for other ends as well, and a House district may go on beyond the county.
 */
import {
  brokenDistricts,
  type ZoningFigures,
  zoningFigures,
  type ZoningProblem,
} from '../../shared/zoning/problem.ts'
import { proposing } from '../../shared/zoning/propose.ts'
import { REAL_DIVISIONS, realDivision } from '../fixtures/realDivisions.ts'
import { sharedData } from '../fixtures/sharedData.ts'
import { machine } from './measure.ts'

/** Steps for each block. */
const STEPS = Number(process.env.QUARTERHOUR_ZONING_STEPS ?? 500)

function say(name: string, figures: ZoningFigures, problem: ZoningProblem, division: Int32Array): void {
  const people = problem.people.reduce((sum, one) => sum + one, 0)
  const weights = new Float64Array(problem.districts)
  division.forEach((district, block) => (weights[district]! += problem.weight[block]!))
  const mean = people / problem.districts
  const spread =
    Math.sqrt(weights.reduce((sum, one) => sum + (one - mean) ** 2, 0) / problem.districts) / mean
  console.log(
    `  ${name.padEnd(22)} farthest from the mean ${(figures.imbalance * 100).toFixed(1).padStart(6)}%  spread ${(
      spread * 100
    )
      .toFixed(1)
      .padStart(5)}%  compactness ${figures.compactness.toFixed(3)}  in several pieces ${
      brokenDistricts(problem, division).length
    }  border ${(figures.borderMeters / 1000).toFixed(0)} km  people who change ${((figures.moved / people) * 100).toFixed(0)}%`,
  )
}

console.log(machine())
for (const source of REAL_DIVISIONS) {
  if (!sharedData(source.blocks)) {
    console.log(`\n${source.name} is not measured: no ../shared/data/${source.blocks} here.`)
    continue
  }
  const { name, problem } = await realDivision(source)
  const people = problem.people.reduce((sum, one) => sum + one, 0)
  const { weight, districts, today } = problem
  console.log(
    `\n${name}: ${weight.length.toLocaleString('en')} blocks, ${people.toLocaleString('en')} people, ${districts} districts`,
  )
  const names = Int32Array.from({ length: districts }, (_, i) => i)
  const inForce = zoningFigures(problem, today, names)
  say('in force', inForce, problem, today)
  const began = performance.now()
  let last
  for (const found of proposing(problem, {
    seed: 1,
    tolerance: 0.05,
    steps: STEPS * weight.length,
    searches: 1,
  }))
    last = found
  console.log(`  ${((performance.now() - began) / 1000).toFixed(0)} s`)
  for (const { aim, figures, division } of last!.proposals) say(`ours, ${aim}`, figures, problem, division)
  const better = last!.proposals.filter(
    ({ figures, division }) =>
      figures.imbalance <= inForce.imbalance &&
      figures.compactness >= inForce.compactness &&
      brokenDistricts(problem, division).length <= brokenDistricts(problem, today).length,
  )
  console.log(`  at least as good in all three: ${better.map(({ aim }) => aim).join(', ') || 'none'}`)
}
