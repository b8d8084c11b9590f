/**
 * A plan from a large file is made in a thread of its own, so that the server answers others meanwhile: with 100,000
 * points it takes seconds of reckoning. Small files are not worth the start of one (0.5 s).
 */
import { stat } from 'node:fs/promises'
import { Worker } from 'node:worker_threads'
import { halfOfMemory } from '../../ingest/osm/memoryBudget.ts'
import { unreadable } from '../../ingest/readers/unreadable.ts'
import { errorOf, type FailureApart } from '../failureApart.ts'
import { type FilePlan, type FileTask, planOfFile } from './planFromFile.ts'

/** Some thousand points. */
const SMALL_BYTES = 2 ** 16

export type FilePlanAnswer = { kind: 'made'; made: FilePlan } | FailureApart

/** @throws what `planOfFile` does; UnreadableFile `file.needsMemory` */
export async function planOfFileApart(task: FileTask): Promise<FilePlan> {
  const isSmall = await stat(task.file.path).then(
    ({ size }) => size < SMALL_BYTES,
    () => true,
  )
  return isSmall ? planOfFile(task) : inThread(task)
}

/** Threads share the memory of the server: one at a time. */
let last: Promise<unknown> = Promise.resolve()

function inThread(task: FileTask): Promise<FilePlan> {
  const own = last.then(() => startThread(task))
  last = own.catch(() => undefined)
  return own
}

function startThread(task: FileTask): Promise<FilePlan> {
  const megabytes = halfOfMemory()
  const worker = new Worker(new URL('./planFileWorker.mjs', import.meta.url), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: megabytes },
  })
  return new Promise((resolve, reject) => {
    worker.once('message', (answer: FilePlanAnswer) =>
      answer.kind === 'made' ? resolve(answer.made) : reject(errorOf(answer)),
    )
    worker.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'ERR_WORKER_OUT_OF_MEMORY'
          ? unreadable(task.file.file, 'file.needsMemory', { megabytes })
          : error,
      ),
    )
    worker.once('exit', (code) => reject(new Error(`the thread of a plan's file ended with ${code}`)))
  })
}
