/** Answers questions about walking from one network and the people on it; runs in the worker. */
import { addPlace, demandFrom, nobody, wholePeople, type Demand } from '../../../shared/circles/demand.ts'
import { makeCircleTools, walkedCircles, type CircleTools } from '../../../shared/circles/walkedCircles.ts'
import { NearestWithin } from '../../../shared/geo/straightLine.ts'
import { CircleShaper } from '../../../shared/network/circleShape.ts'
import { limitOf, reversed, UNREACHED, viewNetwork } from '../../../shared/network/networkView.ts'
import { decodeNetwork } from '../../../shared/network/networkFile.ts'
import { PROFILES, type ProfileKey } from '../../../shared/network/profiles.ts'
import { NO_EDGE, SnapIndex, Snapper, type SnapTable } from '../../../shared/network/snapping.ts'
import type { WalkNetwork } from '../../../shared/network/walkNetwork.ts'
import type { Reached, WalkAnswer, WalkGround, WalkQuestion } from './protocol.ts'

const MS_PER_MINUTE = 60_000
const REACHED_SHOWN = 400

export interface Tools extends CircleTools {
  /** Where facilities meet the street. */
  facilities: SnapTable
}

export class Walker {
  readonly network: WalkNetwork
  readonly index: SnapIndex
  readonly demand: Demand
  private readonly tools = new Map<string, Tools>()
  private readonly kinds: readonly string[]

  constructor(
    file: Uint8Array,
    readonly ground: WalkGround,
  ) {
    this.network = decodeNetwork(file)
    this.index = new SnapIndex(this.network)
    this.demand = demandFrom(ground.demand)
    this.kinds = [...new Set(ground.facilities.kinds)]
  }

  answer(question: WalkQuestion): WalkAnswer {
    const began = performance.now()
    const tools = this.toolsFor(question.walker, question.isTowards)
    const walked = walkedCircles(
      tools,
      question.points,
      question.minutes,
      question.isBrief ? 'coarse shapes' : 'shapes',
    )
    const first = walked.snapped[0] ?? null
    const { isBrief } = question
    return {
      question,
      rings: walked.rings.map(({ limit, people, meters, shape }) => ({
        minutes: limit,
        people,
        streetMeters: meters,
        shape: shape ?? [],
      })),
      outside: walked.outside,
      total: walked.total,
      notConnected: walked.notConnected,
      byUnit: isBrief ? [] : walked.byUnit,
      snapped: first && {
        lon: first.lon,
        lat: first.lat,
        meters: first.meters,
        isBehindBarrier: first.isBehindBarrier,
      },
      unsnapped: walked.snapped.filter((snap) => snap === null).length,
      places:
        isBrief || (question.wantsReach && question.radiusMeters === null)
          ? []
          : this.places(walked.costs, limitOf(tools.view, question.minutes.at(-1) ?? 0)),
      onlyAsTheCrowFlies: isBrief ? null : this.onlyAsTheCrowFlies(question, walked.costs),
      reached: question.wantsReach && !isBrief ? this.reached(question) : [],
      kindsInUse: isBrief ? [] : this.kinds,
      isEstimate: this.ground.demand.isEstimate,
      isExact: this.ground.demand.isExact,
      milliseconds: performance.now() - began,
    }
  }

  /** @param isTowards  people walk to where the search starts */
  toolsFor(profile: ProfileKey, isTowards: boolean): Tools {
    const key = `${profile} ${isTowards ? 'towards' : 'away'}`
    const known = this.tools.get(key)
    if (known) return known
    const own = viewNetwork(this.network, PROFILES[profile])
    const view = isTowards ? reversed(own) : own
    const snapper = new Snapper(this.index, view)
    const { lons, lats } = this.ground.facilities
    const made: Tools = {
      ...makeCircleTools(view, snapper, this.demand, new CircleShaper(this.index, view)),
      facilities: snapper.snapAll(lons.flatMap((lon, i) => [lon, lats[i]!])),
    }
    this.tools.set(key, made)
    return made
  }

  /** Where the facilities of a kind lie, and which rows of the ground they are. */
  facilitiesOf(kind: string): { row: number; lon: number; lat: number }[] {
    const { kinds, lons, lats } = this.ground.facilities
    return kinds.flatMap((one, row) => (one === kind ? [{ row, lon: lons[row]!, lat: lats[row]! }] : []))
  }

  private places(costs: Uint32Array, limit: number): WalkAnswer['places'] {
    const { lonLat, people } = this.demand
    const places: WalkAnswer['places'] = []
    for (let place = 0; place < costs.length; place++) {
      const residents = people.residents[place]!
      if (residents <= 0) continue
      const cost = costs[place]!
      const minutes = cost <= limit ? cost / MS_PER_MINUTE : -1
      places.push([lonLat[2 * place]!, lonLat[2 * place + 1]!, residents, people.over64[place]!, minutes])
    }
    return places
  }

  /** The people whom the compass counts and the walk does not reach. */
  private onlyAsTheCrowFlies(
    { points, radiusMeters, minutes }: WalkQuestion,
    costs: Uint32Array,
  ): WalkAnswer['onlyAsTheCrowFlies'] {
    if (radiusMeters === null) return null
    const { demand } = this
    const limit = (minutes.at(-1) ?? 0) * MS_PER_MINUTE
    const nearest = new NearestWithin(
      points.map(({ lon, lat }) => [lon, lat] as const),
      radiusMeters,
    )
    const people = nobody()
    const byUnit = new Map<number, number>()
    for (let place = 0; place < demand.count; place++) {
      const cost = costs[place]!
      if (cost !== UNREACHED && cost <= limit) continue
      if (nearest.metersTo(demand.lonLat[2 * place]!, demand.lonLat[2 * place + 1]!) === null) continue
      addPlace(people, demand, place)
      const unit = demand.unit[place]!
      byUnit.set(unit, (byUnit.get(unit) ?? 0) + demand.people.residents[place]!)
    }
    return {
      people: wholePeople(people),
      byUnit: [...byUnit]
        .map(([unit, residents]) => ({ ...demand.units[unit]!, residents: Math.round(residents) }))
        .filter(({ residents }) => residents > 0)
        .sort((a, b) => b.residents - a.residents),
    }
  }

  /** Facilities within the largest circle that can be walked to from the first point, nearest first. */
  private reached(question: WalkQuestion): Reached[] {
    const { search, snapper, view, facilities } = this.toolsFor(question.walker, false)
    // The circle's own search goes the other way where people come to the point.
    if (question.isTowards) {
      const starts = question.points.map(({ lon, lat }) => snapper.snap(lon, lat))
      search.run(
        starts.filter((snap) => snap !== null),
        limitOf(view, question.minutes.at(-1) ?? 0),
      )
    }
    const { ids, names, kinds, lons, lats } = this.ground.facilities
    const found: Reached[] = []
    for (let i = 0; i < ids.length; i++) {
      if (facilities.edge[i] === NO_EDGE) continue
      const cost = search.costTo(facilities.edge[i]!, facilities.offset[i]!)
      if (cost === UNREACHED) continue
      found.push({
        id: ids[i]!,
        name: names[i]!,
        kind: kinds[i]!,
        lon: lons[i]!,
        lat: lats[i]!,
        minutes: cost / MS_PER_MINUTE,
      })
    }
    return found.sort((a, b) => a.minutes - b.minutes).slice(0, REACHED_SHOWN)
  }
}
