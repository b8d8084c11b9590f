/**
 * The life-circle score of homes: how many of the kinds a standard asks for can be walked to within the minutes it
 * gives each. One sweep a kind answers for all homes at once. A kind that has no facility counts as missing.
 */
import { limitOf, type NetworkView, UNREACHED } from '../network/networkView.ts'
import { nearestOfPlaces, sweepNearest } from '../network/nearest.ts'
import type { SearchStart } from '../network/search.ts'
import type { SnapTable } from '../network/snapping.ts'
import type { Demand } from './demand.ts'

/** What fits the bits of one number. */
const MOST_KINDS = 32

export interface ScoreTarget {
  kind: string
  minutes: number
  /** Where the facilities of the kind meet the street. */
  sources: readonly SearchStart[]
}

export interface HomeScores {
  /** Of every place: bit k is set when the k-th kind is within its minutes. */
  kindsOf: Uint32Array
  /** Of every place: how many bits are set. */
  score: Uint8Array
}

/**
 * @param view  reversed: people walk from their homes to the facilities
 * @throws RangeError for more than 32 kinds
 */
export function scoreHomes(view: NetworkView, homes: SnapTable, targets: readonly ScoreTarget[]): HomeScores {
  if (targets.length > MOST_KINDS) throw new RangeError(`${targets.length} kinds, at most ${MOST_KINDS}`)
  const count = homes.edge.length
  const kindsOf = new Uint32Array(count)
  const score = new Uint8Array(count)
  targets.forEach(({ minutes, sources }, index) => {
    const limit = limitOf(view, minutes)
    const { cost } = nearestOfPlaces(view, sources, sweepNearest(view, sources, limit), homes, limit)
    for (let place = 0; place < count; place++) {
      if (cost[place] === UNREACHED) continue
      kindsOf[place] = (kindsOf[place]! | (1 << index)) >>> 0
      score[place]!++
    }
  })
  return { kindsOf, score }
}

export const hasKind = (kinds: number, index: number): boolean => ((kinds >>> index) & 1) === 1

export interface ScoreSummary {
  /** People who live somewhere. */
  residents: number
  over64: number
  /** Mean number of kinds in reach, over residents; null where nobody lives. */
  mean: number | null
  /** Residents with every kind in reach. */
  complete: number
  /** Residents by number of kinds in reach, from none to all. */
  byScore: number[]
  /** Kind by kind, in the order of the targets: who has it not in reach. */
  kinds: { residentsWithout: number; over64Without: number }[]
  byUnit: {
    code: string
    name: string
    residents: number
    /** Of residents, 0 to the number of kinds. */
    mean: number
    complete: number
  }[]
}

/** Counts people by score. Units with the lowest mean come first. */
export function summariseScores(
  demand: Demand,
  { kindsOf, score }: HomeScores,
  kindCount: number,
): ScoreSummary {
  const byScore = new Array<number>(kindCount + 1).fill(0)
  const kinds = Array.from({ length: kindCount }, () => ({ residentsWithout: 0, over64Without: 0 }))
  const lines = demand.units.map(({ code, name }) => ({ code, name, residents: 0, points: 0, complete: 0 }))
  let [residents, over64, points] = [0, 0, 0]
  for (let place = 0; place < demand.count; place++) {
    const persons = demand.people.residents[place]!
    const older = demand.people.over64[place]!
    const own = score[place]!
    residents += persons
    over64 += older
    points += persons * own
    byScore[own]! += persons
    const line = lines[demand.unit[place]!]!
    line.residents += persons
    line.points += persons * own
    if (own === kindCount) line.complete += persons
    for (let k = 0; k < kindCount; k++) {
      if (hasKind(kindsOf[place]!, k)) continue
      kinds[k]!.residentsWithout += persons
      kinds[k]!.over64Without += older
    }
  }
  const whole = Math.round
  return {
    residents: whole(residents),
    over64: whole(over64),
    mean: residents > 0 ? points / residents : null,
    complete: whole(byScore[kindCount]!),
    byScore: byScore.map(whole),
    kinds: kinds.map((kind) => ({
      residentsWithout: whole(kind.residentsWithout),
      over64Without: whole(kind.over64Without),
    })),
    byUnit: lines
      .filter((line) => line.residents >= 0.5)
      .map((line) => ({
        code: line.code,
        name: line.name,
        residents: whole(line.residents),
        mean: line.points / line.residents,
        complete: whole(line.complete),
      }))
      .sort((a, b) => a.mean - b.mean || (a.code < b.code ? -1 : 1)),
  }
}
