/** A file becomes the walking network in force, or is only looked at. */
import { today } from '../../shared/domain/dates.ts'
import { appendAudit } from '../access/audit.ts'
import type { Viewer } from '../access/viewer.ts'
import type { App } from '../app/app.ts'
import { Refusal } from '../app/refusal.ts'
import { transaction } from '../db/database.ts'
import { doorsOfHomes } from '../db/doors.ts'
import { recordImport } from '../db/imports.ts'
import { facilityPoints } from '../db/lists.ts'
import { hashInForce } from '../db/networks.ts'
import type { Queryable } from '../db/sql.ts'
import { unitExtent } from '../db/units.ts'
import { storeNetwork } from './networks.ts'
import type { Box, NetworkTask, ReadNetwork } from './readNetwork.ts'
import { readNetworkApart } from './readNetworkApart.ts'

export interface NetworkJob extends Omit<NetworkTask, 'homes' | 'facilities'> {
  importedBy: Pick<Viewer, 'accountId' | 'userName'>
  /** Takes the rest of a file of lines when some rows cannot be read. */
  skipFaulty?: boolean
}

export interface LookedAtNetwork extends ReadNetwork {
  /** False when the same network is in force already. */
  isNew: boolean
  /** Beside all units in force: swapped coordinates, or another town. */
  isFarFromUnits: boolean
}

/** What the file would be as a network; nothing is stored. @throws UnreadableFile, Refusal */
export async function lookAtNetwork(app: App, job: NetworkJob): Promise<LookedAtNetwork> {
  const on = app.db.pool
  const [homes, facilities] = [await doorsOfHomes(on, today()), await facilityPoints(on, today())]
  const { importedBy: _, skipFaulty: __, ...task } = job
  const read = await readNetworkApart({ ...task, homes, facilities })
  return {
    ...read,
    isNew: (await hashInForce(on)) !== read.hash,
    isFarFromUnits: await isFarFrom(on, read.box),
  }
}

/** @returns id of the import. @throws Refusal when there is nothing to walk on, or not every line could be read; the one in force then stays */
export async function putInForce(
  app: App,
  job: Pick<NetworkJob, 'file' | 'importedBy' | 'skipFaulty'>,
  read: LookedAtNetwork,
): Promise<string> {
  const { file } = job
  const [fault] = read.faults
  if (fault && !job.skipFaulty)
    throw new Refusal('BAD_REQUEST', 'network.faultyRows', {
      file,
      faulty: read.faulty,
      read: read.read,
      row: fault.row ?? '?',
      found: fault.found,
    })
  const refusal = refusalOf(file, read)
  if (refusal) throw refusal
  const importId = await transaction(app.db, async (tx) => {
    await storeNetwork(tx, read, file)
    await appendAudit(tx, job.importedBy, {
      action: 'imported',
      subjectKind: 'network',
      subjectId: file,
      fields: [String(read.report.edges)],
    })
    return recordImport(tx, {
      file,
      fileHash: '',
      kind: 'network',
      report: { read: read.read, accepted: read.read - read.faulty, faulty: read.faulty, hash: read.hash },
      importedBy: job.importedBy.userName,
    })
  })
  void app.live.look()
  return importId
}

/** Why this cannot be the network in force; undefined where nothing is in the way. */
export function refusalOf(file: string, { report }: Pick<ReadNetwork, 'report'>): Refusal | undefined {
  if (report.problem === null) return undefined
  const lost = report.unread.placeOutOfRange ?? 0
  if (lost > 0) return new Refusal('BAD_REQUEST', 'network.placesOutOfRange', { file, count: lost })
  return new Refusal('BAD_REQUEST', `network.${report.problem}`, { file, ways: report.walkedWays })
}

async function isFarFrom(on: Queryable, box: Box | null): Promise<boolean> {
  const units = await unitExtent(on)
  if (!units || !box) return false
  return box[0] > units[2]! || box[2] < units[0]! || box[1] > units[3]! || box[3] < units[1]!
}
