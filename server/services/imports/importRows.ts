/**
 * Rows of any kind but units: staged by short statements and taken over at the end in one transaction, so that a fault or
 * a crash leaves nothing half-done.
 */
import { randomUUID } from 'node:crypto'
import { today } from '../../../shared/domain/dates.ts'
import { Refusal } from '../../app/refusal.ts'
import { contentHashes } from '../../db/contentHashes.ts'
import { transaction } from '../../db/database.ts'
import { keepNewHistories } from '../../db/issueHistories.ts'
import { setSetting } from '../../db/settings.ts'
import { dropStaged, mergeStaged, stageRows, type StagedRow } from '../../db/staging.ts'
import { importerFor } from '../../ingest/importers/importerFor.ts'
import { announce } from '../../live/events.ts'
import { linkScope } from '../linking.ts'
import { checkUnique, type Pass, readRows, reject, type Report } from './importPass.ts'
import { tellHistories } from './tellHistories.ts'

const STAGED_AT_ONCE = 5_000

export async function importRows(pass: Pass): Promise<Report> {
  const { app, job, report } = pass
  const importer = importerFor(job.choice.as, pass.mapping)
  const staged = { ...importer.columns, ...importer.stagedOnly }
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
    } else await stageRows(app.db.pool, importKey, importer.table, staged, batch)
    batch = []
  }
  try {
    for await (const { row, cells, place } of readRows(pass)) {
      const parsed = importer.parse(cells, place, pass.context)
      if (parsed === null || !checkUnique(pass, cells, parsed.id, keyTarget)) {
        await reject(pass, row, cells.faults)
        continue
      }
      batch.push(parsed)
      report.accepted++
      if (batch.length >= STAGED_AT_ONCE) await flush()
    }
    await flush()
    if (job.isDryRun) return report
    if (job.control?.signal.aborted) throw new Refusal('CONFLICT', 'import.cancelled')
    if (report.faulty > 0 && !job.choice.skipFaulty) return { ...report, accepted: 0 }
    job.control?.progress('job.storing', report.accepted, report.accepted)
    const counts = await transaction(app.db, async (tx) => {
      if (importer.table === 'issue') await keepNewHistories(tx, importKey)
      const merged = await mergeStaged(tx, importKey, importer.table, importer.columns)
      if (importer.table === 'issue') await tellHistories(tx, importKey)
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
