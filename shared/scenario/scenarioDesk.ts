/**
 * Everything that is asked about scenarios of one network and the people on it: what changes mean there, what they
 * gain and lose, how the circles look, which wall would help most. The page's worker and the server run the same.
 */
import type { Demand } from '../circles/demand.ts'
import { byPersonMinutes, type Opening, rankOpenings } from '../network/barriers.ts'
import { CircleShaper, type MultiPolygonCoordinates } from '../network/circleShape.ts'
import { costsOfPlaces } from '../network/costsOfPlaces.ts'
import { CLOSED, limitOf, type NetworkView, reversed, viewNetwork } from '../network/networkView.ts'
import { PROFILES, type ProfileKey } from '../network/profiles.ts'
import { type PlaceOnEdge, WalkSearch } from '../network/search.ts'
import { NO_EDGE, SnapIndex, Snapper, type SnapTable } from '../network/snapping.ts'
import type { Change, ChangeFault } from './changes.ts'
import {
  type EffectFigures,
  type EffectWho,
  type ChangedHome,
  figuresOfEffect,
  horizonMinutes,
} from './effect.ts'
import { type ListedOpening, listOpenings } from './listOpenings.ts'
import { type ResolvedChanges, resolveChanges, StreetLocator } from './resolveChanges.ts'
import { gatesAt, type ScenarioView, viewScenario } from './scenarioView.ts'
import { minuteOf } from './timeOfDay.ts'

export interface ScenarioQuestion {
  /** Facilities of a kind, or one place. */
  points: readonly { lon: number; lat: number }[]
  walker: ProfileKey
  /** True: people walk to the points; false: from them. It matters where ways are one-way for feet. */
  isTowards: boolean
  /** Of the rings, ascending. */
  minutes: readonly number[]
  who: EffectWho
  /** `HH:MM`; null: by day. */
  walkAt: string | null
}

export interface ScenarioEffect {
  figures: EffectFigures
  homes: ChangedHome[]
  /** Of the largest ring; null unless asked for. */
  outlines: { before: MultiPolygonCoordinates; after: MultiPolygonCoordinates } | null
  /** Points that meet no street, before the changes. */
  unsnapped: number
}

/** Who walks, and where homes meet the street for them. */
interface Walker {
  snapper: Snapper
  snaps: SnapTable
}

/** One walker at one time of day on the street as it is. */
interface Base {
  view: NetworkView
  search: WalkSearch
  shaper?: CircleShaper
}

const NO_CHANGES: ResolvedChanges = { gates: new Map(), closedEdges: [], links: [], faults: [] }
const isClosed = ({ forward, backward }: NetworkView, edge: number): boolean =>
  forward[edge] === CLOSED && backward[edge] === CLOSED

export class ScenarioDesk {
  readonly locator: StreetLocator
  private readonly walkers = new Map<ProfileKey, Walker>()
  private readonly bases = new Map<string, Base>()

  constructor(
    readonly index: SnapIndex,
    readonly demand: Demand,
  ) {
    this.locator = new StreetLocator(index)
  }

  resolve(changes: readonly Change[]): ResolvedChanges {
    return resolveChanges(this.locator, changes)
  }

  /** @throws FaultyChanges when a change does not fit this network: nothing is applied in part */
  effect(question: ScenarioQuestion, changes: readonly Change[], wantsOutlines = false): ScenarioEffect {
    const resolved = changes.length === 0 ? NO_CHANGES : this.resolve(changes)
    if (resolved.faults.length > 0) throw new FaultyChanges(resolved.faults)
    const { walker, minutes, who } = question
    const { snapper, snaps } = this.walker(walker)
    const base = this.base(question)
    const starts = question.points.map(({ lon, lat }) => snapper.snap(lon, lat))
    const horizon = limitOf(base.view, horizonMinutes(minutes))
    base.search.run(
      starts.filter((start) => start !== null),
      horizon,
    )
    const before = costsOfPlaces(base.search, snaps, this.demand.count)
    const outer = limitOf(base.view, minutes.at(-1) ?? 0)
    const outlineBefore = wantsOutlines ? this.outline(base, outer) : []
    const changed = viewScenario(this.index.network, PROFILES[walker], resolved, minuteOfWalk(question))
    const again = this.snapperOnDemand(changed.view)
    const moved = this.movePlaces(changed, again, snaps)
    const changedView = facing(question, changed.view)
    const search = new WalkSearch(changedView)
    const newStarts = question.points.map(({ lon, lat }, i) => {
      const at = starts[i] ? changed.place(starts[i]) : null
      return at && !isClosed(changed.view, at.edge) ? at : again().snap(lon, lat)
    })
    search.run(
      newStarts.filter((start) => start !== null),
      horizon,
    )
    const after = costsOfPlaces(search, moved, this.demand.count)
    return {
      ...figuresOfEffect(this.demand, who, minutes, before, after),
      outlines: wantsOutlines
        ? { before: outlineBefore, after: this.outline({ view: changedView, search }, outer) }
        : null,
      unsnapped: starts.filter((start) => start === null).length,
    }
  }

