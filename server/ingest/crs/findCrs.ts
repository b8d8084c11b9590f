/**
 * Which coordinate system a layer is in: what it declares, held against the numbers it has.
 * Where the two disagree, or nothing is declared and the numbers are no degrees, the answer is `null`:
 * the user must choose, and nothing is drawn before (RB-23).
 */
import type { CrsFinding, CrsName } from '../readers/types.ts'
import type { CrsWarningKey } from '../messages.ts'
import { chinaZones, type ChinaDatum } from './chinaZones.ts'
import { crsDefinition } from './definitions.ts'
import { makeTransform } from './makeTransform.ts'
import { matchWkt } from './matchWkt.ts'

export interface CrsDeclaration {
  /** `wkt`: .prj and the like; `urn`: GeoJSON's `crs`; `name`: one of our own names; `none`: declared to be unknown. */
  kind: 'wkt' | 'urn' | 'name' | 'none'
  text: string
}

export interface CrsEvidence {
  declared: CrsDeclaration | null
  /** What the format says when nothing is declared (GeoJSON: EPSG:4326). */
  byFormat: CrsName | null
  /** Positions of the first rows, as stored. */
  positions: [number, number][]
  /** Some points are at 0,0. */
  hasZeroPoints?: boolean
  /** Longitude and latitude of where the data should lie, if known: puts the likeliest zone first. */
  near?: [number, number]
}

type XY = [number, number]

const share = (positions: XY[], test: (x: number, y: number) => boolean): number =>
  positions.length === 0 ? 0 : positions.filter(([x, y]) => test(x, y)).length / positions.length

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0

const isInChina = (x: number, y: number): boolean => x >= 73 && x <= 136 && y >= 15 && y <= 55
/** Where maps are published in GCJ-02: not in Taiwan, Hong Kong and Macao. */
const isShiftedLand = (x: number, y: number): boolean =>
  isInChina(x, y) &&
  !(x > 119.3 && x < 122.5 && y > 21.5 && y < 25.5) &&
  !(x > 113.5 && x < 114.45 && y > 22.1 && y < 22.52)

/** Degrees, but with the latitude first. */
function looksSwapped(positions: XY[]): boolean {
  return (
    share(positions, (x, y) => Math.abs(x) <= 90 && Math.abs(y) > 90 && Math.abs(y) <= 180) > 0.5 ||
    share(positions, (x, y) => isInChina(y, x)) > 0.8
  )
}

