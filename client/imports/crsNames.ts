/** Coordinate systems by name: the few that are met in practice, and the Gauss-Krüger zones of China by rule. */
import { i18n } from '../i18n/i18n.ts'

/** The common ones, in the order they are offered. */
const COMMON: Record<string, { zh: string; en: string }> = {
  'EPSG:4326': { zh: 'WGS 84 经纬度', en: 'WGS 84 longitude, latitude' },
  'EPSG:4490': { zh: 'CGCS2000 经纬度', en: 'CGCS2000 longitude, latitude' },
  gcj02: { zh: 'GCJ-02 火星坐标（高德、腾讯）', en: 'GCJ-02 (most commercial maps)' },
  bd09: { zh: 'BD-09 百度坐标', en: 'BD-09 (Baidu)' },
  'EPSG:3857': { zh: 'Web 墨卡托', en: 'Web Mercator' },
}
export const COMMON_SYSTEMS = Object.keys(COMMON)

export const DATUMS = ['CGCS2000', 'Xian 1980', 'Beijing 1954'] as const
export type Datum = (typeof DATUMS)[number]
export type ZoneWidth = 3 | 6

/** First EPSG code of each run of zones: with the zone number in the easting, and without. */
const FIRST: Record<Datum, Record<ZoneWidth, readonly [prefixed: number, plain: number]>> = {
  CGCS2000: { 3: [4513, 4534], 6: [4491, 4502] },
  'Xian 1980': { 3: [2349, 2370], 6: [2327, 2338] },
  'Beijing 1954': { 3: [2401, 2422], 6: [21413, 21453] },
}
const zoneCount = (width: ZoneWidth): number => (width === 3 ? 21 : 11)

export interface Zone {
  zone: number
  meridian: number
}

export const zonesOf = (width: ZoneWidth): Zone[] =>
  Array.from({ length: zoneCount(width) }, (_, index) => ({
    zone: (width === 3 ? 25 : 13) + index,
    meridian: 75 + index * width,
  }))

export function zoneCode(datum: Datum, width: ZoneWidth, zone: number, isPrefixed: boolean): string {
  const [prefixed, plain] = FIRST[datum][width]
  return `EPSG:${String((isPrefixed ? prefixed : plain) + zone - (width === 3 ? 25 : 13))}`
}

function zoneName(code: number): string | null {
  for (const datum of DATUMS) {
    for (const width of [3, 6] as const) {
      for (const [index, first] of FIRST[datum][width].entries()) {
        const place = code - first
        if (place < 0 || place >= zoneCount(width)) continue
        const { zone, meridian } = zonesOf(width)[place]!
        if (i18n.locale === 'en') {
          return `${datum} Gauss-Krüger ${String(width)}°, ${index === 0 ? `zone ${String(zone)}` : `CM ${String(meridian)}°E`}`
        }
        return `${datum} 高斯-克吕格 ${String(width)} 度${index === 0 ? `第 ${String(zone)} 带` : `带，中央经线 ${String(meridian)}°E`}`
      }
    }
  }
  return null
}

/** What a person reads; the code stands beside it, since that is what they compare. */
export function crsName(crs: string): string {
  const common = COMMON[crs]
  const name = common && (i18n.locale === 'en' ? common.en : common.zh)
  const code = /^EPSG:(\d+)$/.exec(crs)?.[1]
  if (!code) return name ?? (/^\s*\+proj=/.test(crs) ? crs.replace(/\s*\+no_defs.*/, '') : crs.slice(0, 60))
  const long = name ?? zoneName(Number(code))
  return long ? `${long}（${crs}）` : crs
}

export interface CityGrid {
  meridian: number
  latitude: number
  easting: number
  northing: number
  scale: number
  ellipsoid: 'GRS80' | 'IAU76' | 'krass'
}

/** A city's own grid: a transverse Mercator of its own origin. */
export const cityGridText = (grid: CityGrid): string =>
  `+proj=tmerc +lat_0=${String(grid.latitude)} +lon_0=${String(grid.meridian)} +k=${String(grid.scale)} ` +
  `+x_0=${String(grid.easting)} +y_0=${String(grid.northing)} +ellps=${grid.ellipsoid} +units=m +no_defs`
