/**
 * Seeded random numbers. Every part of the generator takes its own stream by name, so that a change in one part
 * leaves the others as they were. Never the clock, never Math.random. Method: mulberry32, seeded by FNV-1a.
 */
export interface Rng {
  /** 0 <= x < 1. */
  next(): number
  between(low: number, high: number): number
  /** Whole number, both ends included. */
  whole(low: number, high: number): number
  chance(probability: number): boolean
  pick<T>(items: readonly T[]): T
  /** Index drawn in proportion to the weights. */
  weighted(weights: readonly number[]): number
  /** Bell shaped, mean 0, spread 1. */
  normal(): number
  shuffle<T>(items: readonly T[]): T[]
  fork(name: string): Rng
}

const hash = (text: string, seed: number): number => {
  let h = (2166136261 ^ seed) >>> 0
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 16777619) >>> 0
  h = Math.imul(h ^ (h >>> 15), 2246822507) >>> 0
  return (h ^ (h >>> 13)) >>> 0
}

export function rngOf(seed: number, name = ''): Rng {
  const start = hash(name, seed >>> 0)
  let state = start
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  return {
    next,
    between: (low, high) => low + (high - low) * next(),
    whole: (low, high) => low + Math.floor(next() * (high - low + 1)),
    chance: (probability) => next() < probability,
    pick: <T>(items: readonly T[]): T => items[Math.floor(next() * items.length)]!,
    weighted: (weights) => {
      let rest = next() * weights.reduce((sum, w) => sum + w, 0)
      for (let i = 0; i < weights.length; i++) if ((rest -= weights[i]!) < 0) return i
      return weights.length - 1
    },
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    shuffle: <T>(items: readonly T[]): T[] => {
      const copy = [...items]
      for (let i = copy.length - 1; i > 0; i--) {
        const j = Math.floor(next() * (i + 1))
        ;[copy[i], copy[j]] = [copy[j]!, copy[i]!]
      }
      return copy
    },
    fork: (child) => rngOf(start, child),
  }
}
