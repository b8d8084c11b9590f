/** Long work with progress and cancel. A job ends in a report or a clear error; the newest ones are remembered. */
import { randomUUID } from 'node:crypto'
import type { JobStatus } from '../../shared/domain/importing.ts'
import { Refusal } from '../app/refusal.ts'
import type { RunningJobs } from './runningJobs.ts'

const REMEMBERED = 50

export interface JobControl {
  readonly signal: AbortSignal
  progress(step: string, done: number, total?: number | null): void
}

const newStatus = (id: string, kind: string): JobStatus => ({
  id,
  kind,
  state: 'running',
  step: 'job.starting',
  done: 0,
  total: null,
  report: null,
  error: null,
})

export class Jobs {
  private readonly jobs = new Map<string, { status: JobStatus; owner: string; abort: AbortController }>()

  /** @param running  remembers over a restart which jobs were under way */
  constructor(private readonly running: RunningJobs) {}

  /** Takes over what the process before was cut off in: for the server, which says so; a command leaves it there. */
  recallInterrupted(): void {
    for (const { id, kind, owner } of this.running.takeInterrupted())
      this.jobs.set(id, {
        status: { ...newStatus(id, kind), state: 'interrupted' },
        owner,
        abort: new AbortController(),
      })
  }

  /** Starts the work and gives its id at once. */
  start(kind: string, owner: string, work: (control: JobControl) => Promise<JobStatus['report']>): string {
    const id = randomUUID()
    const abort = new AbortController()
    const status = newStatus(id, kind)
    this.jobs.set(id, { status, owner, abort })
    this.running.started({ id, kind, owner })
    for (const old of [...this.jobs.keys()].slice(0, Math.max(0, this.jobs.size - REMEMBERED)))
      this.jobs.delete(old)
    const control: JobControl = {
      signal: abort.signal,
      progress: (step, done, total = null) => Object.assign(status, { step, done, total }),
    }
    void work(control)
      .then(
        (report) => Object.assign(status, { state: abort.signal.aborted ? 'cancelled' : 'done', report }),
        (error: unknown) =>
          Object.assign(status, {
            state: abort.signal.aborted ? 'cancelled' : 'failed',
            error: errorNotice(error),
          }),
      )
      .then(() => this.running.ended(id))
    return id
  }

  /** @throws Refusal when the job is not known, or belongs to somebody else */
  status(id: string, owner: string): JobStatus {
    const job = this.jobs.get(id)
    if (!job || job.owner !== owner) throw new Refusal('NOT_FOUND', 'job.unknown')
    return { ...job.status }
  }

  cancel(id: string, owner: string): void {
    this.status(id, owner)
    this.jobs.get(id)!.abort.abort()
  }
}

/** What a person is told of an error: its key and facts where it has them; never a stack or a personal value. */
export function errorNotice(error: unknown): NonNullable<JobStatus['error']> {
  const known = error as { key?: unknown; facts?: Record<string, string | number>; file?: unknown }
  if (typeof known.key === 'string') {
    return {
      key: known.key,
      facts: { ...known.facts, ...(typeof known.file === 'string' ? { file: known.file } : {}) },
    }
  }
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  return { key: 'error.unexpected' }
}
