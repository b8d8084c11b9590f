/**
 * Question: what does repairing a real partition leave, how much ground changes hands, and how long does it take?
 * Input: partitions that others made, beside the project (skipped where they are not there), read in degrees, written as
 * GeoJSON. Peer: mapshaper's `-clean` with its own settings; for Denver also what another team (maup) made of the same file.
 * Both get the text and give text; reading it counts. What is left is counted by laying all rings over each other exactly,
 * after rounding to 1e-7 degree. Ours is also checked by GEOS: `tests/integration/realPartitions.test.ts`.
 */
import type { Feature, FeatureCollection, MultiPolygon, Polygon } from 'geojson'
import { areaGeometry } from '../../shared/coverage/areaPolygons.ts'
import { buildCoverage, closedSteps } from '../../shared/coverage/buildCoverage.ts'
import { metersBetween, squareMetersOf, twiceArea } from '../../shared/coverage/measure.ts'
import { readAreas } from '../../server/services/plans/readAreas.ts'
import { REAL_PARTITIONS } from '../fixtures/realPartitions.ts'
import { sharedData } from '../fixtures/sharedData.ts'
import { machine, report, takeTurns } from './measure.ts'

const ROUNDS = 3
/** Gaps up to this width are faults of drawing, wider ones are real. */
const GAP_METERS = 5
/** A part of an area that is narrower than this is a sliver. */
const SLIVER_METERS = 0.5

type Area = Polygon | MultiPolygon
type Areas = FeatureCollection<Area | null, { key: string }>

const polygonsOf = (geometry: Area): number[][][][] =>
  geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates

function measured(polygon: number[][][]): { squareMeters: number; width: number } {
  let [squareMeters, around] = [0, 0]
  polygon.forEach((ring, i) => {
    const line = closedSteps(ring)
    if (line.length < 8) return
    const heights = line.filter((_, k) => k % 2 === 1)
    // Halfway up: wherever the ring begins, its area is the same.
    const middle = (Math.min(...heights) + Math.max(...heights)) / 2
    squareMeters += ((i === 0 ? 1 : -1) * squareMetersOf(Math.abs(twiceArea(line)), middle)) / 2
    for (let k = 2; k < line.length; k += 2)
      around += metersBetween(line[k - 2]!, line[k - 1]!, line[k]!, line[k + 1]!)
  })
  return { squareMeters, width: around === 0 ? 0 : (2 * squareMeters) / around }
}

function squareMetersByKey({ features }: Areas): Map<string, number> {
  const sums = new Map<string, number>()
  for (const { properties, geometry } of features) {
    if (!geometry) continue
    const own = polygonsOf(geometry).reduce((sum, polygon) => sum + measured(polygon).squareMeters, 0)
    sums.set(properties.key, (sums.get(properties.key) ?? 0) + own)
  }
  return sums
}

function ours(text: string): string {
  const given = JSON.parse(text) as FeatureCollection<Area, { key: string }>
  const { coverage } = buildCoverage(
    given.features.map(({ properties, geometry }) => ({ key: properties.key, geometry })),
    { gapMeters: GAP_METERS },
  )
  const features = [...new Set(given.features.map(({ properties }) => properties.key))].map(
    (key): Feature<Area> => ({ type: 'Feature', properties: { key }, geometry: areaGeometry(coverage, key) }),
  )
  return JSON.stringify({ type: 'FeatureCollection', features })
}

interface Mapshaper {
  applyCommands: (commands: string, files: Record<string, string>) => Promise<Record<string, unknown>>
}

/** It brings two hundred packages with it, some built on the spot: installed by hand where it is measured. */
async function loadMapshaper(): Promise<Mapshaper | null> {
  const name = 'mapshaper'
  return import(name).then(
    (loaded: { default: Mapshaper }) => loaded.default,
    () => null,
  )
}
const mapshaper = await loadMapshaper()
if (!mapshaper) {
  console.log('mapshaper is not here: npm install --no-save mapshaper@0.7.70')
  process.exit(0)
}

async function byMapshaper(text: string): Promise<string> {
  const files = await mapshaper!.applyCommands('-i in.json -clean -o out.json', { 'in.json': text })
  return String(files['out.json'])
}

