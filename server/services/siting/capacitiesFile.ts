/** How much each site can hold, from a table: id, capacity; empty where there is no limit. */
import { FaultyTable, faultAt, numberOf, rowsOf, type TableFile } from './matrixInput.ts'

/**
 * @param weightParts  parts of a weight; capacities are taken down to them, so that none holds more than it says
 * @throws FaultyTable
 */
export function readCapacities(file: TableFile, sites: readonly string[], weightParts: number): Float64Array {
  const [head, ...rows] = rowsOf(file)
  const [idAt, capacityAt] = ['id', 'capacity'].map((field) => {
    const at = head?.cells.indexOf(field) ?? -1
    if (at < 0) throw faultAt(file.name, head?.line ?? 1, field, head?.cells.join(',') ?? '', 'id,capacity')
    return at
  }) as [number, number]
  const siteOf = new Map(sites.map((name, j) => [name, j]))
  const capacity = new Float64Array(sites.length).fill(Number.NaN)
  for (const { line, cells } of rows) {
    const id = cells[idAt] ?? ''
    const site = siteOf.get(id)
    if (site === undefined) throw faultAt(file.name, line, 'id', id, 'a name of to in the matrix')
    if (!Number.isNaN(capacity[site])) throw faultAt(file.name, line, 'id', id, 'each site once')
    const text = cells[capacityAt] ?? ''
    capacity[site] =
      text === '' ? Infinity : inParts(numberOf(text, file.name, line, 'capacity'), weightParts)
  }
  const missing = capacity.findIndex(Number.isNaN)
  if (missing >= 0)
    throw new FaultyTable(
      `${file.name}: found no capacity of "${sites[missing]!}", expected each site of the matrix`,
    )
  return capacity
}

/** Taken down to whole parts. */
export const inParts = (capacity: number, weightParts: number): number =>
  Math.floor(capacity * weightParts + 1e-6)
