/**
 * Who has which issue open, told to whoever may see the issue. Held in memory; several processes on one server database
 * tell each other by NOTIFY, and what is lost on the way comes again with the next beat.
 */
import { EventEmitter } from 'node:events'
import pg from 'pg'
import type { PresenceTold } from '../../shared/issues/presence.ts'
import { seesPath, type Viewer } from '../access/viewer.ts'
import type { Database } from '../db/database.ts'
import { run, sql } from '../db/sql.ts'
import { type Hand, Hands } from './hands.ts'

const CHANNEL = 'quarterhour_presence'
const SWEEP_MS = 5_000
const LISTEN_AGAIN_MS = 2_000

type Said = ({ isHere: true } & Hand) | ({ isHere: false } & Pick<Hand, 'accountId' | 'tab' | 'issue'>)
type Touched = { issue: string; areaPath: string }

export class Presence {
  private readonly hands = new Hands()
  private readonly emitter = new EventEmitter().setMaxListeners(0)
  private sweeper: NodeJS.Timeout | undefined
  private listener: pg.Client | undefined
  private again: NodeJS.Timeout | undefined
  private isStopped = false

  /** @param url  of a server database, where other processes may be; undefined where there is only this one */
  constructor(
    private readonly db: Database,
    private readonly url: string | undefined,
  ) {}

  /** A page says that it has the issue open, or has put it aside. */
  async say(said: Said): Promise<void> {
    this.take(said)
    if (this.url === undefined) return
    this.listen()
    await run(this.db.pool, sql`select pg_notify(${CHANNEL}, ${JSON.stringify(said)})`)
  }

  /** Who else has issues open that the viewer may see: all of it, then each change, until the signal aborts. */
  async *follow(viewer: Viewer, signal: AbortSignal): AsyncGenerator<PresenceTold> {
    if (this.url !== undefined) this.listen()
    const changed = new Map<string, string>()
    let wake: () => void = () => undefined
    const onTouched = ({ issue, areaPath }: Touched): void => {
      changed.set(issue, areaPath)
      wake()
    }
    const onAbort = (): void => wake()
    this.emitter.on('touched', onTouched)
    this.emitter.on('end', onAbort)
    signal.addEventListener('abort', onAbort)
    const maySeeAny = viewer.permissions.has('issues.view')
    const seen = (touched: readonly Touched[]): PresenceTold['present'] =>
      touched
        .filter(({ areaPath }) => maySeeAny && seesPath(viewer, areaPath))
        .map(({ issue }) => ({
          id: issue,
          people: this.hands
            .on(issue)
            .filter(({ accountId }) => accountId !== viewer.accountId)
            .map(({ name, isWriting }) => ({ name, isWriting })),
        }))
    try {
      yield { isAll: true, present: seen(this.hands.issues()).filter(({ people }) => people.length > 0) }
      while (!signal.aborted && !this.isStopped) {
        const touched = new Promise<void>((resolve) => (wake = resolve))
        const present = seen([...changed].map(([issue, areaPath]) => ({ issue, areaPath })))
        changed.clear()
        if (present.length > 0) yield { isAll: false, present }
        else if (!signal.aborted && !this.isStopped) await touched
      }
    } finally {
      this.emitter.off('touched', onTouched)
      this.emitter.off('end', onAbort)
      signal.removeEventListener('abort', onAbort)
    }
  }

  async stop(): Promise<void> {
    this.isStopped = true
    clearInterval(this.sweeper)
    clearTimeout(this.again)
    this.emitter.emit('end')
    await this.listener?.end().catch(() => undefined)
  }

  private take(said: Said): void {
    this.tell(said.isHere ? this.hands.put(said, Date.now()) : this.hands.drop(said))
    if (this.hands.size > 0 && !this.isStopped)
      this.sweeper ??= setInterval(() => {
        this.tell(this.hands.sweep(Date.now()))
        if (this.hands.size > 0) return
        clearInterval(this.sweeper)
        this.sweeper = undefined
      }, SWEEP_MS)
  }

  private tell(touched: readonly Touched[]): void {
    for (const { issue, areaPath } of touched) this.emitter.emit('touched', { issue, areaPath })
  }

  /** Hears other processes; a line that broke is opened again. */
  private listen(): void {
    if (this.listener || this.again || this.isStopped) return
    const client = new pg.Client({ connectionString: this.url, keepAlive: true })
    this.listener = client
    const lose = (): void => {
      if (this.listener !== client) return
      this.listener = undefined
      client.end().catch(() => undefined)
      if (this.isStopped) return
      this.again = setTimeout(() => {
        this.again = undefined
        this.listen()
      }, LISTEN_AGAIN_MS)
    }
    client.on('error', lose)
    client.on('end', lose)
    client.on('notification', ({ payload }) => {
      if (payload) this.take(JSON.parse(payload) as Said)
    })
    client
      .connect()
      .then(() => client.query(`listen ${CHANNEL}`))
      .catch(lose)
  }
}
