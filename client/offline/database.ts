/**
 * What this browser keeps: the tasks as last seen, what the page needs to open without the server, and the outbox. Each
 * row of it belongs to one person; `forgetPerson.ts` takes away what is theirs.
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { Queued } from '../outbox/queue.ts'

interface Kept extends DBSchema {
  kept: { key: string; value: unknown }
  outbox: { key: string; value: Queued }
}

/** Older than this nothing is shown any more. Milliseconds: three days. */
export const KEPT_MILLISECONDS = 3 * 86_400_000

export type KeptDatabase = IDBPDatabase<Kept>

let opening: Promise<KeptDatabase> | undefined

/** @throws where the browser keeps nothing (a private window, no room) */
export function keptDatabase(): Promise<KeptDatabase> {
  opening ??= openDB<Kept>('quarterhour', 1, {
    upgrade(database) {
      database.createObjectStore('kept')
      database.createObjectStore('outbox', { keyPath: 'clientId' })
    },
    // Another version of the page wants to change it: this one lets go and opens it anew.
    blocking(_now, _next, event) {
      ;(event.target as IDBDatabase).close()
      opening = undefined
    },
    terminated() {
      opening = undefined
    },
  }).catch((error: unknown) => {
    opening = undefined
    throw error
  })
  return opening
}
