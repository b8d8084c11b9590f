/** The process that reads a large network file: its answer, or what it was refused for, goes back as one message. */
import { Refusal, type RefusalCode } from '../app/refusal.ts'
import { problemOf } from '../ingest/readers/unreadable.ts'
import { UnreadableFile } from '../ingest/readers/types.ts'
import type { NetworkAnswer } from './readNetworkApart.ts'
import { type NetworkTask, readNetwork } from './readNetwork.ts'

const send = (answer: NetworkAnswer): Promise<void> =>
  new Promise((sent) => process.send!(answer, undefined, undefined, () => sent()))

process.once('message', (task: NetworkTask) => {
  readNetwork({ ...task, onRows: (rows) => void send({ kind: 'rows', rows }) })
    .then((read) => send({ kind: 'read', read }))
    .catch((error: unknown) => {
      if (error instanceof UnreadableFile)
        return send({ kind: 'unreadable', file: error.file, key: error.key, facts: error.facts })
      if (error instanceof Refusal)
        return send({ kind: 'refused', code: error.code as RefusalCode, key: error.key, facts: error.facts })
      return send({ kind: 'failed', problem: problemOf(error) })
    })
    .finally(() => process.disconnect())
})
