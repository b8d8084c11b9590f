/** OpenStreetMap files: the base map, and with it buildings and facilities by their tags. */
import { randomUUID } from 'node:crypto'
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
import { dropStaged, type MergeCounts, mergeStaged } from '../db/staging.ts'
import { buildingImporter } from '../ingest/importers/buildings.ts'
import { facilityImporter } from '../ingest/importers/facilities.ts'
import { readOsm } from '../ingest/osm/readOsm.ts'
import { announce } from '../live/events.ts'
import type { ImportJob } from './imports/importPass.ts'
import { linkScope } from './linking.ts'
import { parseRecords, stageParsed } from './stageRecords.ts'

type Report = z.infer<typeof ImportReport>

export const OSM_ATTRIBUTION = '© OpenStreetMap contributors'

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
    const source = { file: job.file, date: today }
    await stageParsed(
      app,
      buildingKey,
      buildingImporter,
      parseRecords(app.vault, {
        ...source,
        importer: buildingImporter,
        records: buildings,
        toRow: ({ footprint, floors, ...values }) => ({
          values: { ...values, floors: floors ?? null },
          geometry: footprint,
        }),
      }),
    )
    await stageParsed(
      app,
      facilityKey,
      facilityImporter,
      parseRecords(app.vault, {
        ...source,
        importer: facilityImporter,
        records: facilities,
        toRow: ({ lon, lat, ...values }) => ({
          values,
          geometry: { type: 'Point', coordinates: [lon, lat] },
        }),
      }),
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
    await dropStaged(app.db.pool, buildingKey, buildingImporter.table)
    await dropStaged(app.db.pool, facilityKey, facilityImporter.table)
  }
  void app.live.look()
  return report
}
