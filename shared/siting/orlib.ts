/**
 * Uncapacitated p-median problems as the OR-Library publishes them (Beasley 1985): vertices, edges and p, then each edge
 * with its ends and cost. Of edges between the same two vertices the last one counts; ways are the shortest over edges.
 */
import type { SiteInput } from './siteInput.ts'
import type { WayTable } from './wayTable.ts'

/** A line that is not as the format has it. */
export class FaultyOrlib extends Error {
  constructor(
    readonly line: number,
    readonly found: string,
    readonly expected: string,
  ) {
    super(`line ${line}: found ${found}, expected ${expected}`)
  }
}

const MOST_VERTICES = 5000

function wholesOf(text: string, line: number, expected: string): [number, number, number] {
  const parts = text.trim().split(/\s+/)
  const numbers = parts.map((part) => (/^\d+$/.test(part) ? Number(part) : Number.NaN))
  if (numbers.length !== 3 || !numbers.every(Number.isSafeInteger))
    throw new FaultyOrlib(line, `"${text.trim().slice(0, 60)}"`, expected)
  return numbers as [number, number, number]
}

export interface OrlibGraph {
  vertices: number
  count: number
  /** By vertex times vertices: cost of the edge; Infinity without one. */
  costs: Float64Array
}

/** @throws FaultyOrlib */
export function parseOrlib(text: string): OrlibGraph {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .map((content, at) => ({ content, line: at + 1 }))
    .filter(({ content }) => content.trim() !== '')
  const [head, ...edges] = lines
  if (!head) throw new FaultyOrlib(1, 'nothing', 'number of vertices, number of edges, p')
  const [vertices, edgeCount, count] = wholesOf(
    head.content,
    head.line,
    'number of vertices, number of edges, p as whole numbers',
  )
  if (vertices < 1 || vertices > MOST_VERTICES)
    throw new FaultyOrlib(head.line, `${vertices} vertices`, `1 to ${MOST_VERTICES}`)
  if (count < 1 || count > vertices) throw new FaultyOrlib(head.line, `p ${count}`, `1 to ${vertices}`)
  if (edges.length !== edgeCount)
    throw new FaultyOrlib(
      edges.at(-1)?.line ?? head.line,
      `${edges.length} edges`,
      `${edgeCount}, as line ${head.line} says`,
    )
  const costs = new Float64Array(vertices * vertices).fill(Infinity)
  for (let i = 0; i < vertices; i++) costs[i * vertices + i] = 0
  for (const { content, line } of edges) {
    const [from, to, cost] = wholesOf(content, line, 'two vertices and a cost as whole numbers')
    for (const end of [from, to]) {
      if (end < 1 || end > vertices) throw new FaultyOrlib(line, `vertex ${end}`, `1 to ${vertices}`)
    }
    if (from === to) continue
    costs[(from - 1) * vertices + to - 1] = cost
    costs[(to - 1) * vertices + from - 1] = cost
  }
  return { vertices, count, costs }
}

/** Shortest ways between all vertices (Floyd 1962), in place. */
function shortestWays(costs: Float64Array, n: number): void {
  for (let over = 0; over < n; over++) {
    const second = costs.subarray(over * n, over * n + n)
    for (let i = 0; i < n; i++) {
      const first = costs[i * n + over]!
      if (first === Infinity || i === over) continue
      const row = costs.subarray(i * n, i * n + n)
      for (let j = 0; j < n; j++) {
        const way = first + second[j]!
        if (way < row[j]!) row[j] = way
      }
    }
  }
}

/** By row of a full matrix, nearest first, without what is not connected. */
export function tableOfMatrix(ways: Float64Array, demandCount: number, siteCount: number): WayTable {
  const start = new Int32Array(demandCount + 1)
  let kept = 0
  for (const way of ways) if (way < Infinity) kept++
  const [site, way] = [new Int32Array(kept), new Float64Array(kept)]
  const order = new Uint32Array(siteCount)
  let at = 0
  for (let i = 0; i < demandCount; i++) {
    const row = ways.subarray(i * siteCount, (i + 1) * siteCount)
    for (let j = 0; j < siteCount; j++) order[j] = j
    order.sort((a, b) => (row[a]! === row[b]! ? a - b : row[a]! - row[b]!))
    for (const j of order) {
      if (row[j] === Infinity) break
      site[at] = j
      way[at++] = row[j]!
    }
    start[i + 1] = at
  }
  return { demandCount, siteCount, start, site, way }
}

/** @throws FaultyOrlib */
export function orlibInput(text: string, count?: number): SiteInput {
  const graph = parseOrlib(text)
  const { vertices, costs } = graph
  shortestWays(costs, vertices)
  const names = Array.from({ length: vertices }, (_, i) => String(i + 1))
  return {
    model: 'pmedian',
    count: count ?? graph.count,
    reach: null,
    table: tableOfMatrix(costs, vertices, vertices),
    weights: new Float64Array(vertices).fill(1),
    existing: null,
    unit: 'cost',
    wayParts: 1,
    weightParts: 1,
    demands: names,
    sites: names,
  }
}
