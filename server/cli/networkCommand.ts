/**
 * `network import FILE [--dry-run] [--join] [--skip-faulty] [--crs …] [--axis …]`: the walking network of an
 * OpenStreetMap file or of lines. `network show`: what is in force.
 */
import { existsSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import type { DoorsFound } from '../../shared/network/doors.ts'
import type { NetworkReport } from '../../shared/network/report.ts'
import { systemViewer } from '../access/viewer.ts'
import type { App } from '../app/app.ts'
import { Refusal } from '../app/refusal.ts'
import { networkInForce } from '../db/networks.ts'
import { lookAtNetwork, type NetworkJob, putInForce, refusalOf } from '../services/importNetwork.ts'
import { UsageError, type Words, allowOnly, axisFrom, optionOf } from './arguments.ts'
import type { CommandAnswer, CommandContext } from './commands.ts'
import { sentenceOf } from './sentences.ts'
import { walkerFrom } from './walkOptions.ts'

const number = (value: number): string => Math.round(value).toLocaleString('en')
const COMPONENTS_IN_WORDS = 5
const DOORS_IN_WORDS = 5

function answerOf(hash: string, report: NetworkReport, isNew: boolean | undefined): CommandAnswer {
  const sizes = report.components.map(({ nodes }) => nodes)
  const small = report.components.slice(1, 1 + COMPONENTS_IN_WORDS)
  return {
    document: {
      nodes: report.nodes,
      edges: report.edges,
      components: sizes,
      hash,
      ignored: report.ignored,
      ...(isNew === undefined ? {} : { isNew }),
      report,
    },
    lines: [
      `${isNew === false ? 'the same network is in force already: ' : ''}${number(report.nodes)} nodes, ${number(report.edges)} edges, ${(report.meters / 1000).toFixed(1)} km; gates ${report.gates.all} (${report.gates.closed} closed), barriers ${number(report.barrierLines)}`,
      ...Object.entries(report.metersByKind).map(
        ([kind, meters]) => `  ${kind}: ${(meters / 1000).toFixed(1)} km`,
      ),
      `parts: ${report.components.length}, the largest with ${number(sizes[0] ?? 0)} nodes`,
      ...small.map(
        ({ nodes, meters, lon, lat }) =>
          `  ${nodes} nodes, ${number(meters)} m, near ${lon.toFixed(5)}, ${lat.toFixed(5)}`,
      ),
      ...Object.entries(report.ignored).map(
        ([reason, count]) => `left out, ${reason}: ${number(count)} ways`,
      ),
      ...Object.entries(report.unread).map(([reason, count]) => `not read, ${reason}: ${number(count)}`),
      ...(report.nearMisses.length > 0
        ? [
            `ways that cross without a common point: ${report.nearMisses.length}${report.areNearMissesJoined ? ', joined' : ' (--join gives them one)'}`,
          ]
        : []),
      `network ${hash}`,
    ],
  }
}

function doorLines(
  what: string,
  { all, connected, behindBarrier, onIsland, meters, unconnected }: DoorsFound,
): string[] {
  if (all === 0) return []
  const distance = meters
    ? `, ${meters.median.toFixed(0)} m from the street (median), 95% within ${meters.p95.toFixed(0)} m`
    : ''
  const doubts = [
    ...(behindBarrier > 0 ? [`${number(behindBarrier)} with no street in sight`] : []),
    ...(onIsland > 0 ? [`${number(onIsland)} on small parts`] : []),
  ]
  return [
    `${what}: ${number(connected)} of ${number(all)} connected${distance}${doubts.length > 0 ? ` (${doubts.join(', ')})` : ''}`,
    ...unconnected
      .slice(0, DOORS_IN_WORDS)
      .map(
        ({ id, name, lon, lat, meters: far }) =>
          `  at no street: ${[id, name].filter(Boolean).join(' ')} near ${lon.toFixed(5)}, ${lat.toFixed(5)}${far === null ? '' : `, ${number(far)} m away`}`,
      ),
  ]
}

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
    return answerOf(stored.hash, stored.report, undefined)
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
  const isDryRun = words.flags.has('dry-run')
  if (!isDryRun) await putInForce(app, job, read)
  const { hash, report, isNew, faulty, warnings, isFarFromUnits, homes, facilities } = read
  const refusal = refusalOf(job.file, read)
  const { document, lines } = answerOf(hash, report, isNew)
  return {
    document: { ...(document as object), faulty, isFarFromUnits, homes, facilities },
    lines: [
      ...lines,
      ...doorLines('homes', homes),
      ...doorLines('facilities', facilities),
      ...(faulty > 0 ? [`rows left out as faulty: ${number(faulty)}`] : []),
      ...warnings.map((key) => `note: ${sentenceOf(key)}`),
      ...(refusal ? [`would be refused: ${sentenceOf(refusal.key, refusal.facts)}`] : []),
      ...(isFarFromUnits ? [`note: ${sentenceOf('notice.networkFarFromUnits')}`] : []),
    ],
    exitCode: refusal ? 1 : 0,
  }
}
