/** The process that reads a large network file: its answer, or what it was refused for, goes back as one message. */
import { failureOf } from './failureApart.ts'
import type { NetworkAnswer } from './readNetworkApart.ts'
import { type NetworkTask, readNetwork } from './readNetwork.ts'

const send = (answer: NetworkAnswer): Promise<void> =>
  new Promise((sent) => process.send!(answer, undefined, undefined, () => sent()))

process.once('message', (task: NetworkTask) => {
  readNetwork({ ...task, onRows: (rows) => void send({ kind: 'rows', rows }) })
    .then((read) => send({ kind: 'read', read }))
    .catch((error: unknown) => send(failureOf(error)))
    .finally(() => process.disconnect())
})
