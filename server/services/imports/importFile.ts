/** A dry run, or the import itself: one pass over the file, then what it was is remembered and recorded. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { today } from '../../../shared/domain/dates.ts'
import { appendAudit } from '../../access/audit.ts'
import type { App } from '../../app/app.ts'
import { Refusal } from '../../app/refusal.ts'
import { transaction } from '../../db/database.ts'
import { recordImport, rememberMapping } from '../../db/imports.ts'
import type { FieldMapping } from '../../ingest/importers/cells.ts'
import type { ImportContext } from '../../ingest/importers/importer.ts'
import { NO_START_DATE } from '../../ingest/importers/units.ts'
import { openSource } from '../../ingest/readers/openSource.ts'
import { importNetworkFile } from '../importNetworkFile.ts'
import { importOsm } from '../importOsm.ts'
import { isOsm } from '../isOsm.ts'
import { RejectedRows } from '../rejectedRows.ts'
import { transformFrom } from '../transformFrom.ts'
import { crsOf, layerOf, mappingOf, signatureOf } from './choice.ts'
import { emptyReport, type ImportJob, type Pass, type Report } from './importPass.ts'
import { importRoster } from './importRoster.ts'
import { importRows } from './importRows.ts'
import { importUnits } from './importUnits.ts'

const importersOf = { units: importUnits, roster: importRoster, rows: importRows } as const

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
    const report =
      await importersOf[choice.as === 'units' || choice.as === 'roster' ? choice.as : 'rows'](pass)
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

async function fileHash(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest('hex')
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
  void app.live.look()
  return importId
}
