/**
 * Reads a large file in a process of its own, so that the server answers others meanwhile, and a file that needs more
 * memory than there is ends that process and nothing else. Small files are not worth the start of one (0.7 s).
 */
import { fork } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { Refusal } from '../app/refusal.ts'
import { halfOfMemory } from '../ingest/osm/memoryBudget.ts'
import { unreadable } from '../ingest/readers/unreadable.ts'
import { errorOf, type FailureApart } from './failureApart.ts'
import { type NetworkTask, type ReadNetwork, readNetwork } from './readNetwork.ts'

const PROGRAM = fileURLToPath(new URL('./networkProcess.ts', import.meta.url))
const SMALL_BYTES = 2 ** 20

export type NetworkAnswer =
  { kind: 'rows'; rows: number } | { kind: 'read'; read: ReadNetwork } | FailureApart

/** @throws what `readNetwork` does; UnreadableFile `file.needsMemory` */
export async function readNetworkApart(task: NetworkTask): Promise<ReadNetwork> {
  const isSmall = await stat(task.path).then(
    ({ size }) => size < SMALL_BYTES,
    () => true,
  )
  return isSmall ? readNetwork(task) : readInProcess(task)
}

/** @throws what `readNetworkApart` does */
export function readInProcess({ onRows, signal, ...task }: NetworkTask): Promise<ReadNetwork> {
  const megabytes = task.megabytes ?? halfOfMemory()
  const child = fork(PROGRAM, {
    execArgv: ['--import', 'tsx', `--max-old-space-size=${megabytes}`],
    serialization: 'advanced',
    // a heap that is full is told on many lines
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    signal,
  })
  return new Promise((resolve, reject) => {
    child.on('message', (answer: NetworkAnswer) => {
      if (answer.kind === 'rows') onRows?.(answer.rows)
      else if (answer.kind === 'read') resolve(answer.read)
      else reject(errorOf(answer))
    })
    child.on('error', (error) =>
      reject(signal?.aborted ? new Refusal('CONFLICT', 'import.cancelled') : error),
    )
    // gone without an answer: ended by its full heap, by the system, or by whoever cancelled
    child.on('disconnect', () =>
      reject(
        signal?.aborted
          ? new Refusal('CONFLICT', 'import.cancelled')
          : unreadable(task.file, 'file.needsMemory', { megabytes }),
      ),
    )
    child.send({ ...task, megabytes })
  })
}
