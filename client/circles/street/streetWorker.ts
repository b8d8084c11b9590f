/**
 * The page's side of the worker that tries changes. One is kept for what answers at once; a search of all walls has
 * one of its own, so that it can be stopped at any moment.
 */
import type { FromStreetWorker, StreetCall, StreetCalls, StreetGround, ToStreetWorker } from './protocol.ts'

interface Waiting {
  resolve: (answer: never) => void
  reject: (error: Error) => void
  onProgress?: (done: number, all: number) => void
}

export class StreetWorker {
  private readonly worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
  private readonly waiting = new Map<number, Waiting>()
  private opened: StreetGround | null = null
  private nextId = 1

  constructor() {
    this.worker.addEventListener('message', ({ data }: MessageEvent<FromStreetWorker>) => this.hear(data))
    this.worker.addEventListener('error', () => {
      // Another one is made for the next question.
      if (kept === this) kept = null
      this.stop('worker')
    })
  }

  /** @throws Error when the network cannot be fetched, or the worker was stopped */
  ask<Call extends StreetCall>(
    ground: StreetGround,
    type: Call,
    input: StreetCalls[Call]['ask'],
    onProgress?: (done: number, all: number) => void,
  ): Promise<StreetCalls[Call]['answer']> {
    if (this.opened?.key !== ground.key) {
      this.opened = ground
      this.send({ type: 'open', hash: ground.hash, demand: ground.demand })
    }
    const id = this.nextId++
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject, onProgress })
      this.send({ ...input, type, id } as unknown as ToStreetWorker)
    })
  }

  /** Ends the worker; whoever waits is told. */
  stop(reason = 'stopped'): void {
    this.worker.terminate()
    for (const { reject } of this.waiting.values()) reject(new Error(reason))
    this.waiting.clear()
  }

  private send(message: ToStreetWorker): void {
    this.worker.postMessage(message)
  }

  private hear(message: FromStreetWorker): void {
    const waiting = this.waiting.get(message.id)
    if (!waiting) return
    if (message.type === 'progress') return waiting.onProgress?.(message.done, message.all)
    this.waiting.delete(message.id)
    if (message.type === 'failed') waiting.reject(new Error(message.message))
    else waiting.resolve(message.answer as never)
  }
}

let kept: StreetWorker | null = null
export const streetWorker = (): StreetWorker => (kept ??= new StreetWorker())
