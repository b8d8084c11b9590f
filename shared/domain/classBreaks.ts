/**
 * Class breaks for colouring by a figure: quantile, equal steps, natural breaks (Jenks 1967, solved exactly by
 * dynamic programming as in Fisher 1958). Breaks are then rounded to numbers a person can read, without moving any
 * value into another class where that can be had. Classes are half open, `[from, to)`, the last one closed.
 */
export const BREAK_METHODS = ['quantile', 'equal', 'natural'] as const
export type BreakMethod = (typeof BREAK_METHODS)[number]

/** Natural breaks look at no more values than this, evenly picked from the sorted ones. */
const NATURAL_SAMPLE = 1000

const at = (values: readonly number[], index: number): number => {
  const value = values[index]
  if (value === undefined) throw new RangeError(`no value at ${index}`)
  return value
}

/**
 * Each class takes its share of what is left and never parts equal values: where half of all units have none late,
 * those are one class and the rest is shared out among the others.
 */
function quantileCuts(sorted: readonly number[], classes: number): number[] {
  const cuts: number[] = []
  let start = 0
  for (let left = classes; left > 1; left--) {
    const value = at(sorted, Math.min(sorted.length - 1, start + Math.ceil((sorted.length - start) / left)))
    const first = sorted.indexOf(value)
    const next = first > start ? first : sorted.findIndex((one) => one > at(sorted, start))
    if (next < 0) break
    cuts.push(at(sorted, next))
    start = next
  }
  return cuts
}

function equalCuts(sorted: readonly number[], classes: number): number[] {
  const low = at(sorted, 0)
  const step = (at(sorted, sorted.length - 1) - low) / classes
  return Array.from({ length: classes - 1 }, (_, i) => low + step * (i + 1))
}

/** Least sum of squared deviations within classes; a cut is the first value of the next class. */
function naturalCuts(sorted: readonly number[], classes: number): number[] {
  const stride = Math.max(1, sorted.length / NATURAL_SAMPLE)
  const values = Array.from({ length: Math.min(sorted.length, NATURAL_SAMPLE) }, (_, i) =>
    at(sorted, Math.floor(i * stride)),
  )
  const n = values.length
  const sum = new Float64Array(n + 1)
  const square = new Float64Array(n + 1)
  values.forEach((value, i) => {
    sum[i + 1] = (sum[i] ?? 0) + value
    square[i + 1] = (square[i] ?? 0) + value * value
  })
  const deviation = (from: number, to: number): number => {
    const s = (sum[to] ?? 0) - (sum[from] ?? 0)
    return (square[to] ?? 0) - (square[from] ?? 0) - (s * s) / (to - from)
  }
  let cost = Float64Array.from({ length: n + 1 }, (_, to) => (to === 0 ? Infinity : deviation(0, to)))
  const starts: Int32Array[] = []
  for (let k = 2; k <= classes; k++) {
    const next = new Float64Array(n + 1).fill(Infinity)
    const start = new Int32Array(n + 1)
    for (let to = k; to <= n; to++) {
      for (let from = k - 1; from < to; from++) {
        const total = (cost[from] ?? Infinity) + deviation(from, to)
        if (total < (next[to] ?? Infinity)) {
          next[to] = total
          start[to] = from
        }
      }
    }
    starts.push(start)
    cost = next
  }
  const cuts: number[] = []
  let to = n
  for (let k = starts.length - 1; k >= 0; k--) {
    to = starts[k]?.[to] ?? 0
    cuts.unshift(at(values, to))
  }
  return cuts
}

/** The roundest number in (low, high]: fewest digits first, then the one nearest to `high`. */
export function roundBetween(low: number, high: number): number {
  if (!(high > low)) return high
  if (low < 0 && high >= 0) return 0
  const top = Math.floor(Math.log10(Math.max(Math.abs(low), Math.abs(high)))) + 1
  for (let exponent = top; exponent > top - 15; exponent--) {
    for (const multiple of [5, 2, 1]) {
      const digits = Math.max(0, -(exponent - 1))
      const step = multiple * 10 ** (exponent - 1)
      const candidate = Number((Math.floor(high / step + 1e-9) * step).toFixed(digits))
      if (candidate > low && candidate <= high) return candidate
    }
  }
  return high
}

/**
 * @param values  what is to be classed; nothing that is not finite
 * @param classes  at least 2
 * @returns the inner breaks, ascending, distinct; fewer than `classes - 1` when the values do not give as many
 */
export function classBreaks(values: readonly number[], method: BreakMethod, classes: number): number[] {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b)
  const distinct = [...new Set(sorted)]
  const wanted = Math.min(classes, distinct.length)
  if (wanted < 2) return []
  const cuts =
    method === 'equal'
      ? equalCuts(sorted, wanted)
      : method === 'natural'
        ? naturalCuts(sorted, wanted)
        : quantileCuts(sorted, wanted)
  const breaks: number[] = []
  for (const cut of cuts) {
    // Any number above the largest value below the cut, up to the smallest value at or above it, parts them alike.
    const above = distinct.find((value) => value >= cut)
    const below = distinct.findLast((value) => value < cut)
    if (above === undefined || below === undefined) continue
    const rounded = roundBetween(below, above)
    if (rounded > (breaks.at(-1) ?? -Infinity)) breaks.push(rounded)
  }
  return breaks
}

/** 0 for the first class; a value on a break belongs to the class above it. */
export function classOf(value: number, breaks: readonly number[]): number {
  const index = breaks.findIndex((one) => value < one)
  return index < 0 ? breaks.length : index
}
