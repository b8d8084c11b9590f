/**
 * Waiting after wrong passwords for names that are no account: the same schedule as for accounts, which keep theirs in
 * the database, so that nobody learns by waiting which names exist. Only the newest names are remembered.
 */

/** Wrong passwords in a row before waiting begins; then the wait doubles, up to a quarter of an hour. */
export const FREE_ATTEMPTS = 4
export const LONGEST_WAIT_SECONDS = 900

export class NameWaits {
  private readonly names = new Map<string, { failed: number; waitsUntil: number }>()

  constructor(private readonly namesRemembered: number) {}

  /** Takes one attempt; false while the name has to wait. */
  take(name: string, now = Date.now()): boolean {
    const { failed, waitsUntil } = this.names.get(name) ?? { failed: 0, waitsUntil: 0 }
    if (waitsUntil > now) return false
    const seconds =
      failed >= FREE_ATTEMPTS ? Math.min(2 ** (failed - FREE_ATTEMPTS), LONGEST_WAIT_SECONDS) : 0
    this.names.delete(name)
    this.names.set(name, { failed: failed + 1, waitsUntil: now + seconds * 1000 })
    if (this.names.size > this.namesRemembered) this.names.delete(this.names.keys().next().value!)
    return true
  }
}
