/** `import FILE --as KIND …`: the same import as through the page. */
import { existsSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { Day } from '../../shared/domain/dates.ts'
import { IMPORT_KINDS, type ImportKind, type ImportReport } from '../../shared/domain/importing.ts'
import { UNIT_LEVELS, type UnitLevel } from '../../shared/domain/levels.ts'
import type { z } from 'zod'
import { systemViewer } from '../access/viewer.ts'
import type { App } from '../app/app.ts'
import { importFile } from '../services/imports/importFile.ts'
import { UsageError, type Words, allowOnly, axisFrom, optionOf } from './arguments.ts'
import type { CommandAnswer, CommandContext } from './commands.ts'
import { doorLines, networkLines } from './networkLines.ts'
import { sentenceOf } from './sentences.ts'

const oneOf = <Value extends string>(option: string, value: string, allowed: readonly Value[]): Value => {
  if ((allowed as readonly string[]).includes(value)) return value as Value
  throw new UsageError(`--${option}: found "${value}", expected ${allowed.join(', ')}`)
}

function mappingFrom(words: Words): Record<string, string> {
  const mapping: Record<string, string> = {}
  for (const pair of words.options.get('field') ?? []) {
    const equals = pair.indexOf('=')
    if (equals < 1) throw new UsageError(`--field: found "${pair}", expected target=column`)
    mapping[pair.slice(0, equals)] = pair.slice(equals + 1)
  }
  return mapping
}

function linesOf(report: z.infer<typeof ImportReport>): string[] {
  const number = (value: number): string => value.toLocaleString('en')
  const verb = report.isDryRun ? 'would be accepted' : 'accepted'
  const lines = [
    `read ${number(report.read)}, ${verb} ${number(report.accepted)} (new ${number(report.added)}, changed ${number(report.changed)}, same ${number(report.unchanged)}), faulty ${number(report.faulty)}`,
    `coordinate system ${report.crs ?? 'none'}, encoding ${report.encoding ?? 'not stated'}`,
    ...(report.ended > 0
      ? [
          `not in the file: ${number(report.ended)} units ${report.isDryRun ? 'would end' : 'ended'}`,
          ...report.endedUnits.map(({ code, name }) => `  ${code} ${name}`),
        ]
      : []),
    ...(report.network ? [...networkLines(report.network), ...doorLines(report.network)] : []),
    ...report.notices.map(({ key, facts }) => `note: ${sentenceOf(key, facts)}`),
    ...Object.entries(report.topologyTotal)
      .filter(([type]) => !type.endsWith('SquareMeters'))
      .map(
        ([type, count]) =>
          `${type}: ${number(count)} places, ${number(Math.round(report.topologyTotal[`${type}SquareMeters`] ?? 0))} m² in all`,
      ),
    ...report.topology
      .slice(0, 10)
      .map(
        ({ type, units, lon, lat, areaSquareMeters }) =>
          `  ${type} ${units.join(' / ')} near ${lon.toFixed(5)}, ${lat.toFixed(5)}: ${areaSquareMeters.toFixed(1)} m²`,
      ),
    ...report.faults.slice(0, 20).map((fault) => {
      const place = [fault.file, fault.row === null ? null : `row ${fault.row}`, fault.field].filter(
        (part) => part !== null,
      )
      return `${place.join(', ')}: found "${fault.found}", ${sentenceOf(fault.expected, fault.facts)}`
    }),
  ]
  if (report.faulty > 20) lines.push(`… ${number(report.faulty - 20)} more faulty rows`)
  if (!report.isDryRun && report.faulty > 0 && report.accepted === 0) {
    lines.push(sentenceOf('import.faulty', { faulty: report.faulty, read: report.read }))
  }
  return lines
}

export async function importCommand(app: App, words: Words, context: CommandContext): Promise<CommandAnswer> {
  allowOnly(
    words,
    1,
    ['as', 'level', 'crs', 'axis', 'field', 'encoding', 'date', 'layer', 'headers', 'rejected'],
    ['dry-run', 'skip-faulty', 'end-missing', 'end-missing-top', 'join'],
  )
  const file = words.names[0]
  if (file === undefined) throw new UsageError('import needs a FILE')
  const as = optionOf(words, 'as')
  if (as === undefined) throw new UsageError(`import needs --as ${IMPORT_KINDS.join('|')}`)
  const path = resolve(context.directory, file)
  if (!existsSync(path)) throw new UsageError(`${file}: there is no such file`)
  const level = optionOf(words, 'level')
  const date = optionOf(words, 'date')
  if (date !== undefined && !Day.safeParse(date).success) {
    throw new UsageError(`--date: found "${date}", expected a date such as 2026-11-24`)
  }
  const headers = optionOf(words, 'headers')
  if (headers !== undefined && headers !== '1' && headers !== '2')
    throw new UsageError('--headers: expected 1 or 2')
  const rejected = optionOf(words, 'rejected')
  const endMissingTop = words.flags.has('end-missing-top')
  const report = await importFile(app, {
    path,
    file: basename(path),
    isDryRun: words.flags.has('dry-run'),
    importedBy: systemViewer,
    rejectedFile: rejected === undefined ? undefined : resolve(context.directory, rejected),
    choice: {
      as: oneOf<ImportKind>('as', as, IMPORT_KINDS),
      level: level === undefined ? undefined : oneOf<UnitLevel>('level', level, UNIT_LEVELS),
      crs: optionOf(words, 'crs') ?? 'auto',
      axisOrder: axisFrom(words),
      encoding: optionOf(words, 'encoding'),
      layer: optionOf(words, 'layer'),
      headerRows: headers === undefined ? undefined : headers === '1' ? 1 : 2,
      date,
      mapping: mappingFrom(words),
      skipFaulty: words.flags.has('skip-faulty'),
      endMissing: words.flags.has('end-missing') || endMissingTop,
      endMissingTop,
      joinNearMisses: words.flags.has('join'),
    },
  })
  const isRefused = !report.isDryRun && report.faulty > 0 && report.accepted === 0
  return { document: report, lines: linesOf(report), exitCode: isRefused ? 1 : 0 }
}
