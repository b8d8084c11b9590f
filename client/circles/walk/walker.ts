/** Answers questions about walking from one network and the people on it; runs in the worker. */
import { addPlace, demandFrom, nobody, wholePeople, type Demand } from '../../../shared/circles/demand.ts'
import { makeCircleTools, walkedCircles, type CircleTools } from '../../../shared/circles/walkedCircles.ts'
import { NearestWithin } from '../../../shared/geo/straightLine.ts'
import { CircleShaper } from '../../../shared/network/circleShape.ts'
import { limitOf, UNREACHED, viewNetwork } from '../../../shared/network/networkView.ts'
import { decodeNetwork } from '../../../shared/network/networkFile.ts'
import { PROFILES, type ProfileKey } from '../../../shared/network/profiles.ts'
import { routeLegs, routeLine, routeTo } from '../../../shared/network/route.ts'
import { NO_EDGE, SnapIndex, Snapper, type SnapTable } from '../../../shared/network/snapping.ts'
import type { WalkNetwork } from '../../../shared/network/walkNetwork.ts'
import type { Reached, WalkAnswer, WalkGround, WalkQuestion, WalkRoute } from './protocol.ts'

const MS_PER_MINUTE = 60_000
const REACHED_SHOWN = 400

interface Tools extends CircleTools {
  /** Where facilities meet the street. */
  facilities: SnapTable
}

export class Walker {
  private readonly network: WalkNetwork
  private readonly index: SnapIndex
  private readonly demand: Demand
  private readonly tools = new Map<ProfileKey, Tools>()
  private readonly kinds: readonly string[]

  constructor(
    file: Uint8Array,
    private readonly ground: WalkGround,
  ) {
    this.network = decodeNetwork(file)
    this.index = new SnapIndex(this.network)
    this.demand = demandFrom(ground.demand)
    this.kinds = [...new Set(ground.facilities.kinds)]
  }

  answer(question: WalkQuestion): WalkAnswer {
    const began = performance.now()
    const tools = this.toolsFor(question.walker)
    const walked = walkedCircles(tools, question.points, question.minutes, true)
    const first = walked.snapped[0] ?? null
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
      byUnit: walked.byUnit,
      snapped: first && {
        lon: first.lon,
        lat: first.lat,
        meters: first.meters,
        isBehindBarrier: first.isBehindBarrier,
      },
      unsnapped: walked.snapped.filter((snap) => snap === null).length,
      places: this.places(walked.costs, limitOf(tools.view, question.minutes.at(-1) ?? 0)),
      onlyAsTheCrowFlies: this.onlyAsTheCrowFlies(question, walked.costs),
      reached: question.wantsReach ? this.reached(tools) : [],
      kindsInUse: this.kinds,
      isEstimate: this.ground.demand.isEstimate,
      isExact: this.ground.demand.isExact,
      milliseconds: performance.now() - began,
    }
  }

  /** @returns null when there is no way within the largest circle of the question */
  route(question: WalkQuestion, to: { lon: number; lat: number }): WalkRoute | null {
    const { search, snapper, view } = this.toolsFor(question.walker)
    const starts = question.points
      .map(({ lon, lat }) => snapper.snap(lon, lat))
      .filter((snap) => snap !== null)
    const target = snapper.snap(to.lon, to.lat)
    if (!target) return null
    search.run(starts, limitOf(view, question.minutes.at(-1) ?? 0))
    const route = routeTo(search, target)
    if (!route) return null
    return {
      line: routeLine(this.network, route),
      minutes: route.cost / MS_PER_MINUTE,
      meters: route.meters,
      legs: routeLegs(this.network, route).map(({ kind, name, gate, meters, cost }) => ({
        kind,
        name,
        gate: gate === null ? null : this.network.gates[gate]!.name,
        meters,
        minutes: cost / MS_PER_MINUTE,
      })),
    }
  }

  private toolsFor(profile: ProfileKey): Tools {
    const known = this.tools.get(profile)
    if (known) return known
    const view = viewNetwork(this.network, PROFILES[profile])
    const snapper = new Snapper(this.index, view)
    const { lons, lats } = this.ground.facilities
    const made: Tools = {
      ...makeCircleTools(view, snapper, this.demand, new CircleShaper(this.index, view)),
      facilities: snapper.snapAll(lons.flatMap((lon, i) => [lon, lats[i]!])),
    }
    this.tools.set(profile, made)
    return made
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

  /** Facilities within the largest circle, nearest first. */
  private reached({ search, facilities }: Tools): Reached[] {
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
