/**
 * `access --kind KIND --minutes 15 [--profile …]`: who reaches the nearest facility of a kind on foot, by grid;
 * with `--measure M` a measure of access instead; `access --score SET`: how many kinds of a standard homes reach.
 */
import { ACCESS_MEASURES, type AccessMeasure } from '../../shared/circles/accessMeasures.ts'
import { SCORE_SETS, scoreSetOf } from '../../shared/standards/scoreSets.ts'
import { systemViewer } from '../access/viewer.ts'
import type { App } from '../app/app.ts'
import { walkedAccess, walkedMeasure, walkedScore } from '../services/walkedAccess.ts'
import { UsageError, type Words, allowOnly, optionOf } from './arguments.ts'
import type { CommandAnswer } from './commands.ts'
import { kindFrom, limitsFrom, MOST_MINUTES, walkerFrom } from './walkOptions.ts'

const LINES_IN_WORDS = 10

const people = (count: number): string => count.toLocaleString('en')
const percent = (part: number, all: number): string =>
  all === 0 ? 'nobody lives here' : `${((100 * part) / all).toFixed(1)}%`
const figure = (value: number | null): string =>
  value === null ? '-' : value.toLocaleString('en', { maximumSignificantDigits: 3 })

export async function accessCommand(app: App, words: Words): Promise<CommandAnswer> {
  allowOnly(words, 0, ['kind', 'minutes', 'profile', 'measure', 'score'], [])
  const [kind, score, measure] = [kindFrom(words), optionOf(words, 'score'), optionOf(words, 'measure')]
  if (score !== undefined) {
    if (kind !== undefined || measure !== undefined || optionOf(words, 'minutes') !== undefined)
      throw new UsageError('--score goes without --kind, --measure and --minutes')
    return scoreOf(app, words, score)
  }
  if (kind === undefined) throw new UsageError('access needs --kind KIND or --score SET')
  const limits = limitsFrom(optionOf(words, 'minutes') ?? '15', 'minutes', MOST_MINUTES)
  if (limits.length !== 1) throw new UsageError('--minutes: expected one number')
  return measure === undefined
    ? nearestOf(app, words, kind, limits[0]!)
    : measureOf(app, words, kind, limits[0]!, measureFrom(measure))
}

/** @throws UsageError */
function measureFrom(text: string): AccessMeasure {
  const found = ACCESS_MEASURES.find((one) => one === text)
  if (found) return found
  throw new UsageError(`--measure: found "${text}", expected ${ACCESS_MEASURES.join(', ')}`)
}

async function nearestOf(app: App, words: Words, kind: string, limit: number): Promise<CommandAnswer> {
  const answer = await walkedAccess(app, systemViewer, { kind, walker: walkerFrom(words), limit })
  const all = answer.covered + answer.outside
  return {
    document: answer,
    lines: [
      `${kind}: ${answer.facilities} facilities${answer.facilitiesNotConnected > 0 ? ` (${answer.facilitiesNotConnected} at no street)` : ''}; ${people(answer.covered)} of ${people(all)} residents within ${limit} min (${percent(answer.covered, all)}); outside ${people(answer.outside)}, of them over 64: ${people(answer.over64Outside)}, at no street: ${people(answer.notConnected)}`,
      ...answer.byGrid
        .filter(({ outside }) => outside > 0)
        .slice(0, LINES_IN_WORDS)
        .map(({ name, code, outside, total }) => `  ${name} ${code}: ${outside} of ${total} outside`),
    ],
  }
}

async function measureOf(
  app: App,
  words: Words,
  kind: string,
  minutes: number,
  measure: AccessMeasure,
): Promise<CommandAnswer> {
  const question = { kind, walker: walkerFrom(words), minutes, measure }
  const answer = await walkedMeasure(app, systemViewer, question)
  return {
    document: { measure, ...answer },
    lines: [
      `${kind}, ${measure} within ${minutes} min: mean ${figure(answer.mean)}, Gini ${figure(answer.gini)}, worst-served tenth ${figure(answer.worstTenth)}; ${answer.facilities} facilities, capacity known of ${answer.withCapacity}; ${people(answer.without)} of ${people(answer.residents)} residents without any`,
      ...answer.byUnit
        .slice(0, LINES_IN_WORDS)
        .map(
          ({ name, code, mean, residents, without }) =>
            `  ${name} ${code}: ${figure(mean)}; ${without} of ${residents} without`,
        ),
    ],
  }
}

async function scoreOf(app: App, words: Words, id: string): Promise<CommandAnswer> {
  const set = scoreSetOf(id)
  if (!set)
    throw new UsageError(`--score: found "${id}", expected ${SCORE_SETS.map((one) => one.id).join(', ')}`)
  const answer = await walkedScore(app, systemViewer, { set, walker: walkerFrom(words) })
  return {
    document: { set: set.id, source: set.source, ...answer },
    lines: [
      `${set.en} (${set.source}): mean ${figure(answer.mean)} of ${set.kinds.length} kinds; ${people(answer.complete)} of ${people(answer.residents)} residents have all (${percent(answer.complete, answer.residents)})`,
      ...answer.targets.map(
        ({ kind, minutes, facilities }, k) =>
          `  ${kind}, ${minutes} min: ${facilities} facilities; ${people(answer.kinds[k]!.residentsWithout)} residents without`,
      ),
    ],
  }
}
