/**
 * `site --model … --kind …` on the town's own streets: candidates from street corners or a list, a number or a budget,
 * decided sites and costs in the list, existing points that may be moved or closed, and groups that count more.
 */
import { basename } from 'node:path'
import { type Candidate } from '../../shared/siting/candidates.ts'
import { NoList, readCandidates } from '../../shared/siting/candidateList.ts'
import { isCapacitated, type SiteModel } from '../../shared/siting/siteInput.ts'
import { type GroupWeights, NoSiting, SITING_GROUPS } from '../../shared/siting/sitingQuestion.ts'
import { systemViewer } from '../access/viewer.ts'
import type { App } from '../app/app.ts'
import { townInput, type TownQuestion } from '../services/siting/townInput.ts'
import { allowOnly, optionOf, UsageError, type Words } from './arguments.ts'
import type { CommandContext } from './commands.ts'
import { type Asked, countFrom, modelFrom, numberFrom, shareFrom, textOf } from './siteOptions.ts'
import { kindFrom, walkerFrom } from './walkOptions.ts'

const EVERY_METERS = 150
const MOST_MINUTES = 45
const OPTIONS = ['model', 'p', 'kind', 'minutes', 'profile', 'for', 'every', 'candidates', 'budget', 'cost']
const MORE = ['move', 'saving', 'weights', 'capacity', 'share', 'seconds', 'out']
/** Those that can be asked with a budget, or with moves. */
const SPENDING: readonly SiteModel[] = ['pmedian', 'mclp', 'pcenter']

const SENTENCES = {
  nobody: () => 'found nobody of those asked for',
  noCandidates: () => 'found no candidates where people live',
  allExcluded: () => 'found every candidate excluded, expected at least one that may be taken',
  allOff: ({ candidates }) => `found none of ${candidates} candidates at a street that this walker may use`,
  noRoom: () => 'found more people than so many points can hold, expected more or larger ones',
  nothingReachable: () => 'found nobody whom a candidate reaches',
  tooFew: ({ candidates, count }) =>
    `--p: found "${count}", expected at most ${candidates}, as there are candidates`,
  tooManyForced: ({ forced, count }) =>
    `found ${forced} candidates that must be taken, expected at most ${count}`,
  forcedOff: ({ name }) => `found "${name}", which must be taken, at no street that this walker may use`,
  forcedTooDear: ({ spend, budget }) =>
    `--budget: found ${budget} to spend, expected ${spend} for what must be taken`,
  budgetTooSmall: ({ cheapest, budget }) =>
    `--budget: found ${budget} to spend, expected at least ${cheapest}, which the cheapest candidate costs`,
  noChoice: () => 'found no choice within the rules that serves everybody',
} as const satisfies Record<NoSiting['key'], (facts: NoSiting['facts']) => string>

/** @throws UsageError */
function listFrom(words: Words, context: CommandContext): Candidate[] | null {
  const file = optionOf(words, 'candidates')
  if (file === undefined) return null
  try {
    const { candidates, faults } = readCandidates(textOf(file, context))
    for (const { row, field, found, expected } of faults)
      context.say(
        `${basename(file)}, row ${row}, ${field}: found "${found}", expected ${EXPECTED[expected]}; left out`,
      )
    return candidates
  } catch (error) {
    if (error instanceof NoList)
      throw new UsageError(`${basename(file)}: found "${error.found}", expected a list with lon and lat`)
    throw error
  }
}

const EXPECTED = {
  lon: 'degrees east from -180 to 180',
  lat: 'degrees north from -90 to 90',
  swapped: 'degrees north; lon and lat seem to be exchanged',
  positive: 'a number of 0 or more',
  fixed: 'must, never or nothing',
  point: 'a Point',
  once: 'each place once (it is in that row)',
} as const

