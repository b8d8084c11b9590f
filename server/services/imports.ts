/**
 * Importing a file: what it is, a dry run, and the import itself. One pass over the file, streamed; rows are staged by
 * short statements and taken over at the end in one transaction, so that a fault or a crash leaves nothing half-done.
 */
import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import type { Geometry } from 'geojson'
import { today } from '../../shared/domain/dates.ts'
import type {
  AxisOrder,
  FaultSchema,
  ImportChoice,
  ImportReport,
  Inspected,
} from '../../shared/domain/importing.ts'
import type { z } from 'zod'
import type { Viewer } from '../access/viewer.ts'
import { appendAudit } from '../access/audit.ts'
import type { App } from '../app/app.ts'
import { Refusal } from '../app/refusal.ts'
import { transaction } from '../db/database.ts'
import { recallMapping, recordImport, rememberMapping } from '../db/imports.ts'
import { setSetting } from '../db/settings.ts'
import { dropStaged, mergeStaged, stageRows, type StagedRow } from '../db/staging.ts'
import { contentHashes } from '../db/contentHashes.ts'
import type { Transform } from '../ingest/crs/makeTransform.ts'
import { transformGeometry } from '../ingest/crs/transformGeometry.ts'
import { Cells, type FieldMapping } from '../ingest/importers/cells.ts'
import { FIELD_TARGETS, guessKind, guessMapping, isCountMapping } from '../ingest/importers/fieldTargets.ts'
import type { ImportContext } from '../ingest/importers/importer.ts'
import { importerFor } from '../ingest/importers/importerFor.ts'
import { NO_START_DATE, type UnitRecord, parseUnit } from '../ingest/importers/units.ts'
import { openSource } from '../ingest/readers/openSource.ts'
import {
  UnreadableFile,
  type Fault,
  type OpenedSource,
  type SourceLayer,
  type SourceRow,
  type UnreadRow,
} from '../ingest/readers/types.ts'
import type { JobControl } from '../jobs/jobs.ts'
import { announce } from '../live/events.ts'
import { RejectedRows } from './rejectedRows.ts'
import { linkScope } from './linking.ts'
import { importNetworkFile } from './importNetworkFile.ts'
import { importOsm } from './importOsm.ts'
import { isOsm } from './isOsm.ts'
import { transformFrom } from './transformFrom.ts'
import { acceptUnits, dropPrepared, prepareUnits } from './storeUnits.ts'
import { stagedUnitCounts } from '../db/unitStaging.ts'
import { uploadPath } from './uploads.ts'

export type Choice = Omit<z.input<typeof ImportChoice>, 'uploadId' | 'crs' | 'mapping' | 'skipFaulty'> &
  Pick<z.infer<typeof ImportChoice>, 'crs' | 'mapping' | 'skipFaulty'>
type Report = z.infer<typeof ImportReport>

const FAULTS_SHOWN = 200
const TOPOLOGY_SHOWN = 5_000
const TOP_UNITS_NAMED = 5
const ENDED_SHOWN = 500
const STAGED_AT_ONCE = 5_000
const PREVIEW_FEATURES = 50
const PROGRESS_EVERY = 2_000

export interface ImportJob {
  path: string
  /** Shown name. */
  file: string
  choice: Choice
  isDryRun: boolean
  importedBy: Pick<Viewer, 'accountId' | 'userName'>
  control?: JobControl
  /** Where rejected rows are written as CSV; not written when absent. */
  rejectedFile?: string
}

/** Columns in a fixed order, so that the same export of next year finds last year's mapping. */
const signatureOf = (layer: SourceLayer): string =>
  createHash('sha256')
    .update(JSON.stringify(layer.fields.map(({ name }) => name)))
    .digest('hex')

function layerOf(source: OpenedSource, name: string | undefined): SourceLayer {
  const layer = name === undefined ? source.layers[0] : source.layers.find((one) => one.name === name)
  if (!layer) throw new Refusal('NOT_FOUND', 'import.layerUnknown', { layer: name ?? '' })
  return layer
}

