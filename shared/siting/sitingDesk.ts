/**
 * Questions about new service points, put as they are asked and answered with people: what is added to what exists, for
 * whom, within how many minutes, to what end.
 */
import type { Demand } from '../circles/demand.ts'
import { limitOf, type NetworkView, reversed, viewNetwork } from '../network/networkView.ts'
import { PROFILES, type ProfileKey } from '../network/profiles.ts'
import { type Snap, type SnapIndex, Snapper, type SnapTable } from '../network/snapping.ts'
import { accessChange } from './accessChange.ts'
import { type AskedSites, askedSites, keepWhatMayStay } from './askedSites.ts'
import { type Candidate, isCorners, isInside, placeKey, streetCandidates, withMarks } from './candidates.ts'
import { coveringRules, solveCenter } from './center.ts'
import { covering } from './covering.ts'
import { NO_SITE } from './capacitated/capacityProblem.ts'
import { boxOf, furthestOf, nextBest, partsOfLimit, without } from './deskSteps.ts'
import { answerFromInput, type Telling } from './inputAnswer.ts'
import { COVERAGE_PARTS, maximalCovering, outOfReach, pMedian, setCovering } from './models.ts'
import { type RunnerUp, settleTies } from './runnersUp.ts'
import { rulesOf, type SiteInput } from './siteInput.ts'
import { objectiveOf } from './siteProblem.ts'
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
import { weighed } from './weighing.ts'
import { withoutSites } from './wayTable.ts'

const MODELS = {
  reach: 'mclp',
  walk: 'pmedian',
  furthest: 'pcenter',
  worst: 'worst',
  fewest: 'lscp',
} as const

