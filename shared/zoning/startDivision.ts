/** A division to begin a search from: today's, with as many districts as asked for, each in one piece. */
import { cutTree } from './cutTree.ts'
import { type Division, totalOf, type ZoningProblem } from './problem.ts'
import { seeded } from './random.ts'

/**
 * The lightest districts are joined to their lightest neighbours, or the heaviest cut, until each piece of the ground
 * has its share of the districts.
 */
export function startDivision(problem: ZoningProblem, seed: number): Division {
  const random = seeded(seed)
  const { weight, today, start, neighbour } = problem
  const division = onePieceEach(problem, today)
  const whole = piecesOf(problem)
  const wanted = shareOut(problem, whole)
  let count = 1 + division.reduce((most, district) => Math.max(most, district), -1)
  const weightsOf = (): Float64Array => {
    const weights = new Float64Array(count)
    division.forEach((district, block) => (weights[district]! += weight[block]!))
    return weights
  }
  /** Districts of the pieces that have too many, or too few. */
  const off = (sign: 1 | -1): number[] => {
    const has = new Int32Array(wanted.length)
    const pieceOf = new Int32Array(count)
    const isCounted = new Uint8Array(count)
    division.forEach((district, block) => {
      pieceOf[district] = whole[block]!
      if (!isCounted[district]) has[whole[block]!]!++
      isCounted[district] = 1
    })
    return [...pieceOf.keys()].filter(
      (district) => sign * (has[pieceOf[district]!]! - wanted[pieceOf[district]!]!) > 0,
    )
  }
  for (let many = off(1); many.length > 0; many = off(1)) {
    const weights = weightsOf()
    const gone = many.reduce((a, b) => (weights[b]! < weights[a]! ? b : a))
    let into = -1
    for (let block = 0; block < division.length; block++) {
      if (division[block] !== gone) continue
      for (let i = start[block]!; i < start[block + 1]!; i++) {
        const across = division[neighbour[i]!]!
        if (across !== gone && (into === -1 || weights[across]! < weights[into]!)) into = across
      }
    }
    count--
    for (let block = 0; block < division.length; block++) {
      if (division[block] === gone) division[block] = into
      // The last number fills the gap.
      if (division[block] === count) division[block] = gone
    }
  }
  for (let few = off(-1); few.length > 0; few = off(-1)) {
    const weights = weightsOf()
    const sizes = new Int32Array(count)
    for (const district of division) sizes[district]!++
    const heaviest = few
      .filter((district) => sizes[district]! > 1)
      .reduce((a, b) => (weights[b]! > weights[a]! ? b : a))
    const members = [...division.keys()].filter((block) => division[block] === heaviest)
    for (const block of cutTree(problem, members, 0.5, random)!) division[block] = count
    count++
  }
  return division
}

/** By block: the part of the graph that it is in, from 0 up. */
export function piecesOf({ start, neighbour, weight }: ZoningProblem): Int32Array {
  return onePieceEach({ start, neighbour }, new Int32Array(weight.length))
}

/** Districts for each piece, at least one: again and again one more where a district is heaviest. */
function shareOut({ weight, districts }: ZoningProblem, pieceOf: Int32Array): Int32Array {
  const count = 1 + pieceOf.reduce((most, piece) => Math.max(most, piece), -1)
  const [weights, sizes] = [new Float64Array(count), new Int32Array(count)]
  pieceOf.forEach((piece, block) => {
    weights[piece]! += weight[block]!
    sizes[piece]!++
  })
  const wanted = new Int32Array(count).fill(1)
  for (let left = districts - totalOf(wanted); left > 0; left--) {
    let best = -1
    for (let piece = 0; piece < count; piece++)
      if (
        wanted[piece]! < sizes[piece]! &&
        (best === -1 || weights[piece]! / wanted[piece]! > weights[best]! / wanted[best]!)
      )
        best = piece
    wanted[best]!++
  }
  return wanted
}

/** Districts from 0 up, each in one piece: of a broken one, and of what is in none, each piece is its own. */
function onePieceEach(
  { start, neighbour }: Pick<ZoningProblem, 'start' | 'neighbour'>,
  today: Int32Array,
): Division {
  const division = new Int32Array(today.length).fill(-1)
  let count = 0
  for (let block = 0; block < today.length; block++) {
    if (division[block] !== -1) continue
    const queue = [block]
    division[block] = count
    for (let at = queue.pop(); at !== undefined; at = queue.pop())
      for (let i = start[at]!; i < start[at + 1]!; i++)
        if (division[neighbour[i]!] === -1 && today[neighbour[i]!] === today[at]) {
          division[neighbour[i]!] = count
          queue.push(neighbour[i]!)
        }
    count++
  }
  return division
}
