import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Jobs } from '../../../server/jobs/jobs.ts'
import { RunningJobs } from '../../../server/jobs/runningJobs.ts'

describe('a job over a restart', () => {
  let directory: string
  const start = () => new Jobs(new RunningJobs(directory))
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
