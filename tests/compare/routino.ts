/**
 * How far our walks agree with Routino's on the same OpenStreetMap file: `node --import tsx tests/compare/routino.ts
 * FILE [PAIRS]`. Needs Routino (Debian: routino). Both look for the shortest way on foot in metres, between junctions
 * that both have; Routino's preferences are set to none. Prints the ratio of lengths as percentiles, and the twenty
 * pairs that differ most, with what lies on the one way and not on the other. What was found stands in
 * docs/agreement.md.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { readNetworkWays } from '../../server/ingest/osm/networkWays.ts'
import { buildNetwork } from '../../shared/network/buildNetwork.ts'
import { straightLineMeters } from '../../shared/geo/straightLine.ts'
import { UNREACHED, viewComponents, viewNetwork } from '../../shared/network/networkView.ts'
import { WAY_KINDS } from '../../shared/network/pedestrianRules.ts'
import { routeTo } from '../../shared/network/route.ts'
import { LARGEST_LIMIT, type PlaceOnEdge, WalkSearch } from '../../shared/network/search.ts'
import { SnapIndex, Snapper } from '../../shared/network/snapping.ts'
import { seededRandom } from '../fixtures/seededRandom.ts'

const TAGGING = '/usr/share/routino/tagging.xml'
const TRANSLATIONS = '/usr/share/routino/translations.xml'
const WORST = 20
/** Of a pair, as the crow flies: a walk, not a journey. */
const [LEAST_METERS, MOST_METERS] = [200, 2_500]
/** What lies no farther than this from our streets is on them. */
const ON_STREET_METERS = 2

const HIGHWAYS = ['trunk', 'primary', 'secondary', 'tertiary', 'unclassified', 'residential', 'service']
const PATHS = ['track', 'cycleway', 'path', 'steps']
/** A person on foot who likes all ways the same: the shortest way is the shortest. */
const PROFILE = `<?xml version="1.0" encoding="UTF-8"?>
<routino-profiles><profile name="foot" transport="foot">
<speeds>${[...HIGHWAYS, ...PATHS].map((way) => `<speed highway="${way}" kph="4"/>`).join('')}</speeds>
<preferences>${[...HIGHWAYS, ...PATHS].map((way) => `<preference highway="${way}" percent="100"/>`).join('')}</preferences>
<properties>${['paved', 'multilane', 'bridge', 'tunnel', 'footroute', 'bicycleroute'].map((type) => `<property type="${type}" percent="50"/>`).join('')}</properties>
<restrictions><oneway obey="0"/><turns obey="0"/><weight limit="0"/><height limit="0"/><width limit="0"/><length limit="0"/></restrictions>
</profile></routino-profiles>`

interface TheirStep {
  lat: number
  lon: number
  /** What the segment that ends here is. */
  name: string
}

interface Pair {
  from: [lon: number, lat: number]
  to: [lon: number, lat: number]
  /** Metres; null without a way. */
  ours: number | null
  theirs: number | null
  about: string
}

const [file, pairsWanted = '400'] = process.argv.slice(2)
if (file === undefined) throw new Error('which OpenStreetMap file?')
if (!existsSync(TAGGING)) throw new Error('Routino is not installed (Debian: apt-get install routino)')
const directory = mkdtempSync(join(tmpdir(), 'quarterhour-routino-'))
const profiles = join(directory, 'profiles.xml')
writeFileSync(profiles, PROFILE)
const quiet = { stdio: 'ignore', cwd: directory } as const
// unpruned: else it drops small parts, and vertices that bend little
execFileSync(
  'planetsplitter',
  [`--dir=${directory}`, `--tagging=${TAGGING}`, '--prune-none', resolve(file)],
  quiet,
)

/** Routino's shortest way, step by step; null when it finds none. */
function askRoutino([lon1, lat1]: Pair['from'], [lon2, lat2]: Pair['to']): TheirStep[] | null {
  const answer = join(directory, 'shortest-all.txt')
  rmSync(answer, { force: true })
  const ends = [`--lon1=${lon1}`, `--lat1=${lat1}`, `--lon2=${lon2}`, `--lat2=${lat2}`]
  const options = [`--dir=${directory}`, `--profiles=${profiles}`, `--translations=${TRANSLATIONS}`]
  try {
    execFileSync(
      'routino-router',
      [...options, '--transport=foot', '--shortest', '--output-text-all', '--quiet', ...ends],
      quiet,
    )
  } catch {
    return null
  }
  if (!existsSync(answer)) return null
  return readFileSync(answer, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const cells = line.split('\t').map((cell) => cell.trim())
      return {
        lat: Number(cells[0]),
        lon: Number(cells[1]),
        name: cells[10] ?? '',
      }
    })
}

const { network } = buildNetwork(await readNetworkWays(resolve(file), basename(file)))
const view = viewNetwork(network, null)
const index = new SnapIndex(network)
const onStreet = new Snapper(index, view, ON_STREET_METERS)
const { ofNode } = viewComponents(view)
const search = new WalkSearch(view)
const random = seededRandom(8415)

