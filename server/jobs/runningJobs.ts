/**
 * Which jobs are running, on disk: whoever asks after a restart is told that the job was interrupted, not that there
 * never was one. The file is there only while a job runs, or when one was cut off.
 */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const RunningJob = z.object({ id: z.string(), kind: z.string(), owner: z.string() })
export type RunningJob = z.infer<typeof RunningJob>

export class RunningJobs {
  private readonly file: string
  private readonly jobs = new Map<string, RunningJob>()

  constructor(dataDirectory: string) {
    this.file = join(dataDirectory, 'running-jobs.json')
  }

  /** Takes what the last process left; afterwards the file is gone. */
  takeInterrupted(): RunningJob[] {
    try {
      return z.array(RunningJob).parse(JSON.parse(readFileSync(this.file, 'utf8')))
    } catch {
      // No file, or one that was cut off itself: there is nothing to tell.
      return []
    } finally {
      rmSync(this.file, { force: true })
    }
  }

  started(job: RunningJob): void {
    this.jobs.set(job.id, job)
    this.write()
  }

  ended(id: string): void {
    this.jobs.delete(id)
    this.write()
  }

  private write(): void {
    try {
      if (this.jobs.size === 0) return rmSync(this.file, { force: true })
      const writing = `${this.file}.writing`
      writeFileSync(writing, JSON.stringify([...this.jobs.values()]), { mode: 0o600 })
      renameSync(writing, this.file)
    } catch (error) {
      // What a restart could have told is lost; the job itself goes on.
      process.stderr.write(`running-jobs.json: ${error instanceof Error ? error.message : String(error)}\n`)
    }
  }
}
