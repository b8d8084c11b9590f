/**
 * Blocks that are to be in one district become one block, so that no search can part them. Where they do not hang
 * together, what lies between them on the way with fewest people comes with them.
 */
import { type Division, type ZoningProblem } from './problem.ts'
import { adjacency } from './adjacency.ts'

export interface Contracted {
  /** Without `together`. */
  problem: ZoningProblem
  /** @returns the division of the blocks that there were before */
  expanded(division: Division): Division
}

export function contracted(problem: ZoningProblem): Contracted {
  const { together = [], today, people } = problem
  const groups = grownGroups(problem, together)
  if (groups.length === 0) return { problem, expanded: (division) => division }
  const count = problem.weight.length
  const number = new Int32Array(count).fill(-1)
  groups.forEach((group, i) => group.forEach((block) => (number[block] = i)))
  let next = groups.length
  for (let block = 0; block < count; block++) if (number[block] === -1) number[block] = next++
  const sumOf = (values: Float64Array): Float64Array => {
    const sums = new Float64Array(next)
    values.forEach((value, block) => (sums[number[block]!]! += value))
    return sums
  }
  const meanOf = (values: Float64Array): Float64Array => {
    const sums = sumOf(values)
    groups.forEach((group, i) => (sums[i]! /= group.length))
    return sums
  }
  const todays = new Int32Array(next).fill(-1)
  for (let block = 0; block < count; block++)
    if (number[block]! >= groups.length) todays[number[block]!] = today[block]!
  groups.forEach((group, i) => {
    const shares = new Map<number, number>()
    for (const block of group)
      shares.set(today[block]!, (shares.get(today[block]!) ?? 0) + people[block]! + 1e-6)
    todays[i] = [...shares].reduce((best, one) => (one[1] > best[1] ? one : best))[0]
  })
  const { apart, piece } = problem
  return {
    problem: {
      ...problem,
      weight: sumOf(problem.weight),
      people: sumOf(people),
      squareMeters: sumOf(problem.squareMeters),
      rimMeters: sumOf(problem.rimMeters),
      x: meanOf(problem.x),
      y: meanOf(problem.y),
      today: todays,
      ...joinedBorders(problem, number, next),
      ...(problem.limited ? { limited: sumOf(problem.limited) } : {}),
      ...(apart ? { apart: distinctPairs(apart, number) } : {}),
      ...(piece ? { piece: pieceOf(piece, number, next) } : {}),
      together: [],
    },
    expanded: (division) => Int32Array.from(number, (one) => division[one]!),
  }
}

/** Groups that have a block in common are one. @returns each ascending, those of one block left out */
export function tiedGroups(together: readonly (readonly number[])[]): number[][] {
  const joined: Set<number>[] = []
  for (const blocks of together) if (blocks.length > 1) tie(joined, blocks)
  return joined.map((group) => [...group].sort((a, b) => a - b)).sort((a, b) => a[0]! - b[0]!)
}

function tie(joined: Set<number>[], blocks: Iterable<number>): void {
  let own = new Set(blocks)
  for (let i = joined.length - 1; i >= 0; i--) {
    if (![...own].some((block) => joined[i]!.has(block))) continue
    own = new Set([...joined[i]!, ...own])
    joined.splice(i, 1)
  }
  joined.push(own)
}

/** Tied groups with what lies between their parts; those that grow into each other are one. */
function grownGroups(problem: ZoningProblem, together: readonly (readonly number[])[]): number[][] {
  let groups = tiedGroups(together)
  for (let isDone = false; !isDone;) {
    const grown = groups.map((group) => [...group, ...wayBetween(problem, new Set(group))])
    isDone = grown.every((group, i) => group.length === groups[i]!.length)
    groups = tiedGroups(grown)
  }
  return groups
}

/** Blocks between two parts of a group, with fewest people; none where it hangs together, or cannot. */
function wayBetween(problem: ZoningProblem, group: ReadonlySet<number>): number[] {
  const { start, neighbour, people, apart = [] } = problem
  const barred = new Set<number>()
  for (const [one, other] of apart) {
    if (group.has(one)) barred.add(other)
    if (group.has(other)) barred.add(one)
  }
  const [first] = group
  const own = new Set([first!])
  const spread = [first!]
  for (let at = spread.pop(); at !== undefined; at = spread.pop())
    for (let i = start[at]!; i < start[at + 1]!; i++)
      if (group.has(neighbour[i]!) && !own.has(neighbour[i]!)) {
        own.add(neighbour[i]!)
        spread.push(neighbour[i]!)
      }
  if (own.size === group.size) return []
  const cost = new Map<number, number>()
  const from = new Map<number, number>()
  const done = new Set<number>()
  for (const block of own) cost.set(block, 0)
  for (;;) {
    let at = -1
    for (const [block, value] of cost)
      if (!done.has(block) && (at === -1 || value < cost.get(at)!)) at = block
    if (at === -1) return []
    done.add(at)
    if (group.has(at) && !own.has(at)) {
      const way: number[] = []
      for (let back = from.get(at); back !== undefined && !own.has(back); back = from.get(back))
        way.push(back)
      return way
    }
    for (let i = start[at]!; i < start[at + 1]!; i++) {
      const next = neighbour[i]!
      if (barred.has(next)) continue
      // A block without people still is one more.
      const value = cost.get(at)! + (group.has(next) ? 0 : people[next]! + 1)
      if (value < (cost.get(next) ?? Infinity)) {
        cost.set(next, value)
        from.set(next, at)
      }
    }
  }
}

function joinedBorders(
  { start, neighbour, meters, streetMeters }: ZoningProblem,
  number: Int32Array,
  count: number,
): ReturnType<typeof adjacency> {
  const next = Array.from({ length: count }, () => new Map<number, { meters: number; street: number }>())
  for (let block = 0; block < number.length; block++)
    for (let i = start[block]!; i < start[block + 1]!; i++) {
      const [own, to] = [number[block]!, number[neighbour[i]!]!]
      if (own === to) continue
      const known = next[own]!.get(to) ?? { meters: 0, street: 0 }
      known.meters += meters[i]!
      known.street += streetMeters[i]!
      next[own]!.set(to, known)
    }
  return adjacency(next.map((list) => [...list].map(([to, border]) => ({ to, ...border }))))
}

function distinctPairs(
  pairs: readonly (readonly [number, number])[],
  number: Int32Array,
): [number, number][] {
  const known = new Map<string, [number, number]>()
  for (const [a, b] of pairs) {
    const [one, other] = [Math.min(number[a]!, number[b]!), Math.max(number[a]!, number[b]!)]
    known.set(`${one} ${other}`, [one, other])
  }
  return [...known.values()]
}

function pieceOf(piece: Int32Array, number: Int32Array, count: number): Int32Array {
  const pieces = new Int32Array(count)
  piece.forEach((own, block) => (pieces[number[block]!] = own))
  return pieces
}
