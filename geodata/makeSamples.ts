/**
 * Writes the sample files of `geodata/samples/`, one community of the demo town in the forms an office has its data
 * in. Run with `npx tsx geodata/makeSamples.ts`; the same files every time. All of it is invented.
 */
import type { Feature, Geometry, Polygon, Position } from 'geojson'
import { mkdirSync, writeFileSync } from 'node:fs'
import { ageGroupOn } from '../shared/standards/ageGroups.ts'
import { generateTown } from './town/generateTown.ts'

const TODAY = '2026-11-24'
const COMMUNITY = '429101001006'
const RESIDENT_ROWS = 1200
const ISSUE_ROWS = 600

const folder = new URL('./samples/', import.meta.url)
mkdirSync(folder, { recursive: true })

const town = generateTown({ seed: 1, size: 'town', today: TODAY })

const isInside = ({ coordinates }: Polygon, [x, y]: Position): boolean => {
  let inside = false
  for (const ring of coordinates)
    for (let i = 1; i < ring.length; i++) {
      const [a, b] = [ring[i - 1]!, ring[i]!]
      if (a[1]! > y! !== b[1]! > y! && x! < ((b[0]! - a[0]!) * (y! - a[1]!)) / (b[1]! - a[1]!) + a[0]!)
        inside = !inside
    }
  return inside
}

const area = town.units.find((unit) => unit.code === COMMUNITY)!.polygon
const street = town.units.find((unit) => unit.level === 'street')!
const grids = town.units.filter(
  (unit) => unit.level === 'grid' && unit.validTo === null && unit.parent === COMMUNITY,
)
const buildings = town.buildings.filter((building) => isInside(area, building.entrance))
const codes = new Set(buildings.map((building) => building.code))
const entranceOf = new Map(town.buildings.map((building) => [building.code, building.entrance]))
const addressOf = new Map(town.buildings.map((building) => [building.code, building.address]))
const facilities = town.facilities.filter((facility) => isInside(area, facility.location))

const write = (name: string, text: string): void => writeFileSync(new URL(name, folder), text)

const collection = (name: string, features: Feature[]): string =>
  `{"type":"FeatureCollection","name":"${name}","features":[\n${features.map((f) => JSON.stringify(f)).join(',\n')}\n]}\n`

const feature = (geometry: Geometry, properties: Record<string, unknown>): Feature => ({
  type: 'Feature',
  properties,
  geometry,
})

const csv = (header: string[], rows: (string | number)[][]): string =>
  [header, ...rows]
    .map((row) =>
      row
        .map((cell) => (/[",\n]/.test(String(cell)) ? `"${String(cell).replaceAll('"', '""')}"` : cell))
        .join(','),
    )
    .join('\r\n') + '\r\n'

write(
  'units.geojson',
  collection('units', [
    ...[street, town.units.find((unit) => unit.code === COMMUNITY)!, ...grids].map((unit) =>
      feature(unit.polygon, {
        code: unit.code,
        name: unit.name,
        level: unit.level,
        parent: unit.parent,
        validFrom: unit.validFrom,
      }),
    ),
  ]),
)
write(
  'buildings.geojson',
  collection(
    'buildings',
    buildings.map((b) =>
      feature(b.footprint, {
        code: b.code,
        name: b.name,
        address: b.address,
        floors: b.floors,
        dwellings: b.dwellings,
      }),
    ),
  ),
)
write(
  'facilities.geojson',
  collection(
    'facilities',
    facilities.map((f) =>
      feature(
        { type: 'Point', coordinates: f.location },
        { id: f.id, name: f.name, kind: f.kind, capacity: f.capacity, address: f.address },
      ),
    ),
  ),
)
write(
  'service-points.geojson',
  collection(
    'service-points',
    town.facilities
      .filter((f) => f.kind === 'canteen')
      .map((f) => feature({ type: 'Point', coordinates: f.location }, { name: f.name, address: f.address })),
  ),
)

const here = [...town.residents()].filter(
  (r) => codes.has(r.building) && (r.validTo === null || r.validTo > TODAY),
)
write(
  'residents.csv',
  csv(
    ['编号', '姓名', '身份证号', '出生日期', '性别', '电话', '楼栋编号', '地址', '户号'],
    here
      .slice(0, RESIDENT_ROWS)
      .map((r) => [
        r.id,
        r.name,
        r.identityNumber,
        r.birthDate,
        r.sex === 'male' ? '男' : '女',
        r.phone,
        r.building,
        `${addressOf.get(r.building) ?? ''}${r.address}`,
        r.household,
      ]),
  ),
)
write(
  'population-counts.csv',
  csv(
    ['code', 'name', 'residents', 'households', 'under15', 'age15to64', 'over64'],
    grids.map((grid) => {
      const own = here.filter((r) => isInside(grid.polygon, entranceOf.get(r.building)!))
      const count = (group: string): number =>
        own.filter((r) => ageGroupOn(r.birthDate, TODAY) === group).length
      return [
        grid.code,
        grid.name,
        own.length,
        new Set(own.map((r) => r.household)).size,
        count('under15'),
        count('age15to64'),
        count('over64'),
      ]
    }),
  ),
)
const own = [...town.issues()].filter((issue) => isInside(area, issue.location)).slice(-ISSUE_ROWS)
write(
  'issues.csv',
  csv(
    ['id', 'class', 'subclass', 'description', 'address', 'reportedAt', 'closedAt', 'state', 'lon', 'lat'],
    own.map((i) => [
      i.id,
      i.class,
      i.subclass,
      i.description,
      i.address,
      i.reportedAt,
      i.closedAt ?? '',
      i.state,
      i.location[0]!,
      i.location[1]!,
    ]),
  ),
)