/** What is still wrong, and how much ground each area lost or won against the file as it was. */
function tell(what: string, result: Areas, before: ReadonlyMap<string, number>): void {
  const areas = result.features.flatMap(({ properties, geometry }) =>
    geometry && polygonsOf(geometry).length > 0 ? [{ key: properties.key, geometry }] : [],
  )
  const { faults } = buildCoverage(areas, { gapMeters: GAP_METERS })
  const after = squareMetersByKey(result)
  const of = (kind: string): string => {
    const own = faults.filter((fault) => fault.kind === kind)
    return `${own.length} (${own.reduce((sum, { squareMeters }) => sum + squareMeters, 0).toFixed(2)} m²)`
  }
  const slivers = areas.flatMap(({ geometry }) =>
    polygonsOf(geometry).filter((polygon) => measured(polygon).width < SLIVER_METERS),
  ).length
  let [changed, most] = [0, 0]
  for (const [key, squareMeters] of before) {
    const by = Math.abs((after.get(key) ?? 0) - squareMeters)
    changed += by
    most = Math.max(most, by)
  }
  console.log(
    `  ${what.padEnd(26)} overlaps ${of('overlap')}, gaps ${of('gap')}, slivers ${slivers}, areas ${areas.length}; ` +
      `area changed ${Math.round(changed).toLocaleString('en')} m², of one at most ${Math.round(most).toLocaleString('en')} m²`,
  )
}

async function textOf(partition: (typeof REAL_PARTITIONS)[number], file: string): Promise<string> {
  const { key, crs } = partition
  const areas = await readAreas(file, partition.name, {
    axisOrder: 'auto',
    ...(key === '' ? {} : { key }),
    ...(crs === undefined ? {} : { crs }),
  })
  return JSON.stringify({
    type: 'FeatureCollection',
    features: areas.map((area) => ({
      type: 'Feature',
      properties: { key: area.key },
      geometry: area.geometry,
    })),
  })
}

console.log(machine())
for (const partition of REAL_PARTITIONS) {
  const file = sharedData(partition.path)
  if (!file) {
    console.log(`\n${partition.name}: not there, not measured`)
    continue
  }
  const text = await textOf(partition, file)
  const given = JSON.parse(text) as Areas
  const before = squareMetersByKey(given)
  console.log(`\n${partition.name}: ${given.features.length} areas, ${(text.length / 1e6).toFixed(1)} MB`)
  tell('as it is', given, before)
  tell('ours', JSON.parse(ours(text)) as Areas, before)
  tell('mapshaper', JSON.parse(await byMapshaper(text)) as Areas, before)
  report(
    `Repairing ${partition.name}`,
    await takeTurns(
      [
        { name: 'ours', run: () => ours(text) },
        { name: 'mapshaper -clean', run: () => byMapshaper(text) },
      ],
      ROUNDS,
    ),
  )
}

/** Another team's answer to the same file, and Tainan beside it as a partition that nobody has repaired. */
async function besideOtherTeam(): Promise<void> {
  const [dirty, repaired] = ['Denver, precincts', 'Denver, precincts as another team repaired them'].map(
    (name) => REAL_PARTITIONS.find((partition) => partition.name === name)!,
  )
  const [from, to] = [sharedData(dirty!.path), sharedData(repaired!.path)]
  if (!from || !to) return
  const text = await textOf(dirty!, from)
  const before = squareMetersByKey(JSON.parse(text) as Areas)
  const theirs = JSON.parse(await textOf(repaired!, to)) as Areas
  const own = JSON.parse(ours(text)) as Areas
  console.log('\nDenver, precincts: ours beside what another team made of them')
  tell('ours', own, before)
  tell('the other team', theirs, before)
  const [a, b] = [squareMetersByKey(own), squareMetersByKey(theirs)]
  const apart = [...a].map(([key, squareMeters]) => Math.abs(squareMeters - (b.get(key) ?? 0)))
  console.log(
    `  between both: ${Math.round(apart.reduce((sum, one) => sum + one, 0)).toLocaleString('en')} m², of one precinct at most ${Math.round(Math.max(...apart)).toLocaleString('en')} m²`,
  )
}
await besideOtherTeam()
