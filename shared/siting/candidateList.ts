/**
 * A list of rooms or sites from a file or the clipboard: CSV (also with tabs or semicolons) or GeoJSON points. Rows that
 * cannot be used are named with their field and left out; the others are taken.
 */
import { type Candidate, placeKey } from './candidates.ts'

export const LIST_FIELDS = ['name', 'lon', 'lat', 'cost', 'capacity', 'fixed'] as const
export type ListField = (typeof LIST_FIELDS)[number]

export interface RowFault {
  /** As the reader counts: the header is row 1; of GeoJSON the feature's number. */
  row: number
  field: ListField | 'geometry'
  found: string
  expected: 'lon' | 'lat' | 'swapped' | 'positive' | 'fixed' | 'point' | 'once'
}

export interface CandidateList {
  candidates: Candidate[]
  faults: RowFault[]
}

/** The whole is no list; the fault says why. */
export class NoList extends Error {
  constructor(
    readonly why: 'empty' | 'header' | 'json' | 'tooMany',
    readonly found: string,
  ) {
    super(`${why}: ${found}`)
  }
}

export const MOST_LISTED = 5000
const MOST_MONEY = 1e9

const NAMES: Readonly<Record<ListField, readonly string[]>> = {
  name: ['name', '名称', '名字', '地点', '房屋', '地址', 'address'],
  lon: ['lon', 'lng', 'longitude', 'x', '经度'],
  lat: ['lat', 'latitude', 'y', '纬度'],
  cost: ['cost', 'price', '造价', '费用', '成本', '租金'],
  capacity: ['capacity', 'places', '容量', '可服务人数', '床位'],
  fixed: ['fixed', 'choice', '必选', '取舍'],
}

/** `must` or `never`, in either language; empty where it is to be decided. */
const FIXED: Readonly<Record<string, 1 | -1>> = {
  must: 1,
  '1': 1,
  必选: 1,
  是: 1,
  never: -1,
  '-1': -1,
  不选: -1,
  否: -1,
}

/** Cells of a table, quotes and line ends as in RFC 4180. */
export function cellsOf(text: string): string[][] {
  const head = text.slice(0, text.search(/\r|\n|$/))
  const delimiter = [',', '\t', ';'].reduce((best, one) =>
    head.split(one).length > head.split(best).length ? one : best,
  )
  const rows: string[][] = []
  let [row, cell, isQuoted]: [string[], string, boolean] = [[], '', false]
  const endRow = (): void => {
    rows.push([...row, cell])
    row = []
    cell = ''
  }
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]!
    if (isQuoted) {
      if (sign !== '"') cell += sign
      else if (text[at + 1] === '"') cell += text[++at]!
      else isQuoted = false
    } else if (sign === '"' && cell === '') isQuoted = true
    else if (sign === delimiter) {
      row.push(cell)
      cell = ''
    } else if (sign === '\n' || sign === '\r') {
      if (sign === '\r' && text[at + 1] === '\n') at++
      endRow()
    } else cell += sign
  }
  if (cell !== '' || row.length > 0) endRow()
  return rows
}

type Fields = Partial<Record<ListField, string>>

/** Reads rows one by one, and keeps what is wrong with them. */
class Reader {
  readonly list: CandidateList = { candidates: [], faults: [] }
  private readonly rowOf = new Map<string, number>()

