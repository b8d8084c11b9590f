/**
 * The Gauss-Krüger zones of China by rule: datum, 3 or 6 degrees, with or without the zone number in the false easting.
 * Codes run on by zone: 3-degree zones 25-45 (75°E-135°E), 6-degree zones 13-23 (75°E-135°E). Source: EPSG data set;
 * the unit test compares every code with the published list.
 */
export type ChinaDatum = 'CGCS2000' | 'Xian 1980' | 'Beijing 1954'

export interface ChinaZone {
  code: number
  datum: ChinaDatum
  widthDegrees: 3 | 6
  zone: number
  /** Degrees east. */
  centralMeridian: number
  hasZoneNumber: boolean
}

const FIRST_CODES: [datum: ChinaDatum, width: 3 | 6, hasZoneNumber: boolean, firstCode: number][] = [
  ['CGCS2000', 3, true, 4513],
  ['CGCS2000', 3, false, 4534],
  ['CGCS2000', 6, true, 4491],
  ['CGCS2000', 6, false, 4502],
  ['Xian 1980', 3, true, 2349],
  ['Xian 1980', 3, false, 2370],
  ['Xian 1980', 6, true, 2327],
  ['Xian 1980', 6, false, 2338],
  ['Beijing 1954', 3, true, 2401],
  ['Beijing 1954', 3, false, 2422],
  ['Beijing 1954', 6, true, 21413],
  ['Beijing 1954', 6, false, 21453],
]

/** Beijing 1954 by the one published set of parameters; Xi'an 1980 has none and is taken as it is. */
const DATUM_PROJ4: Record<ChinaDatum, string> = {
  CGCS2000: '+ellps=GRS80',
  'Xian 1980': '+a=6378140 +rf=298.257',
  'Beijing 1954': '+ellps=krass +towgs84=15.8,-154.4,-82.3,0,0,0,0',
}

const zoneCount = (width: 3 | 6): number => (width === 3 ? 21 : 11)

/** All zones of one kind. */
export function chinaZones(datum: ChinaDatum, widthDegrees: 3 | 6, hasZoneNumber: boolean): ChinaZone[] {
  const row = FIRST_CODES.find(
    ([d, width, numbered]) => d === datum && width === widthDegrees && numbered === hasZoneNumber,
  )!
  return Array.from({ length: zoneCount(widthDegrees) }, (_, index) => ({
    code: row[3] + index,
    datum,
    widthDegrees,
    zone: (widthDegrees === 3 ? 25 : 13) + index,
    centralMeridian: 75 + index * widthDegrees,
    hasZoneNumber,
  }))
}

/** The zone of an EPSG code, or null when it is none of them. */
export function chinaZoneOf(code: number): ChinaZone | null {
  for (const [datum, width, hasZoneNumber, first] of FIRST_CODES)
    if (code >= first && code < first + zoneCount(width))
      return chinaZones(datum, width, hasZoneNumber)[code - first]!
  return null
}

/** The proj4 definition of a zone. */
export function chinaZoneProj4(zone: ChinaZone): string {
  const falseEasting = zone.hasZoneNumber ? zone.zone * 1_000_000 + 500_000 : 500_000
  return `+proj=tmerc +lat_0=0 +lon_0=${zone.centralMeridian} +k=1 +x_0=${falseEasting} +y_0=0 ${DATUM_PROJ4[zone.datum]} +units=m +no_defs`
}

/** The name of a zone as the EPSG data set has it. */
export function chinaZoneTitle(zone: ChinaZone): string {
  const width = zone.widthDegrees === 3 ? '3-degree Gauss-Kruger' : 'Gauss-Kruger'
  return `${zone.datum} / ${width} ${zone.hasZoneNumber ? `zone ${zone.zone}` : `CM ${zone.centralMeridian}E`}`
}
