/** OpenStreetMap files: the base map, and with it buildings and facilities by their tags. */
import { randomUUID } from 'node:crypto'
import type { Geometry } from 'geojson'
import { dayAt } from '../../shared/domain/dates.ts'
import type { ImportReport } from '../../shared/domain/importing.ts'
import type { z } from 'zod'
import type { BasemapFeature } from '../../shared/domain/basemap.ts'
import { appendAudit } from '../access/audit.ts'
import type { App } from '../app/app.ts'
import { replaceBasemap } from '../db/basemap.ts'
import { transaction } from '../db/database.ts'
import { recordImport } from '../db/imports.ts'
import { addAttribution, setSetting } from '../db/settings.ts'
import { dropStaged, type MergeCounts, mergeStaged, stageRows, type StagedRow } from '../db/staging.ts'
import { Cells } from '../ingest/importers/cells.ts'
import { buildingImporter } from '../ingest/importers/buildings.ts'
import { facilityImporter } from '../ingest/importers/facilities.ts'
import type { RowImporter } from '../ingest/importers/importer.ts'
import { readOsm } from '../ingest/osm/readOsm.ts'
import type { SourceFormat, SourceValue } from '../ingest/readers/types.ts'
import { announce } from '../live/events.ts'
import type { ImportJob } from './imports.ts'
import { linkScope } from './linking.ts'

type Report = z.infer<typeof ImportReport>

const STAGED_AT_ONCE = 5_000
export const OSM_ATTRIBUTION = '© OpenStreetMap contributors'

export const isOsm = (format: SourceFormat): boolean => format === 'osm-pbf' || format === 'osm-xml'

/** Rows of our own making, parsed like those of any file. */
export async function stageRecords<Record>(
  app: App,
  importKey: string,
  importer: RowImporter,
  file: string,
  records: Iterable<Record>,
  toRow: (record: Record) => { values: { [target: string]: SourceValue }; geometry: Geometry | null },
  date: string,
): Promise<number> {
  const context = { vault: app.vault, file, date, noted: new Map<string, number>() }
  let batch: StagedRow[] = []
  let count = 0
  for (const record of records) {
    const { values, geometry } = toRow(record)
    const mapping = Object.fromEntries(Object.keys(values).map((target) => [target, target]))
    const cells = new Cells(file, { rowNumber: ++count, values, geometry }, mapping)
    const staged = importer.parse(cells, geometry, context)
    if (staged === null) throw new Error(`${file}, record ${count}: ${JSON.stringify(cells.faults)}`)
    batch.push(staged)
    if (batch.length >= STAGED_AT_ONCE) {
      await stageRows(app.db.pool, importKey, batch)
      batch = []
    }
  }
  await stageRows(app.db.pool, importKey, batch)
  return count
}

export async function importOsm(app: App, job: ImportJob, report: Report): Promise<Report> {
  job.control?.progress('job.reading', 0)
  const content = await readOsm(job.path, job.file)
  const wants = (kind: 'basemap' | 'buildings' | 'facilities'): boolean =>
    job.choice.as === 'basemap' || job.choice.as === kind
  const basemap: BasemapFeature[] = job.choice.as === 'basemap' ? content.basemap : []
  const buildings = wants('buildings') ? content.buildings : []
  const facilities = wants('facilities') ? content.facilities : []
  Object.assign(report, {
    crs: 'EPSG:4326',
    encoding: 'UTF-8',
    read: basemap.length + buildings.length + facilities.length,
    accepted: basemap.length + buildings.length + facilities.length,
  })
  report.notices.push({
    key: 'notice.osmContent',
    facts: { basemap: basemap.length, buildings: buildings.length, facilities: facilities.length },
  })
  for (const [reason, count] of Object.entries(content.ignored)) {
    report.notices.push({ key: 'notice.osmIgnored', facts: { reason, count } })
  }
  if (job.isDryRun) return report

  const today = dayAt(new Date())
  const [buildingKey, facilityKey] = [randomUUID(), randomUUID()]
  try {
    await stageRecords(
      app,
      buildingKey,
      buildingImporter,
      job.file,
      buildings,
      ({ footprint, floors, ...values }) => ({
        values: { ...values, floors: floors ?? null },
        geometry: footprint,
      }),
      today,
    )
    await stageRecords(
      app,
      facilityKey,
      facilityImporter,
      job.file,
      facilities,
      ({ lon, lat, ...values }) => ({ values, geometry: { type: 'Point', coordinates: [lon, lat] } }),
      today,
    )
    job.control?.progress('job.storing', 0)
    report.importId = await transaction(app.db, async (tx) => {
      const total: MergeCounts = { added: 0, changed: 0, unchanged: 0 }
      const include = (counts: MergeCounts): MergeCounts => {
        total.added += counts.added
        total.changed += counts.changed
        total.unchanged += counts.unchanged
        return counts
      }
      if (job.choice.as === 'basemap') {
        const counts = include(await replaceBasemap(tx, job.file, basemap))
        await addAttribution(tx, OSM_ATTRIBUTION)
        await setSetting(tx, 'date.basemap', today)
        await announce(tx, 'basemap', counts.added + counts.changed)
      }
      const built = include(
        await mergeStaged(tx, buildingKey, buildingImporter.table, buildingImporter.columns),
      )
      await announce(tx, 'buildings', built.added + built.changed)
      const served = include(
        await mergeStaged(tx, facilityKey, facilityImporter.table, facilityImporter.columns),
      )
      await announce(tx, 'facilities', served.added + served.changed)
      Object.assign(report, total)
      await appendAudit(tx, job.importedBy, {
        action: 'imported',
        subjectKind: job.choice.as,
        subjectId: job.file,
        fields: [String(report.accepted)],
      })
      return recordImport(tx, {
        file: job.file,
        fileHash: '',
        kind: job.choice.as,
        report: { ...report, faults: [], topology: [] },
        importedBy: job.importedBy.userName,
      })
    })
    job.control?.progress('job.linking', 0)
    await linkScope(app, 'pending')
  } finally {
    await dropStaged(app.db.pool, buildingKey)
    await dropStaged(app.db.pool, facilityKey)
  }
  await app.live.look()
  return report
}
