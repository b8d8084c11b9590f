/**
 * Questions about new service points, put as they are asked and answered with people: what is added to what exists, for
 * whom, within how many minutes, to what end.
 */
import type { Demand } from '../circles/demand.ts'
import { limitOf, type NetworkView, reversed, viewNetwork } from '../network/networkView.ts'
import { PROFILES, type ProfileKey } from '../network/profiles.ts'
import { type Snap, type SnapIndex, Snapper, type SnapTable } from '../network/snapping.ts'
import { accessChange } from './accessChange.ts'
import { type Candidate, streetCandidates } from './candidates.ts'
import { solveCenter } from './center.ts'
import { covering } from './covering.ts'
import { NO_SITE } from './capacitated/capacityProblem.ts'
import { answerFromInput, type Telling } from './inputAnswer.ts'
import { COVERAGE_PARTS, maximalCovering, outOfReach, pMedian } from './models.ts'
import { type RunnerUp, runnersUp, settleTies } from './runnersUp.ts'
import type { SiteInput } from './siteInput.ts'
import { solveSites } from './solveSites.ts'
import {
  isLongAim,
  mayBeHeld,
  NoSiting,
  type SitingAnswer,
  type SitingQuestion,
  type SitingSite,
  type TriedSites,
} from './sitingQuestion.ts'
import type { AccessChange } from './sitingStudy.ts'
import { LONGEST_MINUTES, LONGEST_WAY, sumOfSites, type WalkedWays, WAYS_PER_MINUTE } from './sumOfSites.ts'
import { demandsOf, waysToExisting, waysToSites } from './walkedWays.ts'
import { tradeOff, type TradePoint } from './tradeOff.ts'
import { onlyDemands } from './wayTable.ts'

const MODELS = {
  reach: 'mclp',
  walk: 'pmedian',
  furthest: 'pcenter',
  worst: 'worst',
  fewest: 'lscp',
} as const

const MARGIN_DEGREES = 0.002

export interface TradeChoice {
  places: Candidate[]
  meanMinutes: number
  furthestMinutes: number
  end: TradePoint['end']
}

interface Ground {
  view: NetworkView
  snapper: Snapper
  snaps: SnapTable
}

interface Prepared {
  /** Where new points may stand; then what exists and can hold only so many. */
  candidates: readonly Candidate[]
  /** Capacities of the latter. */
  held: readonly number[]
  ways: WalkedWays
  /** Without people whom no choice reaches. */
  set: WalkedWays
  /** How many those are, and which rows. */
  lost: number
  isLeft: ReadonlySet<number>
}

export interface SitingGroundOf {
  /** Reversed: people walk to the points. */
  view: NetworkView
  snaps: SnapTable
  /** Rows of the demand that count, and how many live there. */
  demands: Int32Array
  weights: Float64Array
  candidates: readonly Candidate[]
  /** Null: at no street. */
  sites: readonly (Snap | null)[]
  existing: readonly (Snap | null)[]
}

export class SitingDesk {
  private existing: { key: string; ways: Float64Array } | null = null
  private known: { question: SitingQuestion; found: Prepared } | null = null

  constructor(
    readonly index: SnapIndex,
    readonly demand: Demand,
    private readonly grounds = new Map<ProfileKey, Ground>(),
  ) {}

  /** The same streets and homes with other people in them. */
  withPeople(people: Demand['people']): SitingDesk {
    return new SitingDesk(this.index, { ...this.demand, people }, this.grounds)
  }

