import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Jobs } from '../../../server/jobs/jobs.ts'
import { RunningJobs } from '../../../server/jobs/runningJobs.ts'

describe('a job over a restart', () => {
  let directory: string
  const start = () => {
    const jobs = new Jobs(new RunningJobs(directory))
    jobs.recallInterrupted()
    return jobs
  }
  const settled = () => new Promise((resolve) => setTimeout(resolve, 20))
  const never = () => new Promise<null>(() => undefined)

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'quarterhour-jobs-'))
  })
  afterEach(() => rmSync(directory, { recursive: true }))

  it('that was running is told as interrupted, to its owner alone', async () => {
    const before = start()
    const running = before.start('import', 'lin', never)
    const done = before.start('import', 'lin', async () => null)
    await settled()
    const after = start()
    expect(after.status(running, 'lin')).toMatchObject({ kind: 'import', state: 'interrupted' })
    expect(() => after.status(running, 'wang')).toThrow('job.unknown')
    expect(() => after.status(done, 'lin')).toThrow('job.unknown')
  })

  it('is left for the server by a command that opens the same directory', async () => {
    const running = start().start('import', 'lin', never)
    const ofCommand = new Jobs(new RunningJobs(directory))
    expect(() => ofCommand.status(running, 'lin')).toThrow('job.unknown')
    expect(start().status(running, 'lin').state).toBe('interrupted')
  })

  it('goes on when nothing can be written', async () => {
    const jobs = start()
    const slow = jobs.start('import', 'lin', async () => {
      await settled()
      return null
    })
    const other = jobs.start('import', 'lin', never)
    rmSync(directory, { recursive: true })
    await settled()
    await settled()
    expect([jobs.status(slow, 'lin').state, jobs.status(other, 'lin').state]).toEqual(['done', 'running'])
    mkdirSync(directory)
  })

  it('leaves nothing on disk once it has ended, well or not', async () => {
    const jobs = start()
    const ends = [async () => null, () => Promise.reject(Object.assign(new Error('x'), { key: 'x' }))]
    const ids = ends.map((work) => jobs.start('import', 'lin', work))
    expect(readdirSync(directory)).toEqual(['running-jobs.json'])
    await settled()
    expect(ids.map((id) => jobs.status(id, 'lin').state)).toEqual(['done', 'failed'])
    expect(readdirSync(directory)).toEqual([])
  })

  it('starts all the same when what was left cannot be read', () => {
    writeFileSync(join(directory, 'running-jobs.json'), '[{"id"')
    expect(() => start().status('any', 'lin')).toThrow('job.unknown')
    expect(readdirSync(directory)).toEqual([])
  })
})
