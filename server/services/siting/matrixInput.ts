/**
 * A question of siting from two tables: ways as `qh matrix` writes them (from, to, and a column named by its unit; empty:
 * no way) and weights (id, weight). A row that is not right is told with its file, row, field, what was found and expected.
 */
import { parse } from 'csv-parse/sync'
import { LARGEST_TOTAL } from '../../../shared/siting/siteProblem.ts'
import type { SiteInput, SiteModel } from '../../../shared/siting/siteInput.ts'
import { tableOfMatrix } from '../../../shared/siting/orlib.ts'

export class FaultyTable extends Error {}

export interface TableFile {
  name: string
  text: string
}

export interface MatrixQuestion {
  model: SiteModel
  count: number | null
  /** In the unit of the table. */
  reach: number | null
  /** There and back must be as far. */
  isSymmetric: boolean
}

const MOST_DECIMALS = 3
const MOST_CELLS = 16_000_000

export interface Row {
  line: number
  cells: string[]
}

export function rowsOf({ name, text }: TableFile): Row[] {
  try {
    const parsed = parse(text, {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as { record: string[]; info: { lines: number } }[]
    return parsed.map(({ record, info }) => ({ line: info.lines, cells: record }))
  } catch (error) {
    throw new FaultyTable(`${name}: found no table (${(error as Error).message})`)
  }
}

export const faultAt = (
  file: string,
  line: number,
  field: string,
  found: string,
  expected: string,
): FaultyTable => new FaultyTable(`${file}, row ${line}, ${field}: found "${found}", expected ${expected}`)

export function numberOf(text: string, file: string, line: number, field: string): number {
  const number = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text) ? Number(text) : Number.NaN
  if (number >= 0 && number < LARGEST_TOTAL) return number
  throw faultAt(file, line, field, text, 'a number of 0 or more')
}

const decimalsOf = (value: number): number => {
  for (let decimals = 0; decimals < MOST_DECIMALS; decimals++)
    if (Math.abs(value * 10 ** decimals - Math.round(value * 10 ** decimals)) < 1e-9) return decimals
  return MOST_DECIMALS
}

/** Up to the next whole part, so that nobody comes nearer by it. */
function partsUp(value: number, parts: number): number {
  const nearest = Math.round(value * parts)
  return Math.abs(nearest - value * parts) < 1e-6 ? nearest : Math.ceil(value * parts)
}

function readWeights(file: TableFile): Map<string, { weight: number; line: number }> {
  const [head, ...rows] = rowsOf(file)
  const columns = ['id', 'weight'].map((field) => {
    const at = head?.cells.indexOf(field) ?? -1
    if (at < 0) throw faultAt(file.name, head?.line ?? 1, field, head?.cells.join(',') ?? '', 'id,weight')
    return at
  })
  const weights = new Map<string, { weight: number; line: number }>()
  for (const { line, cells } of rows) {
    const [id, weight] = columns.map((at) => cells[at] ?? '') as [string, string]
    if (id === '') throw faultAt(file.name, line, 'id', '', 'a name')
    const before = weights.get(id)
    if (before) throw faultAt(file.name, line, 'id', id, `each once (it is in row ${before.line})`)
    weights.set(id, { weight: numberOf(weight, file.name, line, 'weight'), line })
  }
  return weights
}

interface Matrix {
  unit: string
  from: string[]
  to: string[]
  /** Infinity: no way. */
  ways: Float64Array
}

function readMatrix(file: TableFile): Matrix {
  const [head, ...rows] = rowsOf(file)
  const names = head?.cells ?? []
  const [fromAt, toAt] = [names.indexOf('from'), names.indexOf('to')]
  const wayAt = names.findIndex((name, at) => name !== '' && at !== fromAt && at !== toAt)
  if (fromAt < 0 || toAt < 0 || wayAt < 0)
    throw faultAt(
      file.name,
      head?.line ?? 1,
      'header',
      names.join(','),
      'from,to and a column named by its unit, as meters',
    )
  const unit = names[wayAt]!
  const [fromIndex, toIndex] = [new Map<string, number>(), new Map<string, number>()]
  const indexIn = (map: Map<string, number>, name: string, line: number, field: string): number => {
    if (name === '') throw faultAt(file.name, line, field, '', 'a name')
    const index = map.get(name) ?? map.size
    map.set(name, index)
    return index
  }
  const read = rows.map(({ line, cells }) => {
    const text = cells[wayAt] ?? ''
    return {
      line,
      i: indexIn(fromIndex, cells[fromAt] ?? '', line, 'from'),
      j: indexIn(toIndex, cells[toAt] ?? '', line, 'to'),
      way: text === '' ? Infinity : numberOf(text, file.name, line, unit),
    }
  })
  const [from, to] = [[...fromIndex.keys()], [...toIndex.keys()]]
  if (from.length * to.length > MOST_CELLS)
    throw new FaultyTable(
      `${file.name}: found ${from.length} × ${to.length} pairs, expected at most ${MOST_CELLS}`,
    )
  const ways = new Float64Array(from.length * to.length).fill(Number.NaN)
  for (const { line, i, j, way } of read) {
    const at = i * to.length + j
    if (!Number.isNaN(ways[at]))
      throw faultAt(file.name, line, 'from,to', `${from[i]!},${to[j]!}`, 'each pair once')
    ways[at] = way
  }
  const missing = ways.findIndex(Number.isNaN)
  if (missing >= 0) {
    const pair = `${from[Math.floor(missing / to.length)]!},${to[missing % to.length]!}`
    throw new FaultyTable(
      `${file.name}: found no row ${pair}, and ${rows.length} rows in all; expected ${from.length} × ${to.length}, with an empty ${unit} where there is no way`,
    )
  }
  return { unit, from, to, ways }
}

/** Whether there and back are as far, where both sides have the same names. */
function asymmetryOf({
  from,
  to,
  ways,
  unit,
}: Matrix): { pairs: number; worst: string } | null | 'other names' {
  const rowOf = new Map(from.map((name, i) => [name, i]))
  if (from.length !== to.length || to.some((name) => !rowOf.has(name))) return 'other names'
  const columnOf = new Map(to.map((name, j) => [name, j]))
  const m = to.length
  let [pairs, most, worst] = [0, 0, '']
  for (const [a, i] of rowOf) {
    for (const [b, k] of rowOf) {
      if (k <= i) continue
      const there = ways[i * m + columnOf.get(b)!]!
      const back = ways[k * m + columnOf.get(a)!]!
      if (there === back) continue
      pairs++
      const apart = Math.abs(there - back)
      if (apart <= most) continue
      most = apart
      const told = (way: number): string => (way === Infinity ? 'no way' : `${way} ${unit}`)
      worst = `${a} to ${b} ${told(there)}, back ${told(back)}`
    }
  }
  return pairs === 0 ? null : { pairs, worst }
}

/** @throws FaultyTable */
export function matrixInput(
  matrixFile: TableFile,
  demandFile: TableFile,
  { model, count, reach, isSymmetric }: MatrixQuestion,
): { input: SiteInput; notices: string[] } {
  const weights = readWeights(demandFile)
  const matrix = readMatrix(matrixFile)
  const { unit, from, to, ways } = matrix
  const notices: string[] = []
  const asymmetry = asymmetryOf(matrix)
  if (isSymmetric && asymmetry === 'other names')
    throw new FaultyTable(`${matrixFile.name}: found other names in from than in to, expected the same`)
  if (asymmetry !== null && asymmetry !== 'other names') {
    const told = `${matrixFile.name}: found ${asymmetry.pairs} pairs that are not as far there as back (most: ${asymmetry.worst})`
    if (isSymmetric) throw new FaultyTable(`${told}, expected none`)
    notices.push(`${told}; ways are taken from the demand to the site`)
  }
  const known = new Set(from)
  for (const [id, { line }] of weights)
    if (!known.has(id)) throw faultAt(demandFile.name, line, 'id', id, `a name of from in ${matrixFile.name}`)
  const unweighted = from.find((name) => !weights.has(name))
  if (unweighted !== undefined)
    throw new FaultyTable(
      `${demandFile.name}: found no weight of "${unweighted}", which ${matrixFile.name} has ways from`,
    )
  const rows = from.map((_, i) => i).filter((i) => weights.get(from[i]!)!.weight > 0)
  const empty = from.length - rows.length
  if (empty > 0)
    notices.push(`${demandFile.name}: found ${empty} weights of 0; they are nobody's and left out`)
  const kept = new Float64Array(rows.length * to.length)
  rows.forEach((i, at) => kept.set(ways.subarray(i * to.length, (i + 1) * to.length), at * to.length))
  const plain = rows.map((i) => weights.get(from[i]!)!.weight)
  let wayParts =
    10 ** kept.reduce((most, way) => (way === Infinity ? most : Math.max(most, decimalsOf(way))), 0)
  const weightParts = 10 ** plain.reduce((most, weight) => Math.max(most, decimalsOf(weight)), 0)
  const total = plain.reduce((sum, weight) => sum + weight, 0) * weightParts
  const furthest = kept.reduce((most, way) => (way === Infinity ? most : Math.max(most, way)), 0)
  while (wayParts > 1 && total * furthest * wayParts > LARGEST_TOTAL) wayParts /= 10
  if (total * Math.max(1000, furthest * wayParts) > LARGEST_TOTAL)
    throw new FaultyTable(`${matrixFile.name}: found weights and ways too large to be summed exactly`)
  const input: SiteInput = {
    model,
    count,
    reach: reach === null ? null : Math.floor(reach * wayParts + 1e-6),
    table: tableOfMatrix(
      kept.map((way) => (way === Infinity ? way : partsUp(way, wayParts))),
      rows.length,
      to.length,
    ),
    weights: Float64Array.from(plain, (weight) => Math.max(1, Math.round(weight * weightParts))),
    existing: null,
    unit,
    wayParts,
    weightParts,
    demands: rows.map((i) => from[i]!),
    sites: to,
  }
  return { input, notices }
}