/** The mapping to use: guessed, then what the person said; an empty column takes a guess away. */
function mappingOf(choice: Choice, layer: SourceLayer): FieldMapping {
  const columns = layer.fields.map(({ name }) => name)
  const isCounted = choice.as === 'residents' && (choice.mapping.residents ?? '') !== ''
  const guessed = guessMapping(choice.as, isCounted ? [...columns, 'residents'] : columns)
  const merged = { ...guessed, ...choice.mapping }
  const mapping = Object.fromEntries(Object.entries(merged).filter(([, column]) => column !== ''))
  for (const [target, column] of Object.entries(mapping)) {
    if (!column.startsWith('=') && !columns.includes(column)) {
      throw new Refusal('BAD_REQUEST', 'import.columnMissing', { column, target })
    }
  }
  const isCounts = choice.as === 'residents' && isCountMapping(mapping)
  for (const { target, isRequired } of FIELD_TARGETS[choice.as]) {
    if (isRequired && !isCounts && mapping[target] === undefined) {
      throw new Refusal('BAD_REQUEST', 'import.fieldMissing', { target })
    }
  }
  return mapping
}

const crsOf = (choice: Choice, layer: SourceLayer): string | null =>
  choice.crs === 'auto' ? layer.crs.crs : choice.crs

/** 0, 0 stands for no place: the row comes in, is not drawn, and waits on the list of links. */
const isZero = ([x, y]: number[]): boolean => Math.abs(x!) < 1e-4 && Math.abs(y!) < 1e-4

/** The row's place: from mapped columns when there are two, else its geometry; faults are given with it. */
function placeOf(
  row: SourceRow,
  mapping: FieldMapping,
  transform: Transform | null,
  file: string,
): { geometry: Geometry | null; faults: Fault[] } {
  let geometry = row.geometry
  if (mapping.lon !== undefined && mapping.lat !== undefined) {
    const [x, y] = [row.values[mapping.lon], row.values[mapping.lat]].map((value) =>
      value === null || value === undefined || String(value).trim() === '' ? null : Number(value),
    )
    geometry = x === null || y === null ? null : { type: 'Point', coordinates: [x!, y!] }
  }
  if (geometry?.type === 'Point' && isZero(geometry.coordinates)) {
    return { geometry: { type: 'Point', coordinates: [0, 0] }, faults: [] }
  }
  if (geometry === null || transform === null) return { geometry: null, faults: [] }
  return transformGeometry(geometry, transform, { file, row: row.rowNumber })
}