  /**
   * @yields answers, each at least as good as the one before and with a bound at least as near; the last `isDone`
   * @throws NoSiting
   */
  *answer(question: SitingQuestion): Generator<SitingAnswer, SitingAnswer> {
    if (isFromInput(question)) return yield* answerFromInput(this.tellingOf(question))
    const began = performance.now()
    const { candidates, ways, set, lost, isLeft } = this.prepared(question)
    const reach = question.minutes * WAYS_PER_MINUTE
    const say = (open: readonly number[], bound: number, isDone: boolean): SitingAnswer => ({
      ...sumOfSites(this.demand, ways, { isLeft, open, reach, places: candidates, streetAt: this.streetAt }),
      outOfReach: lost,
      bestPossible: bound,
      isProved: isDone,
      candidates: candidates.length,
      milliseconds: performance.now() - began,
      isDone,
    })
    const rules = { count: question.count, existing: set.existing }
    const total = set.weights.reduce((sum, weight) => sum + weight, 0)
    let last: SitingAnswer | undefined
    if (question.aim === 'furthest') {
      const centers = solveCenter(set.table, rules)
      for (let step = centers.next(); ; step = centers.next()) {
        const { open, bound } = step.value
        last = say(open, bound / WAYS_PER_MINUTE, step.done === true)
        if (step.done) return last
        yield last
      }
    }
    const fading = { full: reach, none: reach + 1 }
    const problem =
      question.aim === 'reach'
        ? maximalCovering(set.table, set.weights, rules, fading)
        : question.aim === 'walk'
          ? pMedian(set.table, set.weights, rules, LONGEST_WAY)
          : null
    const search = problem
      ? solveSites(problem)
      : covering(set.table, reach, { existing: set.existing }).search
    const settle = (open: readonly number[]): readonly number[] =>
      question.aim === 'reach'
        ? settleTies(problem!, open, pMedian(set.table, set.weights, rules, reach))
        : open
    const lossOf = (loss: number): number =>
      question.aim === 'reach' ? loss / COVERAGE_PARTS : loss / total / WAYS_PER_MINUTE
    const boundOf = (bound: number): number =>
      question.aim === 'reach'
        ? Math.floor(total - Math.max(0, bound) / COVERAGE_PARTS)
        : question.aim === 'walk'
          ? Math.max(0, bound) / total / WAYS_PER_MINUTE
          : Math.max(0, bound)
    for (let step = search.next(); ; step = search.next()) {
      const { open, bound } = step.value
      if (step.done) {
        const settled = settle(open)
        last = say(settled, boundOf(bound), true)
        if (problem) this.addRunnersUp(last.sites, runnersUp(problem, settled), candidates, lossOf)
        return last
      }
      last = say(open, boundOf(bound), false)
      yield last
    }
  }

  /**
   * The same question as ways and weights, for a certificate. Homes are numbered; ways to known places still tell about
   * where they lie, so the document is for the office itself. Unlike in `answer`, whoever is reached by nothing has no way at all.
   *
   * @throws NoSiting
   */
  inputOf(question: SitingQuestion): { input: SiteInput; outOfReach: number } {
    const { candidates, held, set, lost } = this.prepared(question)
    const { aim, count, minutes, capacity } = question
    const own = candidates.length - held.length
    const hasReach = aim === 'reach' || aim === 'fewest'
    const input: SiteInput = {
      model: capacity === undefined ? MODELS[aim] : aim === 'walk' ? 'cpmedian' : 'cmclp',
      count: aim === 'fewest' ? null : count + held.length,
      ...(capacity !== undefined && {
        capacity: Float64Array.from(candidates, (_, j) => (j < own ? capacity : held[j - own]!)),
        fixed: Int8Array.from(candidates, (_, j) => (j < own ? 0 : 1)),
      }),
      reach: hasReach ? Math.floor(minutes * WAYS_PER_MINUTE + 1e-6) : null,
      table: set.table,
      weights: set.weights,
      existing: question.existing.length > held.length ? set.existing : null,
      unit: 'minutes',
      wayParts: WAYS_PER_MINUTE,
      weightParts: 1,
      demands: Array.from(set.demands, (_, i) => String(i + 1)),
      sites: candidates.map(({ lon, lat }) => `${lon.toFixed(6)},${lat.toFixed(6)}`),
    }
    return { input, outOfReach: lost }
  }

  /** Where candidates, what exists and homes meet the street, and who counts. @throws NoSiting */
  groundOf(question: SitingQuestion): SitingGroundOf {
    const { candidates, ways } = this.prepared(question)
    const { view, snapper, snaps } = this.ground(question.walker)
    const snap = ({ lon, lat }: Candidate): Snap | null => snapper.snap(lon, lat)
    const { demands, weights } = ways
    return {
      view,
      snaps,
      demands,
      weights,
      candidates,
      sites: candidates.map(snap),
      existing: question.existing.map(snap),
    }
  }

