/**
 * Streets, communities and grids with codes, names and boundary versions. Polygons are unions of atoms of the
 * planar map, so units that meet have every border vertex in common, at every date.
 *
 * Codes: county `429101` + street + community + grid, 3 digits each. The county is not assigned: in GB/T 2260
 * Hubei (42) has the prefectures 01-03, 05-13, 28 and the directly administered group 90, but no 91.
 */
import type { Position } from 'geojson'
import { dateOf, dayOf } from './civilDate.ts'
import type { Division } from './division.ts'
import { toLonLat } from './lonLat.ts'
import { ringsAround, type FaceId } from './planarMap.ts'
import type { TownUnit } from './types.ts'

export const COUNTY_CODE = '429101'

const three = (n: number): string => String(n).padStart(3, '0')

export interface GridVersion {
  code: string
  name: string
  atoms: number[]
  validFrom: string
  validTo: string | null
}

export interface Units {
  units: TownUnit[]
  grids: GridVersion[]
  streetCodes: string[]
  communityCodes: string[]
  /** The day of the one re-division. */
  changedOn: string
}

/** The first of a month, 4.5 to 5.5 months before the day. */
export function changeDay(today: string): string {
  const back = Number(today.slice(8, 10)) < 15 ? 5 : 4
  const months = Number(today.slice(0, 4)) * 12 + Number(today.slice(5, 7)) - 1 - back
  return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}-01`
}

export function nameUnits(division: Division, today: string): Units {
  const { map, plan, communities, blocks, atoms } = division
  const start = `${Number(today.slice(0, 4)) - 2}-01-01`
  const changedOn = changeDay(today)
  const streetCodes = plan.streets.map((_, i) => `${COUNTY_CODE}${three(i + 1)}`)
  const numberInStreet = new Map<number, number>()
  const communityCodes = communities.map((community) => {
    const n = (numberInStreet.get(community.street) ?? 0) + 1
    numberInStreet.set(community.street, n)
    return `${streetCodes[community.street]!}${three(n)}`
  })

  const grids: GridVersion[] = []
  const counters = new Map<number, number>()
  const communityOf = (atomIds: readonly number[]): number => blocks[atoms[atomIds[0]!]!.block]!.community
  const nextCode = (community: number): { code: string; n: number } => {
    const n = (counters.get(community) ?? 0) + 1
    counters.set(community, n)
    return { code: `${communityCodes[community]!}${three(n)}`, n }
  }
  const open = (atomIds: number[], from: string, to: string | null): GridVersion => {
    const community = communityOf(atomIds)
    const block = blocks[atoms[atomIds[0]!]!.block]!
    const { code, n } = nextCode(community)
    const short = communities[community]!.name
    const name = block.use === 'housing' ? `${short}第${n}网格` : `${block.name ?? short}专属网格`
    const version = { code, name, atoms: atomIds, validFrom: from, validTo: to }
    grids.push(version)
    return version
  }

  const changed = new Set(division.redivisions.flatMap((r) => r.before.flat()))
  const places = (atomIds: readonly number[]): [number, number] => {
    const [x, y] = map.center(atoms[atomIds[0]!]!.faces[0]!)
    return [x, y]
  }
  const early = [
    ...division.redivisions.flatMap((redivision, index) =>
      redivision.before.map((atomIds) => ({ atomIds, index })),
    ),
    ...division.grids
      .filter((g) => !g.some((a) => changed.has(a)))
      .map((atomIds) => ({ atomIds, index: -1 })),
  ].sort((a, b) => {
    const [p, q] = [places(a.atomIds), places(b.atomIds)]
    return q[1] - 0.5 * q[0] - (p[1] - 0.5 * p[0]) || a.atomIds[0]! - b.atomIds[0]!
  })
  const opened = new Map<number[], GridVersion>()
  for (const { atomIds, index } of early)
    opened.set(atomIds, open(atomIds, start, index < 0 ? null : changedOn))

  const keep = (version: GridVersion, atomIds: number[]): void => {
    grids.push({ ...version, atoms: atomIds, validFrom: changedOn, validTo: null })
  }
  const count = { split: 0, merge: 0 }
  for (const { kind, before, after } of division.redivisions) {
    const old = before.map((atomIds) => opened.get(atomIds)!)
    if (kind === 'transfer') after.forEach((atomIds, i) => keep(old[i]!, atomIds))
    else if (kind === 'split' && count.split++ % 2 === 1) {
      keep(old[0]!, after[0]!)
      for (const atomIds of after.slice(1)) open(atomIds, changedOn, null)
    } else if (kind === 'merge' && count.merge++ % 2 === 1) keep(old[0]!, after[0]!)
    else for (const atomIds of after) open(atomIds, changedOn, null)
  }

  const polygonOf = (faces: readonly FaceId[]): Position[][] =>
    ringsAround(map, faces).map((ring) => {
      const out = ring.map((v) => toLonLat(map.points[v]!))
      out.push([...out[0]!])
      return out
    })
  const units: TownUnit[] = []
  plan.streets.forEach((street, i) => {
    const faces = map.faceIds().filter((face) => map.data(face).street === i)
    units.push({
      code: streetCodes[i]!,
      name: street.name,
      level: 'street',
      parent: null,
      kind: 'ordinary',
      polygon: { type: 'Polygon', coordinates: polygonOf(faces) },
      validFrom: start,
      validTo: null,
    })
  })
  const facesOf = new Map<number, FaceId[]>()
  for (const atom of atoms) {
    const id = blocks[atom.block]!.community
    facesOf.set(id, [...(facesOf.get(id) ?? []), ...atom.faces])
  }
  communities.forEach((community, i) => {
    units.push({
      code: communityCodes[i]!,
      name: community.name,
      level: 'community',
      parent: streetCodes[community.street]!,
      kind: 'ordinary',
      polygon: { type: 'Polygon', coordinates: polygonOf(facesOf.get(i) ?? []) },
      validFrom: start,
      validTo: null,
    })
  })
  grids.sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : a.validFrom < b.validFrom ? -1 : 1))
  for (const grid of grids)
    units.push({
      code: grid.code,
      name: grid.name,
      level: 'grid',
      parent: grid.code.slice(0, 12),
      kind: blocks[atoms[grid.atoms[0]!]!.block]!.use === 'housing' ? 'ordinary' : 'dedicated',
      polygon: { type: 'Polygon', coordinates: polygonOf(grid.atoms.flatMap((id) => atoms[id]!.faces)) },
      validFrom: grid.validFrom,
      validTo: grid.validTo,
    })
  return { units, grids, streetCodes, communityCodes, changedOn }
}

export const daysBefore = (today: string, days: number): string => dateOf(dayOf(today) - days)