/** Ends of edges that cars and feet share: Routino has them whatever its rules for paths are. */
const COMMON = new Set(['mainRoad', 'road', 'residential'])
const junctions = [
  ...new Set(
    Array.from({ length: network.edgeCount }, (_, e) => e).flatMap((e) =>
      COMMON.has(WAY_KINDS[network.edgeKind[e]!]!) ? [network.edgeFrom[e]!, network.edgeTo[e]!] : [],
    ),
  ),
].filter((node) => ofNode[node] === 0)
const placeOf = (node: number): [number, number] => [
  network.nodeLon[node]! / 1e7,
  network.nodeLat[node]! / 1e7,
]
function startAt(node: number): PlaceOnEdge {
  const arc = network.arcs[network.arcStart[node]!]!
  return { edge: arc >>> 1, offset: arc & 1 ? network.edgeLength[arc >>> 1]! : 0 }
}

/** Between two steps; Routino itself cuts each segment down to whole metres, 2.6% of a walk in Monaco. */
const metersBetween = (a: TheirStep, b: TheirStep): number => straightLineMeters(a.lon, a.lat, b.lon, b.lat)

/** Metres of our way by kind of edge, the longest first. */
function ourKinds(target: PlaceOnEdge): string {
  const meters = new Map<string, number>()
  for (const { edge, fromOffset, toOffset } of routeTo(search, target)?.stretches ?? []) {
    const kind = WAY_KINDS[network.edgeKind[edge]!]!
    meters.set(kind, (meters.get(kind) ?? 0) + Math.abs(toOffset - fromOffset) / 100)
  }
  return [...meters]
    .sort((a, b) => b[1] - a[1])
    .map(([kind, length]) => `${kind} ${length.toFixed(0)}`)
    .join(', ')
}

/** Steps of theirs that lie on no street of ours: where, what, how long. */
function offStreet(steps: readonly TheirStep[]): string {
  const off = steps.slice(1).flatMap((step, i) => {
    const before = steps[i]!
    const [lon, lat] = [(before.lon + step.lon) / 2, (before.lat + step.lat) / 2]
    const meters = metersBetween(before, step)
    return meters > 1 && !onStreet.snap(lon, lat)
      ? [`${step.name} ${meters.toFixed(0)} m at ${lat.toFixed(5)}, ${lon.toFixed(5)}`]
      : []
  })
  return off.length === 0 ? 'all on streets of ours' : off.slice(0, 4).join('; ')
}

const pairs: Pair[] = []
while (pairs.length < Number(pairsWanted)) {
  const [a, b] = [
    junctions[Math.floor(random() * junctions.length)]!,
    junctions[Math.floor(random() * junctions.length)]!,
  ]
  const [from, to] = [placeOf(a), placeOf(b)]
  const straight = straightLineMeters(from[0], from[1], to[0], to[1])
  if (straight < LEAST_METERS || straight > MOST_METERS) continue
  const target = startAt(b)
  search.run([startAt(a)], LARGEST_LIMIT)
  const cost = search.costTo(target.edge, target.offset)
  const steps = askRoutino(from, to)
  const theirs = steps?.slice(1).reduce((sum, step, i) => sum + metersBetween(steps[i]!, step), 0) ?? null
  pairs.push({
    from,
    to,
    ours: cost === UNREACHED ? null : cost / 100,
    theirs,
    about: `ours: ${ourKinds(target)} | theirs: ${steps ? offStreet(steps) : 'none'}`,
  })
}
rmSync(directory, { recursive: true, force: true })

const say = (line: string): void => void process.stdout.write(`${line}\n`)
const both = pairs.flatMap((pair) =>
  pair.ours !== null && pair.theirs !== null ? [{ ...pair, ratio: pair.ours / pair.theirs }] : [],
)
const ratios = both.map(({ ratio }) => ratio).sort((a, b) => a - b)
const at = (share: number): string =>
  ratios[Math.min(ratios.length - 1, Math.floor(ratios.length * share))]!.toFixed(4)
const within = (limit: number): string =>
  `${((100 * ratios.filter((ratio) => Math.abs(ratio - 1) <= limit).length) / ratios.length).toFixed(1)}%`
say(`${basename(file)}: ${pairs.length} pairs, ${both.length} with a way in both`)
say(
  `only ours: ${pairs.filter(({ ours, theirs }) => ours !== null && theirs === null).length}, only theirs: ${pairs.filter(({ ours, theirs }) => ours === null && theirs !== null).length}`,
)
say(
  `ours / theirs: least ${at(0)}, 1% ${at(0.01)}, 5% ${at(0.05)}, 25% ${at(0.25)}, median ${at(0.5)}, 75% ${at(0.75)}, 95% ${at(0.95)}, 99% ${at(0.99)}, most ${at(1)}`,
)
say(`within 1%: ${within(0.01)}, 2%: ${within(0.02)}, 5%: ${within(0.05)}, 10%: ${within(0.1)}`)
const text = ([lon, lat]: [number, number]): string => `${lat.toFixed(5)}, ${lon.toFixed(5)}`
for (const { from, to, ours, theirs, ratio, about } of both
  .sort((a, b) => Math.abs(Math.log(b.ratio)) - Math.abs(Math.log(a.ratio)))
  .slice(0, WORST))
  say(
    `${ratio.toFixed(3)}  ${ours!.toFixed(0)} m : ${theirs!.toFixed(0)} m  ${text(from)} → ${text(to)}\n    ${about}`,
  )
