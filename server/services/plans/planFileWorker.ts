/** Reads one file of areas and lays it over the communities, in a thread; answers with one message. */
import { parentPort, workerData } from 'node:worker_threads'
import { failureOf } from '../failureApart.ts'
import { type FilePlanAnswer } from './planFileApart.ts'
import { planOfFile, type FileTask } from './planFromFile.ts'

if (!parentPort) throw new Error('planFileWorker.ts runs as a worker only')
const answer = await planOfFile(workerData as FileTask).then(
  (made): FilePlanAnswer => ({ kind: 'made', made }),
  (error: unknown): FilePlanAnswer => failureOf(error),
)
parentPort.postMessage(answer)
