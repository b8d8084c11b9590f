/**
 * How firm a choice is: the same question asked again under other assumptions, and for each chosen place the share of
 * cases in which it, or one close by, is chosen again. Cases are drawn by seed and each search ends after so many steps,
 * not after so much time: the same question gives the same shares everywhere.
 */
import type { Demand } from '../circles/demand.ts'
import { straightLineMeters } from '../geo/straightLine.ts'
import { seeded } from '../zoning/random.ts'
import type { Candidate } from './candidates.ts'
import type { SitingDesk } from './sitingDesk.ts'
import { NoSiting, type SitingAnswer, type SitingQuestion } from './sitingQuestion.ts'
import { WAYS_PER_MINUTE } from './sumOfSites.ts'

/** Straight line, metres: a place so close stands for the same choice. */
export const SAME_PLACE_METERS = 100
/** People of each grid more or fewer, at most. */
export const PEOPLE_SPREAD = 0.1
const SPEED_SPREAD = 0.1
const DRAWS = 12
const MOST_STEPS = 60
const SEED = 1

export type CaseKey = 'people' | 'slower' | 'faster' | 'older' | 'children'

export interface StabilityCase {
  key: CaseKey
  question: SitingQuestion
  people: Demand['people']
}

export interface Stability {
  done: number
  of: number
  /** By chosen place: in how many of the cases done it was chosen again. */
  kept: number[]
  /** By case done: how many of the places were chosen again; null where there was no answer. */
  cases: { key: CaseKey; kept: number | null }[]
}

/** Weights are whole: tenths of a person, so that small homes change too. Where capacities are asked for people stay whole. */
const partsOf = ({ capacity }: SitingQuestion): number => (capacity === undefined ? 10 : 1)

/** The cases of a question. A pace that is slower for all changes nothing where no minutes are asked for: left out there. */
export function casesOf(question: SitingQuestion, demand: Demand, seed = SEED): StabilityCase[] {
  const { people } = demand
  const { group } = question
  const parts = partsOf(question)
  const random = seeded(seed)
  const weighed = (factor: (place: number) => number): Demand['people'] => ({
    ...people,
    [group]: Float32Array.from(people[group], (persons, place) => persons * parts * factor(place)),
  })
  const drawn = Array.from({ length: DRAWS }, (): StabilityCase => {
    const byUnit = demand.units.map(() => 1 + PEOPLE_SPREAD * (2 * random() - 1))
    return { key: 'people', question, people: weighed((place) => byUnit[demand.unit[place]!]!) }
  })
  const paced = (key: CaseKey, speed: number): StabilityCase => ({
    key,
    question: {
      ...question,
      minutes: Math.round(question.minutes * speed * WAYS_PER_MINUTE) / WAYS_PER_MINUTE,
    },
    people: weighed(() => 1),
  })
  const doubled = (key: CaseKey, of: 'over64' | 'under15'): StabilityCase => ({
    key,
    question,
    people: weighed((place) => {
      const all = people[group][place]!
      return all > 0 ? (all + people[of][place]!) / all : 1
    }),
  })
  return [
    ...drawn,
    ...(question.aim === 'reach' || question.aim === 'fewest'
      ? [paced('slower', 1 - SPEED_SPREAD), paced('faster', 1 + SPEED_SPREAD)]
      : []),
    ...(group === 'residents' ? [doubled('older', 'over64'), doubled('children', 'under15')] : []),
  ]
}

/** Which of these places are chosen again: each chosen place stands for one of them at most. */
export function chosenAgain(
  places: readonly Candidate[],
  chosen: readonly Candidate[],
  withinMeters = SAME_PLACE_METERS,
): boolean[] {
  const pairs = places
    .flatMap((place, i) =>
      chosen.map((other, j) => ({
        i,
        j,
        meters: straightLineMeters(place.lon, place.lat, other.lon, other.lat),
      })),
    )
    .filter(({ meters }) => meters <= withinMeters)
    .sort((a, b) => a.meters - b.meters || a.i - b.i || a.j - b.j)
  const isKept = places.map(() => false)
  const isTaken = chosen.map(() => false)
  for (const { i, j } of pairs) {
    if (isKept[i] || isTaken[j]) continue
    isKept[i] = isTaken[j] = true
  }
  return isKept
}

/**
 * @param places  that were chosen
 * @yields after each step of a search where it stands, so that it can be left after any
 */
export function* stabilityOf(
  desk: SitingDesk,
  question: SitingQuestion,
  places: readonly Candidate[],
  seed = SEED,
): Generator<Stability, Stability> {
  const cases = casesOf(question, desk.demand, seed)
  let told: Stability = { done: 0, of: cases.length, kept: places.map(() => 0), cases: [] }
  for (const one of cases) {
    let last: SitingAnswer | null = null
    try {
      const search = desk.withPeople(one.people).answer(one.question)
      for (let step = search.next(), steps = 1; ; step = search.next(), steps++) {
        last = step.value
        if (step.done || steps >= MOST_STEPS) break
        yield told
      }
    } catch (error) {
      if (!(error instanceof NoSiting)) throw error
    }
    const isKept = last && chosenAgain(places, last.sites)
    told = {
      ...told,
      done: told.done + 1,
      kept: told.kept.map((count, at) => count + Number(isKept?.[at] ?? false)),
      cases: [...told.cases, { key: one.key, kept: isKept && isKept.filter(Boolean).length }],
    }
    yield told
  }
  return told
}
