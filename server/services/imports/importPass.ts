/** One pass over a file, streamed: its rows with their places, what is faulty in them, and the report that grows. */
import type { Geometry } from 'geojson'
import type { z } from 'zod'
import type { FaultSchema, ImportReport } from '../../../shared/domain/importing.ts'
import type { Viewer } from '../../access/viewer.ts'
import type { App } from '../../app/app.ts'
import type { Transform } from '../../ingest/crs/makeTransform.ts'
import { Cells, type FieldMapping } from '../../ingest/importers/cells.ts'
import type { ImportContext } from '../../ingest/importers/importer.ts'
import type { Fault, SourceLayer, SourceRow, UnreadRow } from '../../ingest/readers/types.ts'
import type { JobControl } from '../../jobs/jobs.ts'
import type { RejectedRows } from '../rejectedRows.ts'
import { type Choice, placeOf } from './choice.ts'

export type Report = z.infer<typeof ImportReport>

const FAULTS_SHOWN = 200
const PROGRESS_EVERY = 2_000

export interface ImportJob {
  path: string
  /** Shown name. */
  file: string
  choice: Choice
  isDryRun: boolean
  importedBy: Viewer
  control?: JobControl
  /** Where rejected rows are written as CSV; not written when absent. */
  rejectedFile?: string
}

export interface Pass {
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

export const emptyReport = (choice: Choice, isDryRun: boolean): Report => ({
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

/** Counts and keeps the faults of one row. */
export async function reject(
  pass: Pass,
  row: SourceRow | UnreadRow | null,
  faults: readonly Fault[],
): Promise<void> {
  pass.report.faulty++
  const room = Math.max(0, FAULTS_SHOWN - pass.report.faults.length)
  pass.report.faults.push(...(faults.slice(0, room) as FaultSchema[]))
  await pass.rejected?.write(row, faults)
}

export async function* readRows(
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
export function checkUnique(pass: Pass, cells: Cells, id: string, target: string): boolean {
  const first = pass.firstRowOf.get(id)
  if (first === undefined) {
    pass.firstRowOf.set(id, cells.row.rowNumber)
    return true
  }
  cells.fault(target, id, 'fault.expected.unique', { row: first })
  return false
}
