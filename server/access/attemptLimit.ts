/**
 * How often something may be tried by each of many: so many at once, then one every so often. Only the newest keys are
 * remembered, so that whoever comes under ever new ones fills no memory.
 */
interface Bucket {
  left: number
  at: number
}

export interface AttemptLimitOptions {
  atOnce: number
  secondsForOneMore: number
  keysRemembered: number
}

export class AttemptLimit {
  private readonly buckets = new Map<string, Bucket>()

  constructor(private readonly options: AttemptLimitOptions) {}

  /** Keys that are remembered. */
  get size(): number {
    return this.buckets.size
  }

  private bucketOf(key: string, now: number): Bucket {
    const { atOnce, secondsForOneMore, keysRemembered } = this.options
    const known = this.buckets.get(key)
    const bucket = known
      ? { left: Math.min(atOnce, known.left + (now - known.at) / 1000 / secondsForOneMore), at: now }
      : { left: atOnce, at: now }
    // Set anew, the key is the newest.
    this.buckets.delete(key)
    this.buckets.set(key, bucket)
    if (this.buckets.size > keysRemembered) this.buckets.delete(this.buckets.keys().next().value!)
    return bucket
  }

  /** Takes one attempt, if there is one left. */
  take(key: string, now = Date.now()): boolean {
    const bucket = this.bucketOf(key, now)
    if (bucket.left < 1) return false
    bucket.left -= 1
    return true
  }

  /** Gives one back: it was no attempt at guessing. */
  giveBack(key: string, now = Date.now()): void {
    const bucket = this.bucketOf(key, now)
    bucket.left = Math.min(this.options.atOnce, bucket.left + 1)
  }
}