const MARGIN_DEGREES = 0.002
/** Ways to what exists are kept for so many sets of points. */
const MOST_KEPT = 4

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
  asked: AskedSites
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
  private readonly existing = new Map<string, Float64Array>()
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
    const { asked, ways, set, lost, isLeft } = this.prepared(question)
    const { sites: places, newCount, budget } = asked
    const reach = question.minutes * WAYS_PER_MINUTE
    const candidates = newCount - (asked.fixed?.reduce((sum, how) => (how === -1 ? sum + 1 : sum), 0) ?? 0)
    const say = (open: readonly number[], bound: number, isDone: boolean): SitingAnswer => {
      const sum = sumOfSites(this.demand, ways, { isLeft, open, reach, places, streetAt: this.streetAt })
      const isOpen = new Set(open)
      const spent = open.reduce((all, site) => all + (budget?.spend[site] ?? 0), 0)
      const kept = budget ? budget.limit - partsOfLimit(question, budget.parts) : 0
      return {
        ...sum,
        sites: sum.sites.filter((_, at) => open[at]! < newCount),
        closed: places.filter((_, site) => site >= newCount && !isOpen.has(site)),
        spent: question.budget && budget ? (spent - kept) / budget.parts : null,
        off: asked.off,
        outOfReach: lost,
        bestPossible: bound,
        isProved: isDone,
        candidates,
        milliseconds: performance.now() - began,
        isDone,
      }
    }
    const rules = {
      count: asked.count,
      ...rulesOf({ existing: set.existing, fixed: asked.fixed, budget }),
    }
    const total = set.weights.reduce((sum, weight) => sum + weight, 0)
    let last: SitingAnswer | undefined
    if (question.aim === 'furthest') {
      const centers = solveCenter(set.table, rules)
      for (let step = centers.next(); ; step = centers.next()) {
        const { open, bound, objective } = step.value
        if (step.done) {
          if (objective === Infinity) throw new NoSiting('noChoice')
          const { rules: others, prices } = coveringRules(rules)
          const covers = setCovering(set.table, furthestOf(set, open), others, prices)
          const kept = keepWhatMayStay(asked, open, (one) => (objectiveOf(covers, one) < Infinity ? 0 : 1))
          return say(kept, bound / WAYS_PER_MINUTE, true)
        }
        last = say(open, bound / WAYS_PER_MINUTE, false)
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
      : covering(set.table, reach, { existing: set.existing, ...(asked.fixed && { fixed: asked.fixed }) })
          .search
    const settle = (open: readonly number[]): readonly number[] => {
      if (!problem) return open
      const kept = keepWhatMayStay(asked, open, (one) => objectiveOf(problem, one))
      if (question.aim !== 'reach') return kept
      // what exists is neither closed nor opened for a shorter walk
      const fixed = problem.fixed.slice()
      for (let site = newCount; site < places.length; site++) fixed[site] = kept.includes(site) ? 1 : -1
      return settleTies({ ...problem, fixed }, kept, pMedian(set.table, set.weights, rules, reach))
    }
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
        if (step.value.objective === Infinity) throw new NoSiting('noChoice')
        const settled = settle(open)
        last = say(settled, boundOf(bound), true)
        if (problem) this.addRunnersUp(last.sites, nextBest(problem, settled, newCount), places, lossOf)
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
  inputOf(question: SitingQuestion): { input: SiteInput; outOfReach: number; off: readonly Candidate[] } {
    const { asked, set, lost } = this.prepared(question)
    const { aim, minutes, capacity } = question
    const hasReach = aim === 'reach' || aim === 'fewest'
    const input: SiteInput = {
      model: capacity === undefined ? MODELS[aim] : aim === 'walk' ? 'cpmedian' : 'cmclp',
      count: asked.count,
      ...(capacity !== undefined && {
        capacity: Float64Array.from(asked.sites, (site) => site.capacity ?? capacity),
      }),
      reach: hasReach ? Math.floor(minutes * WAYS_PER_MINUTE + 1e-6) : null,
      table: set.table,
      weights: set.weights,
      existing: asked.stay.length > 0 ? set.existing : null,
      ...(asked.fixed && { fixed: asked.fixed }),
      ...(asked.budget && { budget: asked.budget }),
      unit: 'minutes',
      wayParts: WAYS_PER_MINUTE,
      weightParts: 1,
      demands: Array.from(set.demands, (_, i) => String(i + 1)),
      sites: asked.sites.map((place, at) => `${at < asked.newCount ? '' : 'existing '}${placeKey(place)}`),
    }
    return { input, outOfReach: lost, off: asked.off }
  }

  /** Where candidates, what exists and homes meet the street, and who counts. @throws NoSiting */
  groundOf(question: SitingQuestion): SitingGroundOf {
    const { asked, ways } = this.prepared(question)
    const { view, snapper, snaps } = this.ground(question.walker)
    const snap = ({ lon, lat }: Candidate): Snap | null => snapper.snap(lon, lat)
    const { demands, weights } = ways
    return {
      view,
      snaps,
      demands,
      weights,
      candidates: asked.sites,
      sites: asked.sites.map(snap),
      existing: question.existing.map(snap),
    }
  }

  /** How answers are told that come from ways and weights alone. */
  private tellingOf(question: SitingQuestion): Telling {
    const { asked, ways, set, lost, isLeft } = this.prepared(question)
    const { input } = this.inputOf(question)
    const rowOf = new Map(Array.from(set.demands, (place, i) => [place, i]))
    return {
      input,
      newCount: asked.newCount,
      off: asked.off,
      outOfReach: lost,
      sum: (open, serves) =>
        sumOfSites(this.demand, ways, {
          isLeft,
          open,
          reach: question.minutes * WAYS_PER_MINUTE,
          places: asked.sites,
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
    const { snapper } = this.ground(question.walker)
    const candidates = withMarks(this.candidatesOf(question), question.marks)
    const asked = askedSites(question, candidates, ({ lon, lat }) => snapper.snap(lon, lat) !== null)
    const ways = this.waysOf(question, asked.sites, asked.stay)
    const isLong = isLongAim(question.aim)
    const looked = isLong ? LONGEST_WAY : question.minutes * WAYS_PER_MINUTE
    const { fixed } = asked
    const allowed = fixed ? withoutSites(ways.table, (site) => fixed[site] === -1) : ways.table
    const left = outOfReach(allowed, looked, ways.existing)
    if (left.length === ways.demands.length) throw new NoSiting('nothingReachable')
    const lost = left.reduce((sum, i) => sum + ways.weights[i]!, 0)
    const found = { asked, ways, set: without(ways, left), lost, isLeft: new Set(left) }
    this.known = { question, found }
    return found
  }

  /** What other places would come to: people as in an answer, without a search and without a bound. */
  tried(
    question: SitingQuestion,
    places: readonly Candidate[],
    closed: readonly Candidate[] = [],
  ): TriedSites {
    if (isFromInput(question) && places.length > 0)
      return this.answer({ ...question, marks: [], candidates: places, count: places.length }).next().value
    const gone = new Set(closed.map(placeKey))
    const stay = question.existing.filter((one) => !gone.has(placeKey(one)))
    const ways = this.waysOf(question, places, stay)
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
    const { asked, set } = this.prepared({ ...open, aim: 'walk', budget: null, closing: null })
    const { weights, existing } = set
    const table = withoutSites(set.table, (site) => asked.fixed?.[site] === -1)
    const search = tradeOff({ table, weights, existing, count: question.count, longest: LONGEST_WAY })
    const told = (points: readonly TradePoint[]): TradeChoice[] =>
      points.map(({ open: sites, mean, furthest, end }) => ({
        places: sites.map((site) => asked.sites[site]!),
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
    if (!isCorners(candidates)) return candidates
    const { lonLat, count } = this.demand
    const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
    for (let i = 0; i < count; i++) {
      box[0] = Math.min(box[0], lonLat[2 * i]! - MARGIN_DEGREES)
      box[1] = Math.min(box[1], lonLat[2 * i + 1]! - MARGIN_DEGREES)
      box[2] = Math.max(box[2], lonLat[2 * i]! + MARGIN_DEGREES)
      box[3] = Math.max(box[3], lonLat[2 * i + 1]! + MARGIN_DEGREES)
    }
    const { everyMeters, within, also } = candidates
    const corners = streetCandidates(
      this.index.network,
      everyMeters,
      within ? boxOf(within) : box,
      (place) => (within ? isInside(place, within) : true),
    )
    return [...corners, ...(also ?? [])]
  }

  private waysOf(
    question: SitingQuestion,
    candidates: readonly Candidate[],
    stay: readonly Candidate[],
  ): WalkedWays {
    const { view, snapper, snaps } = this.ground(question.walker)
    const people = weighed(this.demand, question)
    const demands = demandsOf(this.demand, people)
    if (demands.length === 0) throw new NoSiting('nobody')
    const isLong = isLongAim(question.aim)
    const limit = limitOf(view, isLong ? LONGEST_MINUTES : question.minutes)
    const snap = ({ lon, lat }: Candidate): Snap | null => snapper.snap(lon, lat)
    return {
      table: waysToSites(view, candidates.map(snap), snaps, demands, limit),
      existing: this.existingWays(question, stay, demands),
      ...(question.capacity === undefined && {
        before: this.existingWays(question, question.existing, demands),
      }),
      demands,
      weights: Float64Array.from(demands, (place) => people[place]!),
    }
  }

  /** The last ones are kept: places are tried one after another with the same points around them. */
  private existingWays(
    { walker, group, weights }: SitingQuestion,
    existing: readonly Candidate[],
    demands: Int32Array,
  ): Float64Array {
    const key = JSON.stringify([existing.map(placeKey), walker, group, weights])
    const known = this.existing.get(key)
    if (known) return known
    if (this.existing.size >= MOST_KEPT) this.existing.clear()
    const { view, snapper, snaps } = this.ground(walker)
    const at = existing.map(({ lon, lat }) => snapper.snap(lon, lat))
    const ways = waysToExisting(view, at, snaps, demands, limitOf(view, LONGEST_MINUTES))
    this.existing.set(key, ways)
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
