/** `matrix --from FILE --to FILE [--max-meters n]`: walked metres between points, as CSV; unreachable is empty. */
import { existsSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import type { CirclePoint } from '../../shared/circles/walkedCircles.ts'
import type { App } from '../app/app.ts'
import { makeTransform } from '../ingest/crs/makeTransform.ts'
import { transformGeometry } from '../ingest/crs/transformGeometry.ts'
import { openSource } from '../ingest/readers/openSource.ts'
import { walkedTable } from '../services/walkedCircle.ts'
import { UsageError, type Words, allowOnly, optionOf } from './arguments.ts'
import type { CommandAnswer, CommandContext } from './commands.ts'

const MOST_CELLS = 4_000_000
const NAMES = ['id', 'ID', 'code', 'name', '名称', '编号']

interface NamedPoint extends CirclePoint {
  name: string
}

/** Points of any import format; a row without a place is an error with its number. */
async function readPoints(words: Words, option: string, context: CommandContext): Promise<NamedPoint[]> {
  const file = optionOf(words, option)
  if (file === undefined) throw new UsageError(`matrix needs --${option} FILE`)
  const path = resolve(context.directory, file)
  if (!existsSync(path)) throw new UsageError(`${file}: there is no such file`)
  const name = basename(path)
  const opened = await openSource(path, name)
  try {
    const points: NamedPoint[] = []
    for (const layer of opened.layers) {
      if (layer.crs.crs === null)
        throw new UsageError(`${name}: the coordinate system is not known; expected longitude and latitude`)
      const transform = makeTransform(layer.crs.crs)
      const column = NAMES.find((one) => layer.fields.some((field) => field.name === one))
      for await (const row of layer.rows()) {
        if ('fault' in row)
          throw new UsageError(
            `${name}, row ${row.fault.row ?? '?'}: found "${row.fault.found}", expected a point`,
          )
        const place = { file: name, row: row.rowNumber, crs: layer.crs.crs }
        const { geometry } = row.geometry
          ? transformGeometry(row.geometry, transform, place)
          : { geometry: null }
        if (geometry?.type !== 'Point')
          throw new UsageError(
            `${name}, row ${row.rowNumber}: found ${row.geometry?.type ?? 'no place'}, expected a point`,
          )
        const [lon, lat] = geometry.coordinates
        const label = column === undefined ? null : row.values[column]
        points.push({ lon: lon!, lat: lat!, name: String(label ?? row.rowNumber) })
      }
    }
    if (points.length === 0) throw new UsageError(`${name}: found no points`)
    return points
  } finally {
    await opened.close()
  }
}

const cell = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

export async function matrixCommand(app: App, words: Words, context: CommandContext): Promise<CommandAnswer> {
  allowOnly(words, 0, ['from', 'to', 'max-meters'], [])
  const most = optionOf(words, 'max-meters')
  const maxMeters = most === undefined ? undefined : Number(most)
  if (maxMeters !== undefined && !(maxMeters > 0 && maxMeters <= 10_000_000))
    throw new UsageError(`--max-meters: found "${most}", expected a number over 0`)
  const origins = await readPoints(words, 'from', context)
  const targets = await readPoints(words, 'to', context)
  if (origins.length * targets.length > MOST_CELLS)
    throw new UsageError(
      `${origins.length} × ${targets.length} pairs are too many; expected at most ${MOST_CELLS.toLocaleString('en')}`,
    )
  const table = await walkedTable(app, origins, targets, maxMeters)
  const pairs = origins.flatMap((from, row) =>
    targets.map((to, column) => ({ from: from.name, to: to.name, meters: table[row]![column]! })),
  )
  return {
    document: pairs,
    lines: [
      'from,to,meters',
      ...pairs.map(
        ({ from, to, meters }) => `${cell(from)},${cell(to)},${meters === null ? '' : meters.toFixed(1)}`,
      ),
    ],
  }
}
