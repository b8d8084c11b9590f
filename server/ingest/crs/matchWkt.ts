/**
 * From a .prj text to an EPSG code: by its authority, else by its projection, parameters, ellipsoid and datum words
 * compared with the list of all systems. What matches nothing keeps its own text, which proj4 understands.
 */
import proj4 from 'proj4'
import type { CrsName } from '../readers/types.ts'
import { allEpsgEntries, crsDefinition, type EpsgEntry } from './definitions.ts'

/**
 * What WKT leaves to be understood and proj4 takes otherwise: no latitude of origin means 0 for conic projections,
 * and ESRI's New Zealand grid calls its meridian a longitude of origin.
 */
export function completeWkt(wkt: string): string {
  let text = wkt.trim()
  const add = (name: string, value: string): void => {
    text = text.replace(/(PROJECTION\s*\[[^\]]*\])/i, `$1,PARAMETER["${name}",${value}]`)
  }
  if (
    /PROJECTION\s*\[\s*"(Lambert_Conformal_Conic|Albers)/i.test(text) &&
    !/"latitude_of_(origin|center|false_origin)"/i.test(text)
  )
    add('latitude_of_origin', '0')
  const longitude = /"longitude_of_(?:origin|natural_origin)"\s*,\s*(-?[\d.]+)/i.exec(text)?.[1]
  if (longitude !== undefined && !/"central_meridian"/i.test(text)) add('central_meridian', longitude)
  return text
}

interface Parameters {
  family: string
  /** Degrees and metres. */
  lat0: number
  lon0: number
  parallels: [number, number]
  scale: number
  x0: number
  y0: number
  unitMeters: number
  semiMajor: number
  inverseFlattening: number
}

interface ProjObject {
  projName?: string
  names?: string[]
  lat0?: number
  long0?: number
  lat1?: number
  lat2?: number
  k0?: number
  x0?: number
  y0?: number
  a?: number
  b?: number
  rf?: number
  to_meter?: number
}

const DEGREES = 180 / Math.PI

function familyOf(name: string): string {
  const bare = name.toLowerCase().replace(/[^a-z]/g, '')
  if (/^(longlat|latlong|identity)$/.test(bare)) return 'longlat'
  if (/transversemercator|gausskruger|tmerc|utm/.test(bare)) return 'tmerc'
  if (/lambertconformalconic|^lcc/.test(bare)) return 'lcc'
  if (/stereographic|sterea|stere/.test(bare)) return /polar|^stere$/.test(bare) ? 'stere' : 'sterea'
  if (/newzealandmapgrid|nzmg/.test(bare)) return 'nzmg'
  if (/mercator|merc/.test(bare)) return 'merc'
  if (/albers|aea/.test(bare)) return 'aea'
  return bare
}

function parametersOf(text: string): Parameters | null {
  try {
    const proj = proj4.Proj(text) as unknown as ProjObject
    const family = familyOf(proj.projName ?? '')
    const [lat1, lat2] = [(proj.lat1 ?? 0) * DEGREES, (proj.lat2 ?? proj.lat1 ?? 0) * DEGREES]
    const a = proj.a ?? 0
    const b = proj.b ?? a
    return {
      family,
      lat0: (proj.lat0 ?? 0) * DEGREES,
      lon0: (proj.long0 ?? 0) * DEGREES,
      parallels: family === 'lcc' || family === 'aea' ? [Math.min(lat1, lat2), Math.max(lat1, lat2)] : [0, 0],
      scale: proj.k0 ?? 1,
      x0: proj.x0 ?? 0,
      y0: proj.y0 ?? 0,
      unitMeters: family === 'longlat' ? 1 : (proj.to_meter ?? 1),
      semiMajor: a,
      inverseFlattening: a === b ? 0 : a / (a - b),
    }
  } catch {
    return null
  }
}

