/**
 * The audit log: who did or looked at what, when, why. Append-only (the database refuses anything else), and each row
 * carries a hash over itself and the row before, so that a removed or altered row shows.
 */
import { createHash } from 'node:crypto'
import { type Database, transaction } from '../db/database.ts'
import { type Queryable, array, row, rows, run, sql } from '../db/sql.ts'

const LOCK = 8415003

export interface Actor {
  accountId: string | null
  userName: string
}

export interface AuditEntry {
  action: string
  subjectKind: string
  subjectId: string
  fields?: readonly string[]
  purpose?: string
  note?: string
  areaPath?: string
}

const hashRow = (previous: Buffer, at: string, actor: Actor, entry: AuditEntry): Buffer =>
  createHash('sha256')
    .update(previous)
    .update(
      JSON.stringify([
        at,
        actor.accountId,
        actor.userName,
        entry.action,
        entry.subjectKind,
        entry.subjectId,
        entry.fields ?? [],
        entry.purpose ?? null,
        entry.note ?? null,
        entry.areaPath ?? '',
      ]),
    )
    .digest()

/** Appends inside a transaction of the caller, so that the look and its trace stand or fall together. */
export async function appendAudit(tx: Queryable, actor: Actor, entry: AuditEntry): Promise<void> {
  await run(tx, sql`select pg_advisory_xact_lock(${LOCK})`)
  const last = await row<{ hash: Buffer }>(tx, sql`select hash from audit order by id desc limit 1`)
  const previous = last?.hash ?? Buffer.alloc(32)
  const at = new Date().toISOString()
  await run(
    tx,
    sql`insert into audit (at, account_id, user_name, action, subject_kind, subject_id, fields, purpose, note, area_path,
        previous_hash, hash)
      values (${at}::timestamptz, ${actor.accountId}::bigint, ${actor.userName}, ${entry.action}, ${entry.subjectKind},
        ${entry.subjectId}, ${array([...(entry.fields ?? [])], 'text')}, ${entry.purpose ?? null}, ${entry.note ?? null},
        ${entry.areaPath ?? ''}, ${previous}, ${hashRow(previous, at, actor, entry)})`,
  )
}

export const writeAudit = (db: Database, actor: Actor, entry: AuditEntry): Promise<void> =>
  transaction(db, (tx) => appendAudit(tx, actor, entry))

/** Walks the chain. @returns ids of rows that do not follow from the one before */
export async function brokenAuditRows(on: Queryable): Promise<string[]> {
  const broken: string[] = []
  let previous: Buffer = Buffer.alloc(32)
  let after = '0'
  for (;;) {
    const page = await rows<
      AuditEntry & {
        id: string
        at: string
        accountId: string | null
        userName: string
        previousHash: Buffer
        hash: Buffer
      }
    >(
      on,
      sql`select id::text as id, at, account_id::text as "accountId", user_name as "userName", action,
          subject_kind as "subjectKind", subject_id as "subjectId", fields, purpose, note, area_path as "areaPath",
          previous_hash as "previousHash", hash
        from audit where id > ${after}::bigint order by audit.id limit 1000`,
    )
    for (const entry of page) {
      const expected = hashRow(previous, entry.at, entry, {
        ...entry,
        purpose: entry.purpose ?? undefined,
        note: entry.note ?? undefined,
      })
      if (!previous.equals(entry.previousHash) || !expected.equals(entry.hash)) broken.push(entry.id)
      previous = entry.hash
    }
    const last = page.at(-1)
    if (!last) return broken
    after = last.id
  }
}
