/**
 * Which columns of a table hold places: pairs of coordinates by their names in Chinese and English,
 * a WKT column by its values, an address by its name. A pair's name may also say its coordinate system.
 */
import type { SourceValue } from '../types.ts'

export interface PointColumns {
  x: string
  y: string
  /** Said by the name: `gcj02`, `bd09`, `EPSG:4326`; null when it says nothing. */
  crs: string | null
}

export interface PlaceColumns {
  /** The best pair first. */
  points: PointColumns[]
  wkt: string | null
  address: string | null
}

/** The two words of a pair, plainer ones first. */
const PAIRS: [x: string, y: string][] = [
  ['经度', '纬度'],
  ['經度', '緯度'],
  ['longitude', 'latitude'],
  ['lng', 'lat'],
  ['lon', 'lat'],
  ['long', 'lat'],
  ['东经', '北纬'],
  ['東經', '北緯'],
  ['经纬度x', '经纬度y'],
  ['經緯度x', '經緯度y'],
  ['坐标x', '坐标y'],
  ['座標x', '座標y'],
  ['x坐标', 'y坐标'],
  ['x座標', 'y座標'],
  ['横坐标', '纵坐标'],
  ['橫坐標', '縱坐標'],
  ['easting', 'northing'],
  ['pointx', 'pointy'],
  ['coordx', 'coordy'],
  ['xcoordinate', 'ycoordinate'],
  ['xcoord', 'ycoord'],
  ['x', 'y'],
]

const SYSTEM_WORDS: [RegExp, string][] = [
  [/gcj[-_]?(02)?|火星(坐标)?|高德|amap/i, 'gcj02'],
  [/bd[-_]?09(ll)?|^bd_?(?=[xy]$|l)|百度|baidu/i, 'bd09'],
  [/wgs[-_]?(84)?|gps/i, 'EPSG:4326'],
  [/cgcs[-_]?(2000)?|国家2000|大地/i, 'EPSG:4490'],
]

/** The system that a name speaks of, and the name without it. */
function splitSystem(name: string): { crs: string | null; rest: string } {
  const text = name.toLowerCase()
  for (const [pattern, system] of SYSTEM_WORDS) {
    const match = pattern.exec(text)
    if (match) return { crs: system, rest: text.replace(match[0], '') }
  }
  return { crs: null, rest: text }
}

/** What is left of a name when a pair's word is taken out; null when the word is not in it. */
function stemWithout(rest: string, word: string): { stem: string; isExact: boolean } | null {
  const bare = rest.replace(/[\s_\-.()()【】[\]::°/]/g, '')
  if (bare === word) return { stem: '', isExact: true }
  if (/latlong|latlng|lnglat|lonlat/.test(bare)) return null
  // short words count only between marks: `geo_lat`, never `plate`
  if (/^[a-z]{1,4}$/.test(word)) {
    const parts = rest.split(/[\s_\-.()()]+/)
    const at = parts.indexOf(word)
    return at < 0 ? null : { stem: parts.toSpliced(at, 1).join('_'), isExact: false }
  }
  return bare.includes(word) ? { stem: bare.replace(word, ''), isExact: false } : null
}

/** A coordinate as people write it: spaces, full-width digits, a decimal comma, degrees-minutes-seconds, E/N marks. */
export function parseCoordinate(value: SourceValue): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value !== 'string') return null
  if (/^[+-]?\d+\.?\d*$/.test(value)) return Number(value)
  const text = value.normalize('NFKC').trim()
  if (/^[+-]?\d+(\.\d*)?([eE][+-]?\d+)?$/.test(text)) return Number(text)
  if (/^[+-]?\d{1,3},\d+$/.test(text)) return Number(text.replace(',', '.'))
  const parts =
    /^([EWNS东西南北東]?)[经纬經緯]?\s*(\d{1,3}(?:\.\d+)?)\s*[°度]\s*(?:(\d{1,2}(?:\.\d+)?)\s*['′分’])?\s*(?:(\d{1,2}(?:\.\d+)?)\s*(?:["秒”]|''|′′))?\s*([EWNS]?)$/i.exec(
      text,
    )
  if (!parts) return null
  const degrees = Number(parts[2]) + Number(parts[3] ?? 0) / 60 + Number(parts[4] ?? 0) / 3600
  return /[WSws西南]/.test(parts[1]! + parts[5]!) ? -degrees : degrees
}

const WKT_START =
  /^\s*(SRID=\d+;)?\s*(MULTI)?(POINT|LINESTRING|POLYGON|GEOMETRYCOLLECTION)\s*(Z|M|ZM)?\s*(\(|EMPTY)/i

/**
 * @param names  the columns
 * @param rows  some rows, as name to value
 */
export function findPlaceColumns(names: string[], rows: Record<string, SourceValue>[]): PlaceColumns {
  const valuesOf = (name: string): string[] =>
    rows
      .map((row) => row[name])
      .filter((value) => value !== null && value !== undefined && value !== '')
      .map(String)
  const wkt =
    names.find((name) => {
      const values = valuesOf(name)
      return (
        values.length > 0 && values.filter((value) => WKT_START.test(value)).length >= values.length * 0.8
      )
    }) ?? null
  const points: (PointColumns & { rank: number })[] = []
  const split = names.map((name) => ({ name, ...splitSystem(name) }))
  PAIRS.forEach(([xWord, yWord], rank) => {
    for (const x of split)
      for (const y of split) {
        if (x === y || x.crs !== y.crs || points.some((point) => point.x === x.name || point.y === y.name))
          continue
        const xStem = stemWithout(x.rest, xWord)
        const yStem = stemWithout(y.rest, yWord)
        if (!xStem || !yStem || xStem.stem !== yStem.stem) continue
        // names that promise coordinates over cells that hold words: not this pair
        const values = [...valuesOf(x.name), ...valuesOf(y.name)]
        const readable = values.filter((value) => parseCoordinate(value) !== null)
        if (readable.length < values.length * 0.5) continue
        points.push({ x: x.name, y: y.name, crs: x.crs, rank: rank + (xStem.isExact ? 0 : 100) })
      }
  })
  // pairs that need no conversion first, then plainer names
  const order = (point: PointColumns & { rank: number }): number =>
    (point.crs === 'gcj02' || point.crs === 'bd09' ? 1000 : 0) + point.rank
  points.sort((a, b) => order(a) - order(b))
  const address = names.find((name) => /地址|住址|位置|座落|坐落|^addr|address|street/i.test(name)) ?? null
  return { points: points.map(({ x, y, crs }) => ({ x, y, crs })), wkt, address }
}