  /** How answers are told that come from ways and weights alone. */
  private tellingOf(question: SitingQuestion): Telling {
    const { candidates, held, ways, set, lost, isLeft } = this.prepared(question)
    const { input } = this.inputOf(question)
    const rowOf = new Map(Array.from(set.demands, (place, i) => [place, i]))
    return {
      input,
      newCount: candidates.length - held.length,
      outOfReach: lost,
      sum: (open, serves) =>
        sumOfSites(this.demand, ways, {
          isLeft,
          open,
          reach: question.minutes * WAYS_PER_MINUTE,
          places: candidates,
          streetAt: this.streetAt,
          ...(serves && {
            serves: Int32Array.from(ways.demands, (place) => serves[rowOf.get(place) ?? -1] ?? NO_SITE),
          }),
        }),
    }
  }

  /** What the search works on: without people whom no choice reaches. @throws NoSiting */
  private prepared(question: SitingQuestion): Prepared {
    // of one question several things are asked
    if (this.known?.question === question) return this.known.found
    const own = this.candidatesOf(question)
    if (own.length === 0) throw new NoSiting('noCandidates')
    if (question.aim !== 'fewest' && question.count > own.length)
      throw new NoSiting('tooFew', { candidates: own.length, count: question.count })
    const limited = limitedOf(question)
    const candidates = [...own, ...limited]
    const ways = this.waysOf(question, candidates)
    const isLong = isLongAim(question.aim)
    const looked = isLong ? LONGEST_WAY : question.minutes * WAYS_PER_MINUTE
    const left = outOfReach(ways.table, looked, ways.existing)
    if (left.length === ways.demands.length) throw new NoSiting('nothingReachable')
    const lost = left.reduce((sum, i) => sum + ways.weights[i]!, 0)
    const held = limited.map(({ capacity }) => capacity)
    const found = { candidates, held, ways, set: without(ways, left), lost, isLeft: new Set(left) }
    this.known = { question, found }
    return found
  }

  /** What other places would come to: people as in an answer, without a search and without a bound. */
  tried(question: SitingQuestion, places: readonly Candidate[]): TriedSites {
    if (isFromInput(question) && places.length > 0)
      return this.answer({ ...question, candidates: places, count: places.length }).next().value
    const ways = this.waysOf(question, places)
    return sumOfSites(this.demand, ways, {
      isLeft: this.prepared(question).isLeft,
      open: places.map((_, at) => at),
      reach: question.minutes * WAYS_PER_MINUTE,
      places,
      streetAt: this.streetAt,
    })
  }

  /** Access before and after these places, for those who are asked for. */
  accessOf(question: SitingQuestion, places: readonly Candidate[]): AccessChange {
    const { view, snapper, snaps } = this.ground(question.walker)
    const snap = ({ lon, lat }: Candidate): Snap | null => snapper.snap(lon, lat)
    const before = question.existing.map(snap)
    return accessChange(
      { view, homes: snaps, demand: this.demand },
      question.group,
      { before, after: [...before, ...places.map(snap)] },
      question.minutes,
    )
  }

  /**
   * Choices between the shortest walk of all together and the shortest furthest walk, for as many points; minutes.
   * @throws NoSiting
   */
  *tradeOff(question: SitingQuestion): Generator<TradeChoice[], TradeChoice[]> {
    const { capacity: _none, ...open } = question
    const { candidates, set } = this.prepared({ ...open, aim: 'walk' })
    const { table, weights, existing } = set
    const search = tradeOff({ table, weights, existing, count: question.count, longest: LONGEST_WAY })
    const told = (points: readonly TradePoint[]): TradeChoice[] =>
      points.map(({ open: sites, mean, furthest, end }) => ({
        places: sites.map((site) => candidates[site]!),
        meanMinutes: mean / WAYS_PER_MINUTE,
        furthestMinutes: furthest / WAYS_PER_MINUTE,
        end,
      }))
    for (let step = search.next(); ; step = search.next()) {
      if (step.done) return told(step.value)
      yield told(step.value)
    }
  }