/** A system name of GeoJSON's `crs` member, in any of the forms in use. */
export function crsOfUrn(text: string): CrsName | null {
  if (/CRS:?84$|OGC.*CRS84/i.test(text)) return 'EPSG:4326'
  const code = /EPSG(?:.*[:/#]|:?)(\d{4,6})$/i.exec(text)?.[1]
  return code && crsDefinition(`EPSG:${code}`) ? `EPSG:${code}` : null
}

function resolve(declared: CrsDeclaration): CrsName | null {
  if (declared.kind === 'wkt') return matchWkt(declared.text)
  if (declared.kind === 'urn') return crsOfUrn(declared.text)
  if (declared.kind === 'name') return crsDefinition(declared.text) ? declared.text : null
  return null
}

const DATUMS: ChinaDatum[] = ['CGCS2000', 'Xian 1980', 'Beijing 1954']

/** Systems in which these metres would lie in China, the likelier ones first. */
function projectedCandidates(
  positions: XY[],
  near?: [number, number],
): { candidates: CrsName[]; isSwapped: boolean } {
  const x = median(positions.map((p) => p[0]))
  const y = median(positions.map((p) => p[1]))
  const isNorthing = (v: number): boolean => v > 1_600_000 && v < 6_300_000
  const isPlainEasting = (v: number): boolean => v > 50_000 && v < 950_000
  const isNumberedEasting = (v: number): boolean => v > 13_000_000 && v < 46_000_000
  const isSwapped = isNorthing(x) && (isPlainEasting(y) || isNumberedEasting(y))
  const [east, north] = isSwapped ? [y, x] : [x, y]
  const candidates: CrsName[] = []
  const add = (code: number): void => void candidates.push(`EPSG:${code}`)
  if (!isSwapped && east > 8_000_000 && east < 15_200_000 && north > 1_800_000 && north < 7_300_000) add(3857)
  if (isNumberedEasting(east) && isNorthing(north)) {
    const zone = Math.floor(east / 1_000_000)
    for (const datum of DATUMS)
      for (const width of [3, 6] as const)
        for (const found of chinaZones(datum, width, true)) if (found.zone === zone) add(found.code)
  }
  if (isPlainEasting(east) && isNorthing(north)) {
    const meridian = near?.[0] ?? 115.5
    const zones = chinaZones('CGCS2000', 3, false).toSorted(
      (a, b) => Math.abs(a.centralMeridian - meridian) - Math.abs(b.centralMeridian - meridian),
    )
    for (const found of zones) add(found.code)
    if (east < 400_000 && north > 2_400_000 && north < 2_850_000) add(3826)
  }
  if (share(positions, (px, py) => px > 790_000 && px < 880_000 && py > 790_000 && py < 860_000) > 0.5)
    add(2326)
  return { candidates, isSwapped }
}

const geographicCandidates = (positions: XY[]): CrsName[] =>
  share(positions, isInChina) > 0.5 || share(positions, (x, y) => isInChina(y, x)) > 0.5
    ? ['EPSG:4326', 'gcj02', 'bd09']
    : ['EPSG:4326']

/** Whether most positions, taken in this system, lie where the system is used. */
function liesInArea(crs: CrsName, positions: XY[]): boolean | null {
  const definition = crsDefinition(crs)
  if (!definition?.area || positions.length === 0) return null
  const [west, south, east, north] = definition.area
  const transform = makeTransform(crs)
  const margin = 1
  const inside = share(positions, (x, y) => {
    const [lon, lat] = transform(x, y)
    return lon >= west - margin && lon <= east + margin && lat >= south - margin && lat <= north + margin
  })
  return inside > 0.5
}

/** Data on both sides of the 180° meridian: a box around it would go around the world. */
function spansAntimeridian(crs: CrsName, positions: XY[]): boolean {
  const transform = makeTransform(crs)
  const lons = positions.map(([x, y]) => transform(x, y)[0])
  return lons.some((lon) => lon > 150) && lons.some((lon) => lon < -150)
}

/** Declared or guessed system of a layer, with doubts and what to offer instead. */
export function findCrs(evidence: CrsEvidence): CrsFinding {
  const warnings: CrsWarningKey[] = []
  const placed = evidence.positions.filter(([x, y]) => x !== 0 || y !== 0)
  if (evidence.hasZeroPoints) warnings.push('crs.warning.zeroPoints')
  const areMeters = share(placed, (x, y) => Math.abs(x) > 181 || Math.abs(y) > 181) > 0.5
  const unknown = (candidates: CrsName[], ...more: CrsWarningKey[]): CrsFinding => ({
    crs: null,
    source: 'unknown',
    warnings: [...new Set([...more, ...warnings])],
    candidates,
  })

  const declared = evidence.declared ? resolve(evidence.declared) : null
  const isDeclaredUnknown = evidence.declared !== null && declared === null
  const crs = declared ?? (evidence.declared ? null : evidence.byFormat)
  const definition = crs ? crsDefinition(crs) : null

  if (!crs || !definition) {
    if (placed.length === 0) return { crs: null, source: 'unknown', warnings, candidates: ['EPSG:4326'] }
    if (isDeclaredUnknown && evidence.declared!.kind !== 'none') warnings.push('crs.warning.declaredUnknown')
    else warnings.push('crs.warning.notDeclared')
    if (areMeters) {
      const { candidates, isSwapped } = projectedCandidates(placed, evidence.near)
      if (isSwapped) warnings.push('crs.warning.swapped')
      return unknown(candidates, 'crs.warning.looksProjected')
    }
    if (isDeclaredUnknown) return unknown(geographicCandidates(placed))
    if (looksSwapped(placed)) warnings.push('crs.warning.swapped')
    if (share(placed, isShiftedLand) > 0.5) warnings.push('crs.warning.maybeShifted')
    return { crs: 'EPSG:4326', source: 'guessed', warnings, candidates: geographicCandidates(placed) }
  }

  const source = declared ? 'declared' : 'format'
  if (definition.isGeographic && areMeters) {
    const { candidates, isSwapped } = projectedCandidates(placed, evidence.near)
    if (isSwapped) warnings.push('crs.warning.swapped')
    return unknown(candidates, 'crs.warning.looksProjected')
  }
  if (!definition.isGeographic && placed.length > 0) {
    const areDegrees = share(placed, (x, y) => Math.abs(x) <= 180 && Math.abs(y) <= 180) > 0.9
    if (areDegrees && liesInArea(crs, placed) !== true)
      return unknown(['EPSG:4326', crs], 'crs.warning.looksGeographic')
    if (liesInArea(crs, placed) === false)
      warnings.push(
        liesInArea(
          crs,
          placed.map(([x, y]) => [y, x]),
        )
          ? 'crs.warning.swapped'
          : 'crs.warning.outOfArea',
      )
  }
  if (definition.isGeographic) {
    if (looksSwapped(placed)) warnings.push('crs.warning.swapped')
    else if (share(placed, (x, y) => Math.abs(x) > 180 || Math.abs(y) > 90) > 0)
      warnings.push('crs.warning.outOfRange')
    if (source === 'format' && share(placed, isShiftedLand) > 0.5) warnings.push('crs.warning.maybeShifted')
  }
  if (spansAntimeridian(crs, placed)) warnings.push('crs.warning.antimeridian')
  if (definition.hasRoughDatum) warnings.push('crs.warning.datumShift')
  const candidates = [
    crs,
    ...(definition.isGeographic ? geographicCandidates(placed) : []).filter((other) => other !== crs),
  ]
  return { crs, source, warnings, candidates }
}