/** `over64=3,under15=2,others=1`; others count 1 unless said otherwise. @throws UsageError */
function weightsFrom(words: Words): GroupWeights | null {
  const found = optionOf(words, 'weights')
  if (found === undefined) return null
  const weights: GroupWeights = { others: 1, over64: 1, under15: 1 }
  for (const part of found.split(',')) {
    const [, key, number] = /^(others|over64|under15)=([0-9])$/.exec(part.trim()) ?? []
    if (key === undefined)
      throw new UsageError(`--weights: found "${part}", expected over64=3,under15=2,others=1, each 0 to 9`)
    weights[key as keyof GroupWeights] = Number(number)
  }
  return weights
}

function questionFrom(words: Words, context: CommandContext): TownQuestion {
  const model = modelFrom(words)
  const kind = kindFrom(words)
  if (kind === undefined) throw new UsageError('site needs --kind KIND, or --matrix FILE and --demand FILE')
  const limit = numberFrom(words, 'budget', false)
  if (limit !== undefined && optionOf(words, 'p') !== undefined)
    throw new UsageError('--budget: expected in place of --p')
  const count = limit === undefined ? countFrom(words, model) : 1
  const minutes = numberFrom(words, 'minutes', false) ?? 15
  if (minutes > MOST_MINUTES)
    throw new UsageError(`--minutes: found "${minutes}", expected at most ${MOST_MINUTES}`)
  const walker = walkerFrom(words)
  if (walker === 'meters') throw new UsageError('--profile: expected who walks')
  const whom = optionOf(words, 'for') ?? 'residents'
  const group = SITING_GROUPS.find((one) => one === whom)
  if (group === undefined)
    throw new UsageError(`--for: found "${whom}", expected ${SITING_GROUPS.join(', ')}`)
  const everyMeters = numberFrom(words, 'every', false) ?? EVERY_METERS
  if (everyMeters < 20) throw new UsageError(`--every: found "${everyMeters}", expected 20 metres or more`)
  const [atMost, saving] = [numberFrom(words, 'move', true), numberFrom(words, 'saving', false)]
  if (atMost !== undefined && limit !== undefined)
    throw new UsageError('--move: expected with --p; with a budget, --saving says what a closing frees')
  if (saving !== undefined && limit === undefined) throw new UsageError('--saving: expected with --budget')
  for (const option of ['budget', 'move'])
    if (optionOf(words, option) !== undefined && !SPENDING.includes(model))
      throw new UsageError(`--${option}: found with ${model}, expected ${SPENDING.join(', ')}`)
  const capacity = numberFrom(words, 'capacity', true)
  if (isCapacitated(model) !== (capacity !== undefined))
    throw new UsageError(
      capacity === undefined
        ? `${model} needs --capacity, how many people a new point can hold`
        : `--capacity: ${model} has none, expected --model cpmedian or cmclp`,
    )
  return {
    model,
    share: shareFrom(words, model),
    ...(capacity !== undefined && { capacity }),
    kind,
    count: count ?? 1,
    minutes,
    walker,
    group,
    weights: weightsFrom(words),
    budget: limit === undefined ? null : { limit, each: numberFrom(words, 'cost', false) ?? 1 },
    closing: atMost !== undefined ? { atMost } : saving !== undefined ? { saving } : null,
    candidates: listFrom(words, context) ?? { everyMeters },
  }
}

/** @throws UsageError */
export async function townFrom(app: App, words: Words, context: CommandContext): Promise<Asked> {
  allowOnly(words, 0, [...OPTIONS, ...MORE], [])
  const asked = questionFrom(words, context)
  try {
    const { input, outOfReach, existing, off, source, day } = await townInput(app, systemViewer, asked)
    for (const one of off)
      context.say(`${one.name ?? `${one.lon},${one.lat}`}: at no street that this walker may use; not tried`)
    return { input, source, dataDate: day, facts: { kind: asked.kind, existing, outOfReach } }
  } catch (error) {
    if (!(error instanceof NoSiting)) throw error
    const sentence: (facts: NoSiting['facts']) => string = SENTENCES[error.key]
    throw new UsageError(sentence(error.facts))
  }
}