  private candidatesOf({ candidates }: SitingQuestion): readonly Candidate[] {
    if (!('everyMeters' in candidates)) return candidates
    const { lonLat, count } = this.demand
    const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
    for (let i = 0; i < count; i++) {
      box[0] = Math.min(box[0], lonLat[2 * i]! - MARGIN_DEGREES)
      box[1] = Math.min(box[1], lonLat[2 * i + 1]! - MARGIN_DEGREES)
      box[2] = Math.max(box[2], lonLat[2 * i]! + MARGIN_DEGREES)
      box[3] = Math.max(box[3], lonLat[2 * i + 1]! + MARGIN_DEGREES)
    }
    return streetCandidates(this.index.network, candidates.everyMeters, box)
  }

  private waysOf(question: SitingQuestion, candidates: readonly Candidate[]): WalkedWays {
    const { view, snapper, snaps } = this.ground(question.walker)
    const people = this.demand.people[question.group]
    const demands = demandsOf(this.demand, people)
    if (demands.length === 0) throw new NoSiting('nobody')
    const isLong = isLongAim(question.aim)
    const limit = limitOf(view, isLong ? LONGEST_MINUTES : question.minutes)
    const snap = ({ lon, lat }: Candidate): Snap | null => snapper.snap(lon, lat)
    return {
      table: waysToSites(view, candidates.map(snap), snaps, demands, limit),
      existing: this.existingWays(question, demands),
      demands,
      weights: Float64Array.from(demands, (place) => Math.round(people[place]!)),
    }
  }

  /** The last one is kept: places are tried one after another with the same points around them. */
  private existingWays(question: SitingQuestion, demands: Int32Array): Float64Array {
    const { walker, group } = question
    const limited = new Set<Candidate>(limitedOf(question))
    const existing = question.existing.filter((one) => !limited.has(one))
    const key = JSON.stringify([existing, walker, group])
    if (this.existing?.key === key) return this.existing.ways
    const { view, snapper, snaps } = this.ground(walker)
    const at = existing.map(({ lon, lat }) => snapper.snap(lon, lat))
    const ways = waysToExisting(view, at, snaps, demands, limitOf(view, LONGEST_MINUTES))
    this.existing = { key, ways }
    return ways
  }

  private ground(walker: ProfileKey): Ground {
    const known = this.grounds.get(walker)
    if (known) return known
    const view = reversed(viewNetwork(this.index.network, PROFILES[walker]))
    const snapper = new Snapper(this.index, view)
    const made = { view, snapper, snaps: snapper.snapAll(this.demand.lonLat) }
    this.grounds.set(walker, made)
    return made
  }

  private addRunnersUp(
    sites: SitingSite[],
    found: readonly RunnerUp[],
    candidates: readonly Candidate[],
    lossOf: (loss: number) => number,
  ): void {
    found.forEach(({ site, loss }, at) => {
      if (site === null) return
      const place = candidates[site]!
      sites[at]!.runnerUp = { ...place, street: this.streetAt(place), loss: lossOf(loss) }
    })
  }

  readonly streetAt = ({ lon, lat }: Candidate): string => {
    const { network } = this.index
    const snap = this.grounds.values().next().value?.snapper.snap(lon, lat)
    return snap ? network.names[network.edgeName[snap.edge]!]! : ''
  }
}

const isFromInput = ({ aim, capacity }: SitingQuestion): boolean =>
  aim === 'worst' || (capacity !== undefined && mayBeHeld(aim))

/** What exists and can hold only so many, where capacities count. */
const limitedOf = ({ existing, capacity }: SitingQuestion): (Candidate & { capacity: number })[] =>
  capacity === undefined
    ? []
    : existing.filter((one): one is Candidate & { capacity: number } => typeof one.capacity === 'number')

/** Without demands that nobody reaches: no choice changes anything for them. */
function without({ table, existing, demands, weights }: WalkedWays, left: readonly number[]): WalkedWays {
  if (left.length === 0) return { table, existing, demands, weights }
  const isLeft = new Set(left)
  const kept = Int32Array.from(Array.from(demands.keys()).filter((i) => !isLeft.has(i)))
  return {
    table: onlyDemands(table, kept),
    existing: Float64Array.from(kept, (i) => existing[i]!),
    demands: kept.map((i) => demands[i]!),
    weights: Float64Array.from(kept, (i) => weights[i]!),
  }
}
