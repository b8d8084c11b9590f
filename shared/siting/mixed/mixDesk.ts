/**
 * Whether some of the money for new points does more as openings in walls: asked of the same question, answered with
 * people and minutes.
 */
import { limitOf } from '../../network/networkView.ts'
import { byPersonMinutes, type Opening } from '../../network/barriers.ts'
import type { ListedOpening } from '../../scenario/listOpenings.ts'
import { type ScenarioDesk, type ScenarioQuestion } from '../../scenario/scenarioDesk.ts'
import type { Candidate } from '../candidates.ts'
import { maximalCovering, outOfReach, pMedian } from '../models.ts'
import type { SitingDesk } from '../sitingDesk.ts'
import { isPlain, type SitingAim, type SitingQuestion, type TriedSites } from '../sitingQuestion.ts'
import { LONGEST_MINUTES, LONGEST_WAY, sumOfSites, WAYS_PER_MINUTE } from '../sumOfSites.ts'
import { mixMeasures } from './mixMeasures.ts'
import { OpenableWays } from './openableWays.ts'

/** Openings that are looked at: the best of those that stand apart. Each doubles the mixes there are. */
export const MOST_OPENINGS = 6

/** Aims that are sums over people, so that what an opening brings is one too. */
const MIXED_AIMS: readonly SitingAim[] = ['reach', 'walk']

/** Whether openings can be weighed against points in this question: it asks for no more than new points for a group. */
export const mayBeMixed = (question: SitingQuestion): boolean =>
  isPlain(question) && question.capacity === undefined && MIXED_AIMS.includes(question.aim)

export interface MixQuestion {
  /** See `mayBeMixed`; how many points it asks for is of no account. */
  question: SitingQuestion
  /** What an opening costs, in hundredths of what a point does; 1 to 100. */
  openingCost: number
  /** What there is to spend, in hundredths of what a point costs. */
  budget: number
  /** The points that were found without openings: walls between them and people matter too. */
  points: readonly Candidate[]
  /** Told now and then how many places in walls have been looked at. */
  onRanking?: (done: number, all: number) => void
}

export interface MixedOpening extends ListedOpening {
  /** What would be lost without it, points staying: people within the minutes, or minutes of the mean. */
  loss: number
}

export interface MixAnswer extends TriedSites {
  openings: MixedOpening[]
  /** What points alone bring for as much: people within the minutes, or minutes of the mean. */
  alone: number
  /** And this mix. */
  mixed: number
  /** No mix of points and the openings looked at does better. */
  bestPossible: number
  /** Openings that were looked at. */
  considered: number
  isDone: boolean
}

/**
 * @yields answers, each at least as good as the one before
 * @throws NoSiting as `SitingDesk.answer`; RangeError when there are too many homes and candidates
 */
export function* mixOf(
  desk: SitingDesk,
  scenarios: ScenarioDesk,
  { question, openingCost, budget, points, onRanking }: MixQuestion,
): Generator<MixAnswer, MixAnswer> {
  const { view, snaps, demands, weights, candidates, sites, existing } = desk.groundOf(question)
  const isReach = question.aim === 'reach'
  const reach = question.minutes * WAYS_PER_MINUTE
  const openings = openingsFor(scenarios, question, points, onRanking)
  const metersPerSecond = view.profile?.metersPerSecond ?? 1
  const ways = new OpenableWays({
    view,
    sites,
    existing,
    snaps,
    demands,
    limit: limitOf(view, isReach ? question.minutes : LONGEST_MINUTES),
    openings: openings.map(({ ranked: { from, to, meters } }) => ({
      from,
      to,
      cost: Math.round((meters * 1000) / metersPerSecond),
    })),
  })
  const walked = kept((opened) => ({ ...ways.with(opened), demands, weights }))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  // Whom nothing reaches with all openings made counts in no mix; with fewer they count at the longest way.
  const all = walked(openings.map((_, at) => at))
  const isLeft = new Set(isReach ? [] : outOfReach(all.table, LONGEST_WAY, all.existing))
  const counted = weights.map((weight, i) => (isLeft.has(i) ? 0 : weight))
  const search = mixMeasures(
    {
      pointCost: 100,
      openingCosts: openings.map(() => openingCost),
      budget,
      mostPoints: candidates.length,
    },
    (opened, count) => {
      const own = walked(opened)
      const rules = { count, existing: own.existing }
      return isReach
        ? maximalCovering(own.table, counted, rules, { full: reach, none: reach + 1 })
        : pMedian(own.table, counted, rules, LONGEST_WAY)
    },
  )
  const sumWith = (open: readonly number[], opened: readonly number[]): TriedSites =>
    sumOfSites(desk.demand, walked(opened), {
      isLeft,
      open,
      reach,
      places: candidates,
      streetAt: desk.streetAt,
    })
  const told = (sum: TriedSites): number => (isReach ? sum.insideAfter : (sum.meanAfter ?? LONGEST_MINUTES))
  const countedTotal = counted.reduce((sum, weight) => sum + weight, 0)
  const boundOf = (bound: number): number =>
    isReach
      ? Math.floor(total - Math.max(0, bound) / 1000)
      : countedTotal === 0
        ? 0
        : Math.max(0, bound) / countedTotal / WAYS_PER_MINUTE
  let alone: number | null = null
  for (let step = search.next(); ; step = search.next()) {
    const { open, opened, objective, bound } = step.value
    if (objective === Infinity) {
      if (step.done) throw new RangeError('no mix was looked into')
      continue
    }
    const sum = sumWith(open, opened)
    const mixed = told(sum)
    alone ??= mixed
    const answer: MixAnswer = {
      ...sum,
      openings: opened.map((at) => ({
        ...openings[at]!.listed,
        loss: Math.abs(
          mixed -
            told(
              sumWith(
                open,
                opened.filter((other) => other !== at),
              ),
            ),
        ),
      })),
      alone,
      mixed,
      bestPossible: boundOf(bound),
      considered: openings.length,
      isDone: step.done === true,
    }
    if (step.done) return answer
    yield answer
  }
}

/** The last few of what was reckoned for sets of openings. */
function kept<T>(make: (opened: readonly number[]) => T): (opened: readonly number[]) => T {
  const made = new Map<string, T>()
  return (opened) => {
    const key = opened.toSorted((a, b) => a - b).join()
    const known = made.get(key) ?? make(opened)
    made.delete(key)
    made.set(key, known)
    if (made.size > 4) made.delete(made.keys().next().value!)
    return known
  }
}

interface FoundOpening {
  ranked: Opening
  listed: ListedOpening
}

/** The best openings on the way to what exists and to the points that were found. */
function openingsFor(
  scenarios: ScenarioDesk,
  { aim, group, walker, minutes, existing }: SitingQuestion,
  points: readonly Candidate[],
  onRanking?: (done: number, all: number) => void,
): FoundOpening[] {
  const asked: ScenarioQuestion = {
    points: [...existing, ...points],
    walker,
    isTowards: true,
    minutes: [minutes],
    who: group,
    walkAt: null,
  }
  const byGain = (a: Opening, b: Opening): number => b.gained - a.gained || byPersonMinutes(a, b)
  const ranked = scenarios.rank(asked, onRanking).sort(aim === 'reach' ? byGain : byPersonMinutes)
  const at = ({ lon, lat }: { lon: number; lat: number }): string => `${lon},${lat}`
  const byPlace = new Map(ranked.toReversed().map((opening) => [at(opening), opening]))
  return scenarios
    .list([ranked])
    .slice(0, MOST_OPENINGS)
    .map((listed) => ({ listed, ranked: byPlace.get(at(listed))! }))
}
