/** Makes the demo town and its rows in a thread of its own, and hands them over in the order they are stored in. */
import { once } from 'node:events'
import { parentPort, workerData } from 'node:worker_threads'
import { openVault } from '../access/vault.ts'
import { DEMO_KINDS, type DemoOptions, demoRows, makeDemoTown } from './demoRows.ts'
import { HELD_BATCHES, type TownMessage } from './townMessages.ts'

const port = parentPort
if (!port) throw new Error('townWorker.ts runs as a worker only')
const { options, dataDirectory } = workerData as { options: DemoOptions; dataDirectory: string }

let held = 0
port.on('message', () => {
  held--
})

async function hand(message: TownMessage): Promise<void> {
  port!.postMessage(message)
  held++
  // What was not taken yet lies in memory twice as long as it needs to: no more than so much of it.
  while (held > HELD_BATCHES) await once(port!, 'message')
}

const town = makeDemoTown(options)
const { issues: _issues, residents: _residents, histories: _histories, ...plan } = town
await hand({ kind: 'town', town: plan })
const made = demoRows(town, openVault(dataDirectory))
for (const kind of DEMO_KINDS) {
  for await (const batch of made.rows[kind]) await hand({ kind, batch })
  await hand({ kind, batch: null })
  if (kind !== 'issues') continue
  for await (const batch of made.histories()) await hand({ kind: 'histories', batch })
  await hand({ kind: 'histories', batch: null })
}
port.close()