  take(row: number, fields: Fields): void {
    const faults: RowFault[] = []
    const [lon, lat] = [numberOf(fields.lon), numberOf(fields.lat)]
    const isLon = lon !== null && Math.abs(lon) <= 180
    const isLat = lat !== null && Math.abs(lat) <= 90
    if (!isLat && isLon && lat !== null && Math.abs(lat) <= 180 && Math.abs(lon) <= 90)
      faults.push({ row, field: 'lat', found: fields.lat ?? '', expected: 'swapped' })
    else {
      if (!isLon) faults.push({ row, field: 'lon', found: fields.lon ?? '', expected: 'lon' })
      if (!isLat) faults.push({ row, field: 'lat', found: fields.lat ?? '', expected: 'lat' })
    }
    const positive = (field: 'cost' | 'capacity'): number | null => {
      const text = fields[field] ?? ''
      if (text === '') return null
      const number = numberOf(text)
      if (number !== null && number >= 0 && number <= MOST_MONEY) return number
      faults.push({ row, field, found: text, expected: 'positive' })
      return null
    }
    const [cost, capacity] = [positive('cost'), positive('capacity')]
    const said = (fields.fixed ?? '').toLowerCase()
    const fixed = Object.hasOwn(FIXED, said) ? FIXED[said] : undefined
    if (said !== '' && said !== '0' && fixed === undefined)
      faults.push({ row, field: 'fixed', found: said, expected: 'fixed' })
    this.list.faults.push(...faults)
    if (faults.length > 0) return
    const candidate: Candidate = {
      lon: lon!,
      lat: lat!,
      ...(fields.name && { name: fields.name }),
      ...(fixed && { fixed }),
      ...(cost !== null && { cost }),
      ...(capacity !== null && { capacity }),
    }
    const before = this.rowOf.get(placeKey(candidate))
    if (before !== undefined) {
      this.list.faults.push({ row, field: 'lon', found: String(before), expected: 'once' })
      return
    }
    this.rowOf.set(placeKey(candidate), row)
    this.list.candidates.push(candidate)
  }
}

const numberOf = (text: string | undefined): number | null =>
  text !== undefined && /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : null

/** @throws NoList */
export function readCandidates(text: string): CandidateList {
  const plain = text.replace(/^\uFEFF/, '')
  if (plain.trim() === '') throw new NoList('empty', '')
  return plain.trimStart().startsWith('{') ? fromGeoJson(plain) : fromCells(cellsOf(plain))
}

function fromCells([head, ...rows]: string[][]): CandidateList {
  const names = head!.map((one) => one.trim().toLowerCase())
  const columnOf = (field: ListField): number => names.findIndex((name) => NAMES[field].includes(name))
  const columns = LIST_FIELDS.map((field) => [field, columnOf(field)] as const).filter(([, at]) => at >= 0)
  if (columnOf('lon') < 0 || columnOf('lat') < 0) throw new NoList('header', head!.join(',').slice(0, 80))
  if (rows.length > MOST_LISTED) throw new NoList('tooMany', String(rows.length))
  const reader = new Reader()
  rows.forEach((cells, at) => {
    if (cells.every((cell) => cell.trim() === '')) return
    reader.take(
      at + 2,
      Object.fromEntries(columns.map(([field, column]) => [field, (cells[column] ?? '').trim()])),
    )
  })
  return reader.list
}

interface Json {
  features?: unknown
  geometry?: { type?: unknown; coordinates?: unknown } | null
  properties?: Record<string, unknown> | null
}

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : ''

function fromGeoJson(text: string): CandidateList {
  let json: Json
  try {
    json = JSON.parse(text) as Json
  } catch (error) {
    throw new NoList('json', (error as Error).message)
  }
  const features = Array.isArray(json.features)
    ? (json.features as Json[])
    : 'geometry' in json
      ? [json]
      : null
  if (!features) throw new NoList('json', Object.keys(json).join(', ').slice(0, 80))
  if (features.length > MOST_LISTED) throw new NoList('tooMany', String(features.length))
  const reader = new Reader()
  features.forEach((feature, at) => {
    const { geometry, properties } = feature ?? {}
    if (geometry?.type !== 'Point' || !Array.isArray(geometry.coordinates)) {
      const found = textOf(geometry?.type)
      reader.list.faults.push({ row: at + 1, field: 'geometry', found, expected: 'point' })
      return
    }
    const [lon, lat] = geometry.coordinates as unknown[]
    const said: Fields = {}
    for (const [key, value] of Object.entries(properties ?? {})) {
      const field = LIST_FIELDS.find((one) => NAMES[one].includes(key.toLowerCase()))
      if (field && said[field] === undefined) said[field] = textOf(value)
    }
    reader.take(at + 1, { ...said, lon: textOf(lon), lat: textOf(lat) })
  })
  return reader.list
}
