/**
 * `network import FILE [--dry-run] [--join] [--skip-faulty] [--crs …] [--axis …]`: the walking network of an
 * OpenStreetMap file or of lines. `network show`: what is in force.
 */
import { existsSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import type { NetworkReport } from '../../shared/network/report.ts'
import { systemViewer } from '../access/viewer.ts'
import type { App } from '../app/app.ts'
import { Refusal } from '../app/refusal.ts'
import { networkInForce } from '../db/networks.ts'
import { lookAtNetwork, type NetworkJob, putInForce, refusalOf } from '../services/importNetwork.ts'
import { networkFound, reportFound } from '../services/networkFound.ts'
import { UsageError, type Words, allowOnly, axisFrom, optionOf } from './arguments.ts'
import type { CommandAnswer, CommandContext } from './commands.ts'
import { doorLines, networkLines } from './networkLines.ts'
import { sentenceOf } from './sentences.ts'
import { walkerFrom } from './walkOptions.ts'

const documentOf = (hash: string, report: NetworkReport): object => ({
  nodes: report.nodes,
  edges: report.edges,
  components: report.components.map(({ nodes }) => nodes),
  hash,
  ignored: report.ignored,
  report,
})

export async function networkCommand(
  app: App,
  words: Words,
  context: CommandContext,
): Promise<CommandAnswer> {
  const [action, file] = words.names
  if (action === 'show') {
    allowOnly(words, 1, [], [])
    const stored = await networkInForce(app.db.pool)
    if (!stored) throw new Refusal('NOT_FOUND', 'network.none')
    const { hash, report } = stored
    return { document: documentOf(hash, report), lines: networkLines({ hash, ...reportFound(report) }) }
  }
  if (action !== 'import') throw new UsageError('network needs a word: import FILE, or show')
  allowOnly(words, 2, ['profile', 'crs', 'axis'], ['dry-run', 'join', 'skip-faulty'])
  if (file === undefined) throw new UsageError('network import needs a FILE')
  // Every profile has its own view of the one network; the option only says that the word is known.
  walkerFrom(words)
  const path = resolve(context.directory, file)
  if (!existsSync(path)) throw new UsageError(`${file}: there is no such file`)
  const job: NetworkJob = {
    path,
    file: basename(path),
    importedBy: systemViewer,
    joinNearMisses: words.flags.has('join'),
    skipFaulty: words.flags.has('skip-faulty'),
    crs: optionOf(words, 'crs'),
    axisOrder: axisFrom(words),
  }
  const read = await lookAtNetwork(app, job)
  if (!words.flags.has('dry-run')) await putInForce(app, job, read)
  const { hash, report, isNew, faulty, warnings, isFarFromUnits, homes, facilities } = read
  const refusal = refusalOf(job.file, read)
  const found = networkFound(read)
  return {
    document: { ...documentOf(hash, report), isNew, faulty, isFarFromUnits, homes, facilities },
    lines: [
      ...(isNew ? [] : ['the same network is in force already']),
      ...networkLines(found),
      ...doorLines(found),
      ...(faulty > 0 ? [`rows left out as faulty: ${faulty.toLocaleString('en')}`] : []),
      ...warnings.map((key) => `note: ${sentenceOf(key)}`),
      ...(refusal ? [`would be refused: ${sentenceOf(refusal.key, refusal.facts)}`] : []),
      ...(isFarFromUnits ? [`note: ${sentenceOf('notice.networkFarFromUnits')}`] : []),
    ],
    exitCode: refusal ? 1 : 0,
  }
}
