/**
 * What a coordinate system's name means: its proj4 definition, its unit and its area.
 * Chinese zones come by rule, all other EPSG codes from the `epsg-index` package, read one by one when asked for.
 */
import { createRequire } from 'node:module'
import proj4 from 'proj4'
import type { CrsName } from '../readers/types.ts'
import { chinaZoneOf, chinaZoneProj4, chinaZoneTitle } from './chinaZones.ts'

export interface CrsDefinition {
  name: CrsName
  title: string
  /** Anything proj4 takes; null for the shifted Chinese systems, which have their own inverse. */
  proj4: string | null
  isGeographic: boolean
  /** West, south, east, north in degrees; null when not known. */
  area: [number, number, number, number] | null
  /** The way from its datum to WGS 84 is known to some tens of metres only. */
  hasRoughDatum: boolean
}

export interface EpsgEntry {
  code: string
  kind: string
  name: string
  wkt: string | null
  proj4: string | null
  /** North, west, south, east. */
  bbox: [number, number, number, number] | null
}

const require = createRequire(import.meta.url)

function readEpsg(code: number): EpsgEntry | null {
  try {
    return require(`epsg-index/s/${code}.json`) as EpsgEntry
  } catch {
    return null
  }
}

/** All entries, for matching; about 8 MB, read once when a .prj names no code. */
export const allEpsgEntries = (): EpsgEntry[] =>
  Object.values(require('epsg-index/all.json') as Record<string, EpsgEntry>)

const CHINA: CrsDefinition['area'] = [72, 0, 138, 56]

function epsgDefinition(name: string, code: number): CrsDefinition | null {
  const zone = chinaZoneOf(code)
  if (zone)
    return {
      name,
      title: chinaZoneTitle(zone),
      proj4: chinaZoneProj4(zone),
      isGeographic: false,
      area: [zone.centralMeridian - zone.widthDegrees, 3, zone.centralMeridian + zone.widthDegrees, 56],
      hasRoughDatum: zone.datum !== 'CGCS2000',
    }
  const entry = readEpsg(code)
  if (!entry?.proj4 || !/^CRS-(PROJ|GEOG|BOUND|DERIVED)/.test(entry.kind)) return null
  // shift grids are not shipped: without them the datum is only roughly right, and proj4 complains at every use
  const needsGrid = /\+nadgrids=(?!@null)\S+/.test(entry.proj4)
  const [north, west, south, east] = entry.bbox ?? [90, -180, -90, 180]
  return {
    name,
    title: entry.name,
    proj4: entry.proj4.replace(/\+nadgrids=(?!@null)\S+/, ''),
    isGeographic: /\+proj=(longlat|latlong)/.test(entry.proj4),
    // an area over the 180° meridian, or a pole in the wrong order, says nothing here
    area: west < east && south < north ? [west, south, east, north] : null,
    hasRoughDatum: needsGrid || code === 4610 || code === 4214,
  }
}

function textDefinition(name: string): CrsDefinition | null {
  try {
    const projection = proj4.Proj(name) as unknown as { projName?: string; title?: string; name?: string }
    const title = /^\s*\w+\s*\[\s*"([^"]*)"/.exec(name)?.[1] ?? projection.title ?? name
    return {
      name,
      title,
      proj4: name,
      isGeographic: /longlat/.test(projection.projName ?? ''),
      area: null,
      hasRoughDatum: false,
    }
  } catch {
    return null
  }
}

const cache = new Map<string, CrsDefinition | null>()

/**
 * @param name  `EPSG:4547`, `gcj02`, `bd09`, a proj4 string or a WKT
 * @returns null when it is not known
 */
export function crsDefinition(name: CrsName): CrsDefinition | null {
  const known = cache.get(name)
  if (known !== undefined) return known
  const code = /^EPSG:(\d{4,6})$/i.exec(name)?.[1]
  let definition: CrsDefinition | null
  if (name === 'gcj02' || name === 'bd09')
    definition = {
      name,
      title: name === 'gcj02' ? 'GCJ-02' : 'BD-09',
      proj4: null,
      isGeographic: true,
      area: CHINA,
      hasRoughDatum: false,
    }
  else if (code) definition = epsgDefinition(`EPSG:${code}`, Number(code))
  else definition = /^\s*(\+proj=|\w+\s*\[)/.test(name) ? textDefinition(name) : null
  if (cache.size > 500) cache.clear()
  cache.set(name, definition)
  return definition
}
