/** The walking network in force: stored whole, decoded once by each process. */
import { decodeNetwork } from '../../shared/network/networkFile.ts'
import { PROFILES, type ProfileKey } from '../../shared/network/profiles.ts'
import { type NetworkView, viewNetwork } from '../../shared/network/networkView.ts'
import { SnapIndex } from '../../shared/network/snapping.ts'
import type { WalkNetwork } from '../../shared/network/walkNetwork.ts'
import { Refusal } from '../app/refusal.ts'
import type { Database } from '../db/database.ts'
import { hashInForce, networkFile, putNetworkInForce } from '../db/networks.ts'
import { addAttribution } from '../db/settings.ts'
import type { Queryable } from '../db/sql.ts'
import { announce } from '../live/events.ts'
import type { MadeNetwork } from './makeNetwork.ts'

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

/** Puts a network in force. @returns false when the same one was in force already */
export async function storeNetwork(tx: Queryable, made: MadeNetwork, source: string): Promise<boolean> {
  const { hash, file, report, attribution } = made
  const isNew = await putNetworkInForce(tx, { hash, source, file, report })
  if (attribution) await addAttribution(tx, attribution)
  await announce(tx, 'network', isNew ? 1 : 0)
  return isNew
}