async function fileHash(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

/** Shows what a file is, with guesses to start from. */
export async function inspectFile(
  app: App,
  path: string,
  file: string,
  options: {
    encoding?: string
    headerRows?: 1 | 2
    crs?: string
    axisOrder?: AxisOrder
    as?: Choice['as']
    lon?: string
    lat?: string
  } = {},
): Promise<Omit<Inspected, 'uploadId' | 'bytes'>> {
  const source = await openSource(path, file, {
    encoding: options.encoding,
    headerRows: options.headerRows,
    swapCoordinates: options.axisOrder === 'latlon',
  })
  try {
    const layers = await Promise.all(
      source.layers.map(async (layer) => {
        const columns = layer.fields.map(({ name }) => name)
        const remembered = await recallMapping(app.db.pool, signatureOf(layer))
        const kind = isOsm(source.format)
          ? 'basemap'
          : (options.as ?? remembered?.kind ?? guessKind(columns, layer.geometryTypes, file))
        const suggested = remembered?.kind === kind ? remembered.mapping : guessMapping(kind, columns)
        // Columns that a person named for the place, so that the preview shows what they would give.
        const isPlaced = [options.lon, options.lat].every((one) => one !== undefined && columns.includes(one))
        const mapping = isPlaced
          ? { ...suggested, lon: options.lon as string, lat: options.lat as string }
          : suggested
        const crs = options.crs && options.crs !== 'auto' ? options.crs : layer.crs.crs
        const transform = crs === null ? null : transformFrom(crs)
        const preview = layer.sampleRows
          .slice(0, PREVIEW_FEATURES)
          .map((row) => placeOf(row, mapping, transform, file).geometry)
          .filter((geometry) => geometry !== null)
        return {
          name: layer.name,
          fields: layer.fields,
          geometryTypes: layer.geometryTypes,
          rowCount: layer.rowCount,
          crs: layer.crs.crs,
          crsSource: layer.crs.source,
          crsWarnings: layer.crs.warnings,
          crsCandidates: layer.crs.candidates,
          encoding: layer.encoding,
          sampleRows: layer.sampleRows.slice(0, 10).map(({ values }) => values),
          preview,
          suggestedKind: kind,
          suggestedLevel: (remembered?.level as 'street' | 'community' | 'grid' | null) ?? null,
          suggestedMapping: mapping,
          isRemembered: remembered?.kind === kind,
        }
      }),
    )
    return { file, format: source.format, layers, notices: source.notices }
  } finally {
    await source.close()
  }
}

const emptyReport = (choice: Choice, isDryRun: boolean): Report => ({
  importId: null,
  as: choice.as,
  read: 0,
  accepted: 0,
  added: 0,
  changed: 0,
  unchanged: 0,
  ended: 0,
  endedUnits: [],
  faulty: 0,
  faults: [],
  crs: null,
  encoding: null,
  notices: [],
  topology: [],
  topologyTotal: {},
  linked: null,
  unlinked: null,
  network: null,
  isDryRun,
})

/**
 * Runs the import, or says what it would do.
 * @throws UnreadableFile, Refusal; faults of rows are in the report. With faults and without `skipFaulty` nothing is
 *   imported, and the report says so by `accepted: 0`.
 */
export async function importFile(app: App, job: ImportJob): Promise<Report> {
  const { choice, control } = job
  if (choice.as === 'network') return importNetworkFile(app, job, emptyReport(choice, job.isDryRun))
  const source = await openSource(job.path, job.file, {
    encoding: choice.encoding,
    headerRows: choice.headerRows,
    swapCoordinates: choice.axisOrder === 'latlon',
  })
  try {
    if (isOsm(source.format)) {
      await source.close()
      return await importOsm(app, job, emptyReport(choice, job.isDryRun))
    }
    if (choice.as === 'basemap') throw new Refusal('BAD_REQUEST', 'import.notOsm')
    const layer = layerOf(source, choice.layer)
    const mapping = mappingOf(choice, layer)
    const crs = crsOf(choice, layer)
    const hasPlaces =
      layer.geometryTypes.length > 0 || (mapping.lon !== undefined && mapping.lat !== undefined)
    if (crs === null && hasPlaces) throw new Refusal('BAD_REQUEST', 'import.crsUnknown')
    const pass: Pass = {
      app,
      job,
      layer,
      mapping,
      transform: crs === null ? null : transformFrom(crs),
      report: {
        ...emptyReport(choice, job.isDryRun),
        crs,
        encoding: layer.encoding,
        // What is chosen by hand was looked at by somebody.
        notices: [
          ...source.notices,
          ...(choice.crs === 'auto' && choice.mapping.lon === undefined
            ? layer.crs.warnings
                .filter((key) => key !== 'crs.warning.swapped' || (choice.axisOrder ?? 'auto') === 'auto')
                .map((key) => ({ key }))
            : []),
        ],
      },
      rejected:
        job.rejectedFile === undefined
          ? null
          : new RejectedRows(
              job.rejectedFile,
              layer.fields.map(({ name }) => name),
            ),
      context: {
        vault: app.vault,
        file: job.file,
        date: choice.date ?? (choice.as === 'units' ? NO_START_DATE : today()),
        noted: new Map(),
      },
      firstRowOf: new Map(),
    }
    const signature = signatureOf(layer)
    const report = choice.as === 'units' ? await importUnits(pass) : await importRows(pass)
    await pass.rejected?.close()
    report.notices.push(...noticesOf(pass.context))
    if (control?.signal.aborted) throw new Refusal('CONFLICT', 'import.cancelled')
    if (!job.isDryRun && report.accepted > 0) {
      report.importId = await finish(app, job, report, signature, mapping)
    }
    return report
  } finally {
    await source.close()
  }
}

interface Pass {
  app: App
  job: ImportJob
  layer: SourceLayer
  mapping: FieldMapping
  transform: Transform | null
  report: Report
  rejected: RejectedRows | null
  context: ImportContext
  /** Row that an id was first seen in. */
  firstRowOf: Map<string, number>
}

/** Counts and keeps the faults of one row. */
async function reject(
  pass: Pass,
  row: SourceRow | UnreadRow | null,
  faults: readonly Fault[],
): Promise<void> {
  pass.report.faulty++
  const room = Math.max(0, FAULTS_SHOWN - pass.report.faults.length)
  pass.report.faults.push(...(faults.slice(0, room) as FaultSchema[]))
  await pass.rejected?.write(row, faults)
}

async function* readRows(
  pass: Pass,
): AsyncGenerator<{ row: SourceRow; cells: Cells; place: Geometry | null }> {
  for await (const entry of pass.layer.rows()) {
    if (pass.job.control?.signal.aborted) return
    pass.report.read++
    if (pass.report.read % PROGRESS_EVERY === 0) {
      pass.job.control?.progress('job.reading', pass.report.read, pass.layer.rowCount)
    }
    if ('fault' in entry) {
      await reject(pass, entry, [entry.fault, ...(entry.otherFaults ?? [])])
      continue
    }
    const cells = new Cells(pass.job.file, entry, pass.mapping)
    const place = placeOf(entry, pass.mapping, pass.transform, pass.job.file)
    cells.faults.push(...place.faults)
    yield { row: entry, cells, place: place.geometry }
  }
}

/** An id seen before in this file is a fault of the later row. */
function checkUnique(pass: Pass, cells: Cells, id: string, target: string): boolean {
  const first = pass.firstRowOf.get(id)
  if (first === undefined) {
    pass.firstRowOf.set(id, cells.row.rowNumber)
    return true
  }
  cells.fault(target, id, 'fault.expected.unique', { row: first })
  return false
}

async function importRows(pass: Pass): Promise<Report> {
  const { app, job, report } = pass
  const importer = importerFor(job.choice.as, pass.mapping)
  const importKey = randomUUID()
  const keyTarget = importer.table === 'building' || importer.table === 'population_count' ? 'code' : 'id'
  let batch: StagedRow[] = []
  const flush = async (): Promise<void> => {
    if (job.isDryRun) {
      const before = await contentHashes(
        app.db.pool,
        importer.table,
        batch.map(({ id }) => id),
      )
      for (const { id, data } of batch) {
        const known = before.get(id)
        if (known === undefined) report.added++
        else if (known === data.content_hash) report.unchanged++
        else report.changed++
      }
    } else await stageRows(app.db.pool, importKey, importer.table, importer.columns, batch)
    batch = []
  }
  try {
    for await (const { row, cells, place } of readRows(pass)) {
      const staged = importer.parse(cells, place, pass.context)
      if (staged === null || !checkUnique(pass, cells, staged.id, keyTarget)) {
        await reject(pass, row, cells.faults)
        continue
      }
      batch.push(staged)
      report.accepted++
      if (batch.length >= STAGED_AT_ONCE) await flush()
    }
    await flush()
    if (job.isDryRun) return report
    if (job.control?.signal.aborted) throw new Refusal('CONFLICT', 'import.cancelled')
    if (report.faulty > 0 && !job.choice.skipFaulty) return { ...report, accepted: 0 }
    job.control?.progress('job.storing', report.accepted, report.accepted)
    const counts = await transaction(app.db, async (tx) => {
      const merged = await mergeStaged(tx, importKey, importer.table, importer.columns)
      if (job.choice.as === 'residents') {
        if (importer.table === 'resident') await setSetting(tx, 'date.residents', job.choice.date ?? today())
      }
      await announce(tx, job.choice.as as 'residents', merged.added + merged.changed)
      return merged
    })
    job.control?.progress('job.linking', 0)
    await linkScope(app, 'pending')
    return { ...report, ...counts }
  } finally {
    await dropStaged(app.db.pool, importKey, importer.table)
  }
}

async function importUnits(pass: Pass): Promise<Report> {
  const { app, job, report } = pass
  const units: UnitRecord[] = []
  for await (const { row, cells, place } of readRows(pass)) {
    const unit = parseUnit(cells, place, job.choice.level, pass.context)
    if (unit === null || !checkUnique(pass, cells, unit.code, 'code')) await reject(pass, row, cells.faults)
    else units.push(unit)
  }
  // A row that could not be read might be one of those that look missing.
  const isEnding = job.choice.endMissing === true && report.faulty === 0
  const prepared = await prepareUnits(app, units, {
    isChecked: true,
    control: job.control,
    endMissingOn: isEnding ? (job.choice.date ?? today()) : undefined,
    endsTop: job.choice.endMissingTop,
  })
  try {
    for (const orphan of prepared.resolved.orphans) {
      await reject(pass, null, [
        {
          file: job.file,
          row: orphan.rowNumber,
          field: pass.mapping.parent ?? 'parent',
          found: orphan.parent ?? '',
          expected: 'fault.expected.parentUnit',
        },
      ])
    }
    for (const { unit, knownLevel } of prepared.moved) {
      await reject(pass, null, [
        {
          file: job.file,
          row: unit.rowNumber,
          field: pass.mapping.level ?? 'level',
          found: unit.level,
          expected: 'fault.expected.sameLevel',
          facts: { level: knownLevel },
        },
      ])
    }
    report.accepted = units.length - prepared.resolved.orphans.length - prepared.moved.length
    if (job.choice.endMissing === true && report.faulty > 0) {
      prepared.ended = []
      report.notices.push({ key: 'notice.endNeedsAllRows' })
    }
    if (prepared.keptTop.length > 0) {
      report.notices.push({
        key: 'notice.topUnitsStay',
        facts: {
          count: prepared.keptTop.length,
          units: prepared.keptTop
            .slice(0, TOP_UNITS_NAMED)
            .map(({ name }) => name)
            .join('、'),
        },
      })
    }
    report.ended = prepared.ended.length
    report.endedUnits = prepared.ended.slice(0, ENDED_SHOWN).map(({ code, name }) => ({ code, name }))
    report.topology = prepared.findings.slice(0, TOPOLOGY_SHOWN)
    for (const { type, areaSquareMeters } of prepared.findings) {
      report.topologyTotal[type] = (report.topologyTotal[type] ?? 0) + 1
      report.topologyTotal[`${type}SquareMeters`] =
        (report.topologyTotal[`${type}SquareMeters`] ?? 0) + areaSquareMeters
    }
    if (prepared.resolved.made.length > 0) {
      report.notices.push({ key: 'notice.parentsMade', facts: { count: prepared.resolved.made.length } })
    }
    const repaired = report.topologyTotal.selfIntersection
    if (repaired) report.notices.push({ key: 'notice.repaired', facts: { count: repaired } })
    if (job.isDryRun) return { ...report, ...(await stagedUnitCounts(app.db.pool, prepared.importKey)) }
    if (job.control?.signal.aborted) throw new Refusal('CONFLICT', 'import.cancelled')
    if (report.faulty > 0 && !job.choice.skipFaulty) return { ...report, accepted: 0 }
    const counts = await acceptUnits(app, prepared)
    job.control?.progress('job.linking', 0)
    if (counts.added + counts.changed + report.ended > 0) await linkScope(app)
    return { ...report, ...counts }
  } finally {
    await dropPrepared(app, prepared)
  }
}

function noticesOf(context: ImportContext): Report['notices'] {
  const notices: Report['notices'] = []
  const kinds: string[] = []
  for (const [key, count] of context.noted) {
    if (key.startsWith('kind:')) kinds.push(`${key.slice(5)} × ${count}`)
    else notices.push({ key, facts: { count, date: context.date } })
  }
  if (kinds.length > 0) notices.push({ key: 'notice.kindGuessed', facts: { kinds: kinds.join(', ') } })
  return notices
}

/** Remembers the mapping, records the import and its audit row. @returns id of the import */
async function finish(
  app: App,
  job: ImportJob,
  report: Report,
  signature: string,
  mapping: FieldMapping,
): Promise<string> {
  const hash = await fileHash(job.path)
  const importId = await transaction(app.db, async (tx) => {
    await rememberMapping(tx, signature, {
      kind: job.choice.as,
      mapping,
      level: job.choice.level ?? null,
      crs: job.choice.crs === 'auto' ? null : job.choice.crs,
    })
    const { faults: _faults, topology: _topology, endedUnits: _ended, ...kept } = report
    await appendAudit(tx, job.importedBy, {
      action: 'imported',
      subjectKind: job.choice.as,
      subjectId: job.file,
      fields: [String(report.accepted), ...(report.ended > 0 ? [`ended ${report.ended}`] : [])],
    })
    return recordImport(tx, {
      file: job.file,
      fileHash: hash,
      kind: job.choice.as,
      report: kept,
      importedBy: job.importedBy.userName,
    })
  })
  await app.live.look()
  return importId
}

export async function inspectUpload(
  app: App,
  viewer: Viewer,
  input: {
    uploadId: string
    encoding?: string
    headerRows?: 1 | 2
    crs?: string
    axisOrder?: AxisOrder
    as?: Choice['as']
    lon?: string
    lat?: string
  },
): Promise<Inspected> {
  const upload = uploadPath(app, viewer, input.uploadId)
  const inspected = await inspectFile(app, upload.path, basename(upload.path), input).catch(
    (error: unknown) => {
      if (!(error instanceof UnreadableFile)) throw error
      throw new Refusal('BAD_REQUEST', error.key, { ...error.facts, file: error.file })
    },
  )
  return { ...inspected, uploadId: input.uploadId, bytes: upload.bytes }
}

/** Starts the job of a dry run or an import. @returns its id */
export function importUpload(
  app: App,
  viewer: Viewer,
  input: z.infer<typeof ImportChoice> & { accept: boolean },
): string {
  const { uploadId, accept, ...choice } = input
  const upload = uploadPath(app, viewer, uploadId)
  return app.jobs.start(accept ? 'import' : 'dryRun', viewer.accountId, (control) =>
    importFile(app, {
      path: upload.path,
      file: basename(upload.path),
      choice,
      isDryRun: !accept,
      importedBy: viewer,
      control,
      rejectedFile: upload.rejectedFile,
    }),
  )
}
