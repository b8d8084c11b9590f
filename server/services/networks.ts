/** The walking network in force: read from files, stored whole, decoded once by each process. */
import type { AxisOrder } from '../../shared/domain/importing.ts'
import { STEPS_PER_DEGREE } from '../../shared/geo/quantise.ts'
import type { NetworkReport } from '../../shared/network/report.ts'
import { buildNetwork } from '../../shared/network/buildNetwork.ts'
import { decodeNetwork, encodeNetwork, networkHash } from '../../shared/network/networkFile.ts'
import { PROFILES, type ProfileKey } from '../../shared/network/profiles.ts'
import { type NetworkView, viewNetwork } from '../../shared/network/networkView.ts'
import { SnapIndex } from '../../shared/network/snapping.ts'
import type { WalkNetwork } from '../../shared/network/walkNetwork.ts'
import type { WalkSource } from '../../shared/network/walkSource.ts'
import { appendAudit } from '../access/audit.ts'
import type { Viewer } from '../access/viewer.ts'
import type { App } from '../app/app.ts'
import { Refusal } from '../app/refusal.ts'
import { type Database, transaction } from '../db/database.ts'
import { hashInForce, networkFile, putNetworkInForce } from '../db/networks.ts'
import { addAttribution } from '../db/settings.ts'
import type { Queryable } from '../db/sql.ts'
import { unitExtent } from '../db/units.ts'
import { announce } from '../live/events.ts'
import { readWalkFile, type WalkFile } from './readWalkFile.ts'

/** Who walks, or `meters`: length instead of time. */
export type Walker = ProfileKey | 'meters'
export const isWalker = (text: string): text is Walker => text === 'meters' || Object.hasOwn(PROFILES, text)

export interface LoadedNetwork {
  hash: string
  network: WalkNetwork
  index: SnapIndex
  view(walker: Walker): NetworkView
}

function load(hash: string, file: Uint8Array): LoadedNetwork {
  // A copy: what the driver gives may lie at an odd place in a larger buffer.
  const network = decodeNetwork(new Uint8Array(file))
  const views = new Map<Walker, NetworkView>()
  return {
    hash,
    network,
    index: new SnapIndex(network),
    view(walker) {
      const known = views.get(walker)
      if (known) return known
      const view = viewNetwork(network, walker === 'meters' ? null : PROFILES[walker])
      views.set(walker, view)
      return view
    },
  }
}

/** Keeps the network in force decoded; another one takes its place when it is put in force, by whomever. */
export class NetworkCache {
  private kept: { hash: string; loaded: Promise<LoadedNetwork> } | undefined

  constructor(private readonly db: Database) {}

  /** @throws Refusal `network.none` when none was imported */
  async current(): Promise<LoadedNetwork> {
    const hash = await hashInForce(this.db.pool)
    if (hash === undefined) throw new Refusal('NOT_FOUND', 'network.none')
    if (this.kept?.hash === hash) return this.kept.loaded
    const loaded = networkFile(this.db.pool, hash).then((file) => {
      if (!file) throw new Refusal('NOT_FOUND', 'network.none')
      return load(hash, file)
    })
    const kept = { hash, loaded }
    this.kept = kept
    loaded.catch(() => {
      if (this.kept === kept) this.kept = undefined
    })
    return loaded
  }
}

export interface NetworkImport {
  hash: string
  report: NetworkReport
  /** False when the same network was in force already. */
  isNew: boolean
}

/**
 * Builds the network of a source and puts it in force; the one before stays when this one cannot be used.
 * @throws Refusal `network.noWalkableWay`, `network.onlyIslands`
 */
export async function storeNetwork(
  tx: Queryable,
  source: WalkSource,
  name: string,
  options: { joinNearMisses: boolean } = { joinNearMisses: false },
): Promise<NetworkImport> {
  const { network, report } = buildNetwork(source, options)
  if (report.problem !== null)
    throw new Refusal('BAD_REQUEST', `network.${report.problem}`, { file: name, ways: report.walkedWays })
  const file = encodeNetwork(network)
  const hash = networkHash(file)
  const isNew = await putNetworkInForce(tx, { hash, source: name, file, report })
  if (network.attribution) await addAttribution(tx, network.attribution)
  await announce(tx, 'network', isNew ? 1 : 0)
  return { hash, report, isNew }
}

export interface NetworkJob {
  path: string
  /** As the person knows it. */
  file: string
  importedBy: Viewer
  joinNearMisses: boolean
  /** Takes the rest of a file of lines when some rows cannot be read. */
  skipFaulty?: boolean
  crs?: string
  axisOrder?: AxisOrder
}

/** @throws UnreadableFile; Refusal when there is nothing to walk on, or not every line could be read */
export async function importNetwork(
  app: App,
  job: NetworkJob,
): Promise<NetworkImport & Pick<WalkFile, 'faulty' | 'warnings'> & { isFarFromUnits: boolean }> {
  const { source, read, faulty, faults, warnings } = await readWalkFile(job.path, job.file, job)
  const [fault] = faults
  if (fault && !job.skipFaulty)
    throw new Refusal('BAD_REQUEST', 'network.faultyRows', {
      file: job.file,
      faulty,
      read,
      row: fault.row ?? '?',
      found: fault.found,
    })
  const isFarFromUnits = await isFarFrom(app.db.pool, source)
  const stored = await transaction(app.db, async (tx) => {
    const result = await storeNetwork(tx, source, job.file, { joinNearMisses: job.joinNearMisses })
    await appendAudit(tx, job.importedBy, {
      action: 'imported',
      subjectKind: 'network',
      subjectId: job.file,
      fields: [String(result.report.edges)],
    })
    return result
  })
  await app.live.look()
  return { ...stored, faulty, warnings, isFarFromUnits }
}

/** True when there are units and the ways lie wholly beside them: swapped coordinates, or another town. */
async function isFarFrom(on: Queryable, source: WalkSource): Promise<boolean> {
  const units = await unitExtent(on)
  if (!units || source.lons.length === 0) return false
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let i = 0; i < source.lons.length; i++) {
    west = Math.min(west, source.lons[i]!)
    east = Math.max(east, source.lons[i]!)
    south = Math.min(south, source.lats[i]!)
    north = Math.max(north, source.lats[i]!)
  }
  const steps = units.map((degrees) => degrees * STEPS_PER_DEGREE)
  return west > steps[2]! || east < steps[0]! || south > steps[3]! || north < steps[1]!
}