const areSame = (p: Parameters, q: Parameters): boolean =>
  p.family === q.family &&
  Math.abs(p.lat0 - q.lat0) < 1e-6 &&
  Math.abs(p.lon0 - q.lon0) < 1e-6 &&
  Math.abs(p.parallels[0] - q.parallels[0]) < 1e-6 &&
  Math.abs(p.parallels[1] - q.parallels[1]) < 1e-6 &&
  Math.abs(p.scale - q.scale) < 1e-9 &&
  Math.abs(p.x0 - q.x0) < 0.01 &&
  Math.abs(p.y0 - q.y0) < 0.01 &&
  Math.abs(p.unitMeters - q.unitMeters) < 1e-9 &&
  Math.abs(p.semiMajor - q.semiMajor) < 1 &&
  Math.abs(p.inverseFlattening - q.inverseFlattening) < 0.01

const NOISE = new Set(['d', 'gcs', 'datum', 'geodetic', 'system', 'ensemble', 'coordinate', 'of', 'the', ''])
const wordsOf = (text: string): Set<string> =>
  new Set(
    text
      .toLowerCase()
      .replace(/epsg id \d+/g, '')
      .split(/[^a-z0-9]+/)
      .filter((word) => !NOISE.has(word)),
  )

const datumWords = (wkt: string): Set<string> =>
  wordsOf(
    (/(?:DATUM|TRF|ENSEMBLE)\s*\[\s*"([^"]*)"/i.exec(wkt)?.[1] ?? '').replace(
      /world[ _]geodetic[ _]system[ _]/i,
      'wgs ',
    ),
  )

function likeness(one: Set<string>, other: Set<string>): number {
  const common = [...one].filter((word) => other.has(word)).length
  return common / Math.max(1, new Set([...one, ...other]).size)
}

/** A quick look at the definition's text, before proj4 reads it in full. */
function mayMatch(entry: EpsgEntry, wanted: Parameters): boolean {
  const text = entry.proj4
  if (!text) return false
  const family = /\+proj=(\w+)/.exec(text)?.[1]
  if (!family || familyOf(family) !== wanted.family) return false
  const zone = /\+zone=(\d+)/.exec(text)?.[1]
  const lon0 = zone ? Number(zone) * 6 - 183 : Number(/\+lon_0=(-?[\d.]+)/.exec(text)?.[1] ?? 0)
  return Math.abs(lon0 - wanted.lon0) < 1e-5
}

/** The outermost authority of a WKT 1 or 2 text. */
const authorityCode = (wkt: string): string | undefined =>
  /(?:AUTHORITY|ID)\s*\[\s*"EPSG"\s*,\s*"?(\d+)"?\s*\]\s*\]\s*$/i.exec(wkt)?.[1]

/**
 * @param wkt  the text of a .prj, or of a GeoPackage's definition
 * @returns `EPSG:n`, else the text itself when proj4 reads it, else null
 */
export function matchWkt(wkt: string): CrsName | null {
  const text = completeWkt(wkt)
  const code = authorityCode(text)
  if (code && crsDefinition(`EPSG:${code}`)) return `EPSG:${code}`
  if (/^(LOCAL_CS|ENGCRS|ENGINEERINGCRS)/i.test(text)) return null
  // ESRI's own name for the sphere of web maps
  if (/Mercator_Auxiliary_Sphere|Popular.Visualisation.Pseudo/i.test(text)) return 'EPSG:3857'
  const wanted = parametersOf(text)
  if (!wanted) return null
  const datum = datumWords(text)
  const isGeographic = wanted.family === 'longlat'
  let best: { code: number; score: number } | null = null
  for (const entry of allEpsgEntries()) {
    if (isGeographic ? entry.kind !== 'CRS-GEOGCRS' : entry.kind !== 'CRS-PROJCRS') continue
    if (!mayMatch(entry, wanted)) continue
    const score = likeness(datum, datumWords(entry.wkt ?? ''))
    if (score < 0.4 || (best && score < best.score)) continue
    const found = parametersOf(entry.proj4!.replace(/\+nadgrids=\S+/, ''))
    if (!found || !areSame(wanted, found)) continue
    const codeNumber = Number(entry.code)
    if (!best || score > best.score || codeNumber < best.code) best = { code: codeNumber, score }
  }
  return best ? `EPSG:${best.code}` : text
}