  /**
   * Openings of the street as it is, best first, for the people that the question counts.
   * @param onProgress  told now and then how many of the candidates are done
   */
  rank(question: ScenarioQuestion, onProgress?: (done: number, all: number) => void): Opening[] {
    const { snapper, snaps } = this.walker(question.walker)
    const { view } = this.base(question)
    const starts = question.points
      .map(({ lon, lat }) => snapper.snap(lon, lat))
      .filter((snap) => snap !== null)
    const people = this.demand.people[question.who]
    const demand = Array.from({ length: this.demand.count }, (_, i) => i)
      .filter((i) => snaps.edge[i] !== NO_EDGE && people[i]! > 0)
      .map((i) => ({ edge: snaps.edge[i]!, offset: snaps.offset[i]!, persons: people[i]! }))
    return rankOpenings(this.index, view, starts, demand, {
      limit: limitOf(view, horizonMinutes(question.minutes)),
      ringLimit: limitOf(view, question.minutes.at(-1) ?? 0),
      ...(onProgress ? { onProgress } : {}),
    })
  }

  /** Rankings as people read them. Of several, each is one walk more: what an opening saves is summed over them. */
  list(rankings: readonly (readonly Opening[])[]): ListedOpening[] {
    const [only = []] = rankings
    return listOpenings(this.locator, this.demand, rankings.length > 1 ? sumOpenings(rankings) : only)
  }

  /** Homes meet the street where they do by day: a gate that shuts at night moves no door. */
  private walker(key: ProfileKey): Walker {
    const known = this.walkers.get(key)
    if (known) return known
    const snapper = new Snapper(this.index, viewNetwork(this.index.network, PROFILES[key]))
    const made = { snapper, snaps: snapper.snapAll(this.demand.lonLat) }
    this.walkers.set(key, made)
    return made
  }

  private base(question: ScenarioQuestion): Base {
    const minute = minuteOfWalk(question)
    const key = `${question.walker} ${question.isTowards} ${minute}`
    const known = this.bases.get(key)
    if (known) return known
    const gates = gatesAt(this.index.network, minute)
    const view = facing(question, viewNetwork(this.index.network, PROFILES[question.walker], { gates }))
    const made = { view, search: new WalkSearch(view) }
    this.bases.set(key, made)
    return made
  }

  /** Of the last search of a base, kept for the next: its raster is made once. */
  private outline(base: Base, limit: number): MultiPolygonCoordinates {
    base.shaper ??= new CircleShaper(this.indexOf(base.view), base.view)
    return base.shaper.shapes(base.search, [limit])[0] ?? []
  }

  private indexOf(view: NetworkView): SnapIndex {
    return view.network === this.index.network ? this.index : new SnapIndex(view.network)
  }

  /** Made when the first place needs it: most scenarios close no street. */
  private snapperOnDemand(view: NetworkView): () => Snapper {
    let made: Snapper | undefined
    return () => (made ??= new Snapper(this.indexOf(view), view))
  }

  /** Homes stay where they are; only one whose stretch is closed goes to another street, as a new door would. */
  private movePlaces(
    { view, place }: ScenarioView,
    again: () => Snapper,
    snaps: SnapTable,
  ): Pick<SnapTable, 'edge' | 'offset'> {
    const edge = snaps.edge.slice()
    const offset = snaps.offset.slice()
    for (let i = 0; i < edge.length; i++) {
      if (edge[i] === NO_EDGE) continue
      let at: PlaceOnEdge | null = place({ edge: edge[i]!, offset: offset[i]! })
      if (isClosed(view, at.edge))
        at = again().snap(this.demand.lonLat[2 * i]!, this.demand.lonLat[2 * i + 1]!)
      edge[i] = at?.edge ?? NO_EDGE
      offset[i] = at?.offset ?? 0
    }
    return { edge, offset }
  }
}

/** The same opening of several rankings is one, with the sums of what it saves. */
function sumOpenings(rankings: readonly (readonly Opening[])[]): Opening[] {
  const sums = new Map<string, Opening>()
  for (const opening of rankings.flat()) {
    const { from, to, personMinutes, persons, newlyReached, gained } = opening
    const key = [from.edge, from.offset, to.edge, to.offset].join()
    const sum = sums.get(key)
    if (!sum) sums.set(key, { ...opening })
    else {
      sum.personMinutes += personMinutes
      sum.persons += persons
      sum.newlyReached += newlyReached
      sum.gained += gained
    }
  }
  return [...sums.values()].sort(byPersonMinutes)
}

/** Changes that do not fit the network they are to be applied to. */
export class FaultyChanges extends Error {
  override name = 'FaultyChanges'
  constructor(readonly faults: readonly ChangeFault[]) {
    super(`${faults.length} changes do not fit this network`)
  }
}

/** The view as it is searched from the points. */
const facing = ({ isTowards }: ScenarioQuestion, view: NetworkView): NetworkView =>
  isTowards ? reversed(view) : view

const minuteOfWalk = ({ walkAt }: ScenarioQuestion): number | null =>
  walkAt === null ? null : minuteOf(walkAt)
