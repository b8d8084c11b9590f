/**
 * Unpacks HEIC, which the library for the other formats cannot. Done in a process of its own: it keeps a processor for
 * seconds, and a file made to break the program inside ends that process and nothing else.
 */
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export interface Pixels {
  width: number
  height: number
  /** Red, green, blue, opacity. */
  data: Uint8Array
}

export type HeicAnswer = { kind: 'size'; width: number; height: number } | ({ kind: 'pixels' } & Pixels)

const PROGRAM = fileURLToPath(new URL('./heicProcess.ts', import.meta.url))
const MOST_MILLISECONDS = 60_000
const HEAP_MEGABYTES = 1024

/**
 * @param check  throws when the size is too much; nothing is unpacked then
 * @throws what `check` throws; Error when it cannot be unpacked
 */
export function heicPixels(
  bytes: Uint8Array,
  check: (size: Pick<Pixels, 'width' | 'height'>) => void,
): Promise<Pixels> {
  const child = fork(PROGRAM, {
    execArgv: ['--import', 'tsx', `--max-old-space-size=${String(HEAP_MEGABYTES)}`],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  return new Promise<Pixels>((resolve, reject) => {
    const alarm = setTimeout(() => reject(new Error('too slow')), MOST_MILLISECONDS)
    child.on('message', (answer: HeicAnswer) => {
      if (answer.kind === 'pixels') return resolve(answer)
      try {
        check(answer)
        child.send('go')
      } catch (error) {
        reject(error as Error)
      }
    })
    child.on('error', reject)
    child.on('disconnect', () => reject(new Error('it cannot be unpacked')))
    child.once('exit', () => clearTimeout(alarm))
    child.send(bytes)
  }).finally(() => child.kill('SIGKILL'))
}
