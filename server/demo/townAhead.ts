/** The demo town made in a thread of its own while the database opens and stores: it takes seconds of reckoning. */
import { on } from 'node:events'
import { Worker } from 'node:worker_threads'
import { openVault } from '../access/vault.ts'
import type { TownHistory } from '../../geodata/town/types.ts'
import type { DemoKind, DemoOptions, DemoRows } from './demoRows.ts'
import type { TownMessage } from './townMessages.ts'

/**
 * Begins at once. Nothing is kept waiting for a town that nobody takes: the thread does not hold the program.
 * @throws what making it throws, to whoever takes the town or its rows
 */
export function townAhead(options: DemoOptions, dataDirectory: string): Promise<DemoRows> {
  // The key is there before two threads look for it.
  openVault(dataDirectory)
  const worker = new Worker(new URL('./townWorker.mjs', import.meta.url), {
    workerData: { options, dataDirectory },
  })
  worker.unref()
  const messages = on(worker, 'message', { close: ['exit'] })
  const next = async (): Promise<TownMessage> => {
    const { value, done } = (await messages.next()) as IteratorResult<[TownMessage]>
    if (done) throw new Error('the demo town ended before it was whole')
    worker.postMessage('taken')
    return value[0]
  }
  async function* batches<Value>(kind: DemoKind | 'histories'): AsyncGenerator<Value[]> {
    for (;;) {
      const message = await next()
      if (message.kind !== kind) throw new Error(`the demo town gave ${message.kind}, expected ${kind}`)
      if (!message.batch) return
      yield message.batch as Value[]
    }
  }
  const take = async (): Promise<DemoRows> => {
    const message = await next()
    if (message.kind !== 'town') throw new Error(`the demo town gave ${message.kind} first`)
    return {
      town: message.town,
      rows: {
        buildings: batches('buildings'),
        facilities: batches('facilities'),
        issues: batches('issues'),
        residents: batches('residents'),
      },
      histories: () => batches<TownHistory>('histories'),
    }
  }
  const taken = take()
  taken.catch(() => undefined)
  return taken
}
