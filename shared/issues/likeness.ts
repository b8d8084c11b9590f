/**
 * How likely two reports are of one matter: by place, time, class and words. The four parts are weighed, each from 0 to
 * 1; the weights are our own, chosen so that a second report on the same spot and day needs no like words, and one a
 * street farther on does.
 */
import { straightLineMeters } from '../geo/straightLine.ts'

export interface Report {
  class: string
  subclass: string
  description: string
  lon: number
  lat: number
  /** Milliseconds since 1970. */
  reportedAt: number
}

export interface Likeness {
  /** 0 to 1. */
  score: number
  meters: number
  hours: number
  isSameSubclass: boolean
  /** Share of the pairs of letters that both texts have, 0 to 1. */
  words: number
}

/** Farther or longer apart than this nothing is compared. */
export const ALIKE_METERS = 150
export const ALIKE_DAYS = 14
/** From here on two reports are shown as perhaps the same. */
export const ALIKE_SCORE = 0.6

const WEIGHTS = { place: 0.35, time: 0.2, class: 0.2, words: 0.25 } as const
const SAME_CLASS = 0.4
const HOUR = 3_600_000

/** Letters, digits and ideographs in pairs: words of Chinese are not parted by spaces. */
function pairsOf(text: string): Map<string, number> {
  const letters = [...text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')]
  const pairs = new Map<string, number>()
  for (let i = 1; i < letters.length; i++) {
    const pair = letters[i - 1]! + letters[i]!
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1)
  }
  return pairs
}

/** Dice's coefficient over pairs of letters (Dice 1945, DOI 10.2307/1932409): 1 for like texts, 0 for nothing in common. */
export function sharedWords(a: string, b: string): number {
  const [first, second] = [pairsOf(a), pairsOf(b)]
  let [common, all] = [0, 0]
  for (const [pair, times] of first) {
    common += Math.min(times, second.get(pair) ?? 0)
    all += times
  }
  for (const times of second.values()) all += times
  return all === 0 ? 0 : (2 * common) / all
}

export function likenessOf(a: Report, b: Report): Likeness {
  const meters = straightLineMeters(a.lon, a.lat, b.lon, b.lat)
  const hours = Math.abs(a.reportedAt - b.reportedAt) / HOUR
  const isSameSubclass = a.class === b.class && a.subclass === b.subclass
  const words = sharedWords(a.description, b.description)
  const score =
    WEIGHTS.place * Math.max(0, 1 - meters / ALIKE_METERS) +
    WEIGHTS.time * Math.max(0, 1 - hours / (24 * ALIKE_DAYS)) +
    WEIGHTS.class * (isSameSubclass ? 1 : a.class === b.class ? SAME_CLASS : 0) +
    WEIGHTS.words * words
  return { score, meters, hours, isSameSubclass, words }
}
