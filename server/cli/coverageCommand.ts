/**
 * `coverage check FILE` and `coverage repair FILE --out FILE`: whether the areas of a file are a partition, and the
 * same areas as one. `[--key FIELD] [--layer NAME] [--gap METERS]`
 */
import { writeFileSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { areaGeometry } from '../../shared/coverage/areaPolygons.ts'
import { type CoverageFault, buildCoverage } from '../../shared/coverage/buildCoverage.ts'
import type { App } from '../app/app.ts'
import { readAreas } from '../services/plans/readAreas.ts'
import { UsageError, type Words, allowOnly, axisFrom, optionOf } from './arguments.ts'
import type { CommandAnswer, CommandContext } from './commands.ts'

const GAP_METERS = 5
const LINES_IN_WORDS = 20
const number = (value: number): string => value.toLocaleString('en')

export async function coverageCommand(
  _app: App,
  words: Words,
  context: CommandContext,
): Promise<CommandAnswer> {
  const [action, name] = words.names
  if (action !== 'check' && action !== 'repair')
    throw new UsageError('coverage needs a word: check FILE, or repair FILE --out FILE')
  const options = ['key', 'layer', 'gap', 'crs', 'axis', 'encoding']
  allowOnly(words, 2, action === 'repair' ? [...options, 'out'] : options, [])
  if (name === undefined) throw new UsageError(`coverage ${action} needs a FILE`)
  const out = optionOf(words, 'out')
  if (action === 'repair' && out === undefined) throw new UsageError('coverage repair needs --out FILE')
  const gapMeters = Number(optionOf(words, 'gap') ?? GAP_METERS)
  if (!(gapMeters >= 0 && gapMeters <= 1000))
    throw new UsageError(`--gap: found "${optionOf(words, 'gap')}", expected metres from 0 to 1000`)
  const areas = await readAreas(resolve(context.directory, name), basename(name), {
    key: optionOf(words, 'key'),
    layer: optionOf(words, 'layer'),
    crs: optionOf(words, 'crs'),
    encoding: optionOf(words, 'encoding'),
    axisOrder: axisFrom(words),
  })
  const { coverage, faults } = buildCoverage(areas, { gapMeters })
  if (out !== undefined) {
    // Rows of one key are one area.
    const byKey = new Map(areas.map((area) => [area.key, area]))
    const features = [...byKey.values()].map(({ key, properties }) => ({
      type: 'Feature',
      properties,
      geometry: areaGeometry(coverage, key),
    }))
    writeFileSync(resolve(context.directory, out), JSON.stringify({ type: 'FeatureCollection', features }))
  }
  return {
    document: { areas: areas.length, faults },
    lines: [
      `${number(areas.length)} areas; ${(['overlap', 'gap', 'hole', 'nothing'] as const)
        .map((kind) => summaryOf(kind, faults))
        .join(', ')}`,
      ...[...faults]
        .sort((a, b) => b.squareMeters - a.squareMeters)
        .slice(0, LINES_IN_WORDS)
        .map(
          ({ kind, keys, at, squareMeters, givenTo }) =>
            `  ${kind} ${keys.join(' / ')} near ${at[0].toFixed(5)}, ${at[1].toFixed(5)}: ${squareMeters.toFixed(1)} m²${givenTo === null ? '' : `, to ${givenTo}`}`,
        ),
      ...(out === undefined ? [] : [`written to ${out}`]),
    ],
    exitCode: action === 'check' && faults.length > 0 ? 1 : 0,
  }
}

function summaryOf(kind: CoverageFault['kind'], faults: readonly CoverageFault[]): string {
  const found = faults.filter((fault) => fault.kind === kind)
  const squareMeters = found.reduce((sum, fault) => sum + fault.squareMeters, 0)
  return `${kind} ${number(found.length)}${found.length === 0 ? '' : ` (${number(Math.round(squareMeters))} m²)`}`
}
