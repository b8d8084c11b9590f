/**
 * A border in words, as offices write it: from a crossing, along what, which way, to what, back to the start. The phrases
 * stand here and not in the page's catalogue: the command line and files write them as well.
 */
import { ringsOf } from '../coverage/areaPolygons.ts'
import type { AreaKey, Coverage } from '../coverage/coverage.ts'
import { twiceArea } from '../coverage/measure.ts'
import { type BorderLines, type BoundaryLeg, type Compass, boundaryLegs } from './boundaryLegs.ts'

export const BOUNDARY_LANGUAGES = ['zh-CN', 'en'] as const
export type BoundaryLanguage = (typeof BOUNDARY_LANGUAGES)[number]

interface Phrases {
  ways: Readonly<Record<Compass, string>>
  /** Of what has no name. */
  nameless: Readonly<Record<'road' | 'rail' | 'water' | 'wall', string>>
  /** Where two named lines meet. */
  crossing: (one: string, other: string) => string
  corner: string
  begin: (place: string) => string
  along: (name: string, ways: string) => string
  straight: (ways: string) => string
  way: (direction: string, meters: string | null) => string
  thenWays: string
  to: (name: string) => string
  back: string
  join: string
  end: string
  piece: (number: number) => string
  hole: string
}

const PHRASES: Readonly<Record<BoundaryLanguage, Phrases>> = {
  'zh-CN': {
    ways: {
      north: '北',
      northEast: '东北',
      east: '东',
      southEast: '东南',
      south: '南',
      southWest: '西南',
      west: '西',
      northWest: '西北',
    },
    nameless: { road: '道路', rail: '铁路', water: '水岸', wall: '围墙' },
    crossing: (one, other) => `${one}与${other}相交处`,
    corner: '西北角',
    begin: (place) => `自${place}起`,
    along: (name, ways) => `沿${name}${ways}`,
    straight: (ways) => ways,
    way: (direction, meters) => `向${direction}${meters === null ? '' : `约 ${meters} 米`}`,
    thenWays: '、再',
    to: (name) => `至${name}`,
    back: '回到起点',
    join: '，',
    end: '。',
    piece: (number) => `第 ${number} 片：`,
    hole: '其中不含：',
  },
  en: {
    ways: {
      north: 'north',
      northEast: 'north-east',
      east: 'east',
      southEast: 'south-east',
      south: 'south',
      southWest: 'south-west',
      west: 'west',
      northWest: 'north-west',
    },
    nameless: { road: 'the road', rail: 'the railway', water: 'the water', wall: 'the wall' },
    crossing: (one, other) => `where ${one} meets ${other}`,
    corner: 'the north-western corner',
    begin: (place) => `From ${place}`,
    along: (name, ways) => `${ways} along ${name}`,
    straight: (ways) => ways,
    way: (direction, meters) => `${direction}${meters === null ? '' : ` for about ${meters} m`}`,
    thenWays: ', then ',
    to: (name) => ` to ${name}`,
    back: ' back to the start',
    join: ', ',
    end: '.',
    piece: (number) => `Part ${number}: `,
    hole: 'Not with it: ',
  },
}

/** As people say lengths: tens of metres, fifties from a kilometre on. */
function roundMeters(meters: number): string {
  const step = meters >= 1000 ? 50 : 10
  return String(Math.max(step, Math.round(meters / step) * step))
}

function textOfRing(legs: readonly BoundaryLeg[], phrases: Phrases): string {
  const nameOf = ({ along }: BoundaryLeg): string | null =>
    along === null ? null : (along.name ?? phrases.nameless[along.kind])
  const [first, last] = [legs[0]!, legs.at(-1)!]
  const [here, before] = [nameOf(first), nameOf(last)]
  const isCrossing = legs.length > 1 && here !== null && before !== null && here !== before
  const parts = legs.map((leg, i) => {
    const next = i + 1 < legs.length ? nameOf(legs[i + 1]!) : null
    const isLast = i + 1 === legs.length
    const name = nameOf(leg)
    // What it leads to says how far; without it the metres do, and on every turn of the way.
    const isPlain = leg.ways.length === 1 && (next !== null || isLast)
    const ways = leg.ways
      .map(({ direction, meters }) =>
        phrases.way(phrases.ways[direction], isPlain && name !== null ? null : roundMeters(meters)),
      )
      .join(phrases.thenWays)
    const way = name === null ? phrases.straight(ways) : phrases.along(name, ways)
    return way + (isLast ? phrases.back : next === null ? '' : phrases.to(next))
  })
  const start = isCrossing ? phrases.crossing(before, here) : phrases.corner
  return [phrases.begin(start), ...parts].join(phrases.join)
}

/** The border of an area, piece by piece, what is left out of it told after each. */
export function boundaryText(
  coverage: Coverage,
  key: AreaKey,
  lines: BorderLines,
  language: BoundaryLanguage,
): string {
  const phrases = PHRASES[language]
  const rings = ringsOf(coverage, key).map((ring) => ({ ring, twice: twiceArea(ring) }))
  const outer = rings.filter(({ twice }) => twice > 0).sort((a, b) => b.twice - a.twice)
  const holes = rings.filter(({ twice }) => twice < 0).sort((a, b) => a.twice - b.twice)
  const say = ({ ring }: { ring: readonly number[] }): string =>
    textOfRing(boundaryLegs(ring, lines), phrases) + phrases.end
  const pieces = outer.map((piece, i) => (outer.length > 1 ? phrases.piece(i + 1) : '') + say(piece))
  return [...pieces, ...holes.map((hole) => phrases.hole + say(hole))].join(phrases.join === ', ' ? ' ' : '')
}
