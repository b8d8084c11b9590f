/** Units: all of a file together, since what is missing, orphaned or overlapping shows only then. */
import { today } from '../../../shared/domain/dates.ts'
import { Refusal } from '../../app/refusal.ts'
import { stagedUnitCounts } from '../../db/unitStaging.ts'
import { parseUnit, type UnitRecord } from '../../ingest/importers/units.ts'
import { linkScope } from '../linking.ts'
import { acceptUnits, dropPrepared, prepareUnits } from '../storeUnits.ts'
import { checkUnique, type Pass, readRows, reject, type Report } from './importPass.ts'

const TOPOLOGY_SHOWN = 5_000
const TOP_UNITS_NAMED = 5
const ENDED_SHOWN = 500

export async function importUnits(pass: Pass): Promise<Report> {
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
