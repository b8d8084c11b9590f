/** A walking network through the import of any file: its dry run is the report, accepting puts it in force. */
import type { FaultSchema, ImportReport } from '../../shared/domain/importing.ts'
import type { App } from '../app/app.ts'
import { lookAtNetwork, type NetworkJob, putInForce, refusalOf } from './importNetwork.ts'
import type { ImportJob } from './imports/importPass.ts'
import { networkFound } from './networkFound.ts'

/** @throws UnreadableFile, Refusal; rows that cannot be used are in the report, and then nothing is stored */
export async function importNetworkFile(
  app: App,
  job: ImportJob,
  report: ImportReport,
): Promise<ImportReport> {
  const { choice, control } = job
  const networkJob: NetworkJob = {
    path: job.path,
    file: job.file,
    importedBy: job.importedBy,
    joinNearMisses: choice.joinNearMisses ?? false,
    skipFaulty: choice.skipFaulty,
    crs: choice.crs,
    axisOrder: choice.axisOrder,
    encoding: choice.encoding,
    layer: choice.layer,
    onRows: (rows) => control?.progress('job.reading', rows),
    signal: control?.signal,
  }
  control?.progress('job.reading', 0)
  const read = await lookAtNetwork(app, networkJob)
  const refusal = refusalOf(job.file, read)
  const usable = refusal ? 0 : read.read - read.faulty
  const found: ImportReport = {
    ...report,
    read: read.read,
    accepted: usable,
    changed: read.isNew ? usable : 0,
    unchanged: read.isNew ? 0 : usable,
    faulty: read.faulty,
    faults: read.faults as FaultSchema[],
    crs: read.crs,
    encoding: read.encoding,
    notices: [
      ...(refusal ? [{ key: refusal.key, facts: refusal.facts }] : []),
      ...read.warnings.map((key) => ({ key })),
      ...(read.isFarFromUnits ? [{ key: 'notice.networkFarFromUnits' }] : []),
    ],
    network: networkFound(read),
  }
  if (job.isDryRun) return found
  if (read.faulty > 0 && !choice.skipFaulty) return { ...found, accepted: 0 }
  control?.progress('job.storing', 0)
  return { ...found, importId: await putInForce(app, networkJob, read) }
}
