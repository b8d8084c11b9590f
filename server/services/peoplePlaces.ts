/**
 * Where people are, as points: their buildings; counted points; and for a count by area, or what is left of it beside
 * units that have figures of their own, the buildings by floor area, or a point inside the area when it has none. The
 * last two are estimates.
 */
import { type People, scalePeople } from '../../shared/domain/population.ts'
import type { UnitVersionRow } from '../db/units.ts'
import type { BuildingAt, Snapshot } from './snapshot.ts'

export interface PeoplePlace {
  lon: number
  lat: number
  unitCode: string
  people: People
  dwellings: number
  isBuilding: boolean
  isEstimate: boolean
}

export interface PeoplePlaces {
  places: PeoplePlace[]
  byBuilding: Map<string, { people: People; isEstimate: boolean }>
}

const made = new WeakMap<Snapshot, PeoplePlaces>()

/** Kept with its snapshot. */
export function peoplePlaces(snapshot: Snapshot): PeoplePlaces {
  const known = made.get(snapshot)
  if (known) return known
  const result = makePlaces(snapshot)
  made.set(snapshot, result)
  return result
}

function makePlaces(snapshot: Snapshot): PeoplePlaces {
  const places: PeoplePlace[] = []
  const byBuilding = new Map<string, { people: People; isEstimate: boolean }>()
  const buildingsOf = new Map<string, BuildingAt[]>()
  for (const building of snapshot.buildings) {
    if (building.unitCode === null) continue
    const list = buildingsOf.get(building.unitCode)
    if (list) list.push(building)
    else buildingsOf.set(building.unitCode, [building])
  }
  const addBuilding = (building: BuildingAt, people: People | null, isEstimate: boolean): void => {
    if (people) byBuilding.set(building.code, { people, isEstimate })
    if (building.lon === null || building.lat === null || building.unitCode === null) return
    places.push({
      lon: building.lon,
      lat: building.lat,
      unitCode: building.unitCode,
      people: people ?? { residents: 0, households: 0, under15: 0, age15to64: 0, over64: 0 },
      dwellings: building.dwellings ?? 0,
      isBuilding: true,
      isEstimate,
    })
  }

  const spread = (unit: UnitVersionRow, people: People): void => {
    const buildings = buildingsOf.get(unit.code) ?? []
    const floor = buildings.reduce((sum, building) => sum + building.floorArea, 0)
    if (floor > 0) {
      for (const building of buildings)
        addBuilding(building, scalePeople(people, building.floorArea / floor), true)
      return
    }
    const [lon, lat] = unit.center
    places.push({ lon, lat, unitCode: unit.code, people, dwellings: 0, isBuilding: false, isEstimate: true })
  }

  const visit = (unit: UnitVersionRow): void => {
    const figure = snapshot.population.get(unit.code)
    const children = snapshot.childrenOf.get(unit.code) ?? []
    const isCounted = figure?.source === 'counts' && snapshot.unitCounts.has(unit.code)
    if (figure && children.length === 0 && (isCounted || figure.source === 'estimate')) {
      spread(unit, figure)
      return
    }
    const loose = snapshot.loosePeople.get(unit.code)
    const own = buildingsOf.get(unit.code) ?? []
    if (loose && loose.residents > 0 && !own.some(({ code }) => snapshot.peopleByBuilding.has(code))) {
      spread(unit, loose)
    } else {
      for (const building of own)
        addBuilding(building, snapshot.peopleByBuilding.get(building.code) ?? null, false)
    }
    for (const child of children) visit(child)
  }
  for (const unit of snapshot.units)
    if (unit.parent === null || !snapshot.unitByCode.has(unit.parent)) visit(unit)
  for (const { lon, lat, unitCode, ...people } of [...snapshot.pointCounts, ...snapshot.lonePeople]) {
    places.push({ lon, lat, unitCode, people, dwellings: 0, isBuilding: false, isEstimate: false })
  }
  return { places, byBuilding }
}
