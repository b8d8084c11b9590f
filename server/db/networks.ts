/** Walking networks: stored once by the hash of their content; one of them is in force. */
import type { NetworkReport } from '../../shared/network/report.ts'
import { setSetting } from './settings.ts'
import { type Queryable, row, run, sql } from './sql.ts'

const IN_FORCE = 'network.inForce'

export interface StoredNetwork {
  hash: string
  source: string
  report: NetworkReport
  /** When it was last put in force. */
  importedAt: string
}

/**
 * Stores a network and puts it in force; earlier ones go, but for those that scenarios were made on. @returns false when the same
 * one was in force already
 */
export async function putNetworkInForce(
  tx: Queryable,
  network: { hash: string; source: string; file: Uint8Array; report: NetworkReport },
): Promise<boolean> {
  if ((await hashInForce(tx)) === network.hash) return false
  await run(
    tx,
    sql`insert into walking_network (hash, source, file, report)
      values (${network.hash}, ${network.source}, ${Buffer.from(network.file)}, ${JSON.stringify(network.report)}::jsonb)
      on conflict (hash) do update set source = excluded.source, report = excluded.report, imported_at = now()`,
  )
  await setSetting(tx, IN_FORCE, network.hash)
  await run(
    tx,
    sql`delete from walking_network where hash <> ${network.hash}
      and hash not in (select network_hash from walking_scenario)`,
  )
  return true
}

export const hashInForce = async (on: Queryable): Promise<string | undefined> =>
  (await row<{ value: string }>(on, sql`select value from setting where key = ${IN_FORCE}`))?.value

export const networkInForce = (on: Queryable): Promise<StoredNetwork | undefined> =>
  row<StoredNetwork>(
    on,
    sql`select n.hash, n.source, n.report, n.imported_at as "importedAt" from walking_network n
      join setting s on s.key = ${IN_FORCE} and s.value = to_jsonb(n.hash)`,
  )

export const networkFile = async (on: Queryable, hash: string): Promise<Buffer | undefined> =>
  (await row<{ file: Buffer }>(on, sql`select file from walking_network where hash = ${hash}`))?.file
