/** The worker that walks: fetches the network once, then answers question after question. */
import type { FromWorker, ToWorker } from './protocol.ts'
import { answerCall } from './answers/answerCall.ts'
import { Walker } from './walker.ts'

const tell = (message: FromWorker): void => postMessage(message)
const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

let file: { hash: string; bytes: Uint8Array } | null = null
let walker: Walker | null = null
/** Why there is none. */
let refusal = new Error('no network is open')

async function fetchNetwork(hash: string): Promise<Uint8Array> {
  if (file?.hash === hash) return file.bytes
  const response = await fetch(`/network/${hash}.bin`)
  if (!response.ok) throw new Error(`network: HTTP ${response.status}`)
  const bytes = new Uint8Array(await response.arrayBuffer())
  file = { hash, bytes }
  return bytes
}

/** Messages are taken one after another: a question asked after `open` waits for it. */
let last: Promise<void> = Promise.resolve()

async function handle(message: ToWorker): Promise<void> {
  if (message.type === 'open') {
    walker = new Walker(await fetchNetwork(message.ground.hash), message.ground)
    return tell({ type: 'opened', hash: message.ground.hash })
  }
  if (!walker) throw refusal
  if (message.type === 'ask')
    tell({ type: 'answer', id: message.id, answer: walker.answer(message.question) })
  else tell({ type: 'called', id: message.id, answer: answerCall(walker, message) })
}

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  last = last.then(() =>
    handle(data).catch((error: unknown) => {
      if (data.type === 'open') {
        walker = null
        refusal = new Error(reasonOf(error))
      }
      tell({ type: 'failed', id: data.type === 'open' ? null : data.id, message: reasonOf(error) })
    }),
  )
})
