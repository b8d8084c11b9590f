/** The worker of streets and blocks, seen from the page: open while one of its tools is in hand. */
import type { FromGround, GroundAsk, GroundAsks, GroundOpening, ToGround } from './protocol.ts'

interface Asked {
  resolve: (answer: never) => void
  reject: (why: Error) => void
}

let worker: Worker | null = null
let asked = new Map<number, Asked>()
let next = 0

/** The answer is no longer wanted, or the worker is gone. */
export class GroundClosed extends Error {}

export function closeGround(): void {
  worker?.terminate()
  worker = null
  const left = asked
  asked = new Map()
  for (const { reject } of left.values()) reject(new GroundClosed())
}

export function openGround(opening: GroundOpening): void {
  closeGround()
  const own = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
  worker = own
  // Whoever takes the tool again begins anew.
  const fail = (why: string): void => {
    if (own !== worker) return
    const left = asked
    asked = new Map()
    closeGround()
    for (const { reject } of left.values()) reject(new Error(why))
  }
  own.addEventListener('message', ({ data }: MessageEvent<FromGround>) => {
    if ('failure' in data) return fail(data.failure)
    asked.get(data.id)?.resolve(data.answer as never)
    asked.delete(data.id)
  })
  own.addEventListener('error', () => fail('worker'))
  own.postMessage({ type: 'open', ...opening } satisfies ToGround)
}

export const isGroundOpen = (): boolean => worker !== null

export function askGround<Name extends GroundAsk>(
  type: Name,
  ask: GroundAsks[Name]['ask'],
): Promise<GroundAsks[Name]['answer']> {
  const to = worker
  if (!to) return Promise.reject(new GroundClosed())
  const id = next++
  return new Promise((resolve, reject) => {
    asked.set(id, { resolve, reject })
    to.postMessage({ type, id, ask } as ToGround)
  })
}
