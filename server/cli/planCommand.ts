/**
 * `plan list`, `plan start --name NAME --scope CODE [--from FILE]`, `plan show ID [--on DATE]`,
 * `plan compare ID|today ID [--on DATE]`, `plan propose ID --community CODE`,
 * `plan publish ID --on DATE [--despite REASON] [--successor OLD=NEW …]`, `plan withdraw ID`,
 * `plan export ID --out FILE [--on DATE] [--language zh-CN|en]`: plans of grids.
 */
import { writeFileSync } from 'node:fs'
import { basename, extname, resolve } from 'node:path'
import { Day, today } from '../../shared/domain/dates.ts'
import type { ComparedSide } from '../../shared/plans/comparePlans.ts'
import type { ImportFinding } from '../../shared/plans/importFinding.ts'
import { LetterLanguage } from '../../shared/plans/letter.ts'
import type { PlanFileFormat } from '../../shared/plans/planFile.ts'
import { UnitCode } from '../../shared/domain/ids.ts'
import {
  CreatePlan,
  FileStart,
  type PlanEffect,
  PlanId,
  type PublishPlan,
} from '../../shared/plans/planRecord.ts'
import { BALANCES } from '../../shared/plans/proposalProblem.ts'
import { missingChecks } from '../../shared/plans/reviewRecord.ts'
import type { ZoningFigures } from '../../shared/zoning/problem.ts'
import { systemViewer } from '../access/viewer.ts'
import type { App } from '../app/app.ts'
import { compareKept } from '../services/plans/compareKept.ts'
import { createPlan } from '../services/plans/createPlan.ts'
import { type PlanFigures, planFigures } from '../services/plans/planFigures.ts'
import { planEffect } from '../services/plans/planEffect.ts'
import { planFile } from '../services/plans/planFiles.ts'
import type { PlanFile } from '../services/plans/planFromFile.ts'
import { openPlan, plans } from '../services/plans/plans.ts'
import { proposePlan } from '../services/plans/proposePlan.ts'
import { planChecks } from '../services/plans/review/checks.ts'
import { publishPlan, withdrawPlan } from '../services/plans/publishPlan.ts'
import { UsageError, type Words, allowOnly, axisFrom, optionOf } from './arguments.ts'
import type { CommandAnswer, CommandContext } from './commands.ts'
import { sentenceOf } from './sentences.ts'

const number = (value: number): string => value.toLocaleString('en')

export async function planCommand(app: App, words: Words, context: CommandContext): Promise<CommandAnswer> {
  const [action] = words.names
  switch (action) {
    case 'list':
      allowOnly(words, 1, [], [])
      return listAnswer(app)
    case 'start':
      allowOnly(words, 1, ['name', 'purpose', 'scope', 'from', ...FILE_OPTIONS], [])
      return startAnswer(app, words, context.directory)
    case 'show':
      allowOnly(words, 2, ['on'], [])
      return showAnswer(app, idFrom(words, 1), dayFrom(words) ?? today())
    case 'compare':
      allowOnly(words, 3, ['on'], [])
      return compareAnswer(app, words, dayFrom(words) ?? today())
    case 'publish': {
      allowOnly(words, 2, ['on', 'despite', 'successor'], [])
      const on = dayFrom(words)
      if (on === undefined) throw new UsageError('plan publish needs --on DATE')
      return publishAnswer(app, words, on, optionOf(words, 'despite'))
    }
    case 'withdraw': {
      allowOnly(words, 2, [], [])
      const head = await withdrawPlan(app, systemViewer, idFrom(words, 1))
      return { document: head, lines: [`“${head.name}” is taken back`] }
    }
    case 'export':
      allowOnly(words, 2, ['on', 'out', 'language'], [])
      return exportAnswer(app, words, context)
    case 'propose':
      allowOnly(
        words,
        2,
        ['community', 'grids', 'most', 'most-people', 'balance', 'together', 'apart', 'tolerance', 'seed'],
        ['per-worker', 'whole-compounds'],
      )
      return proposeAnswer(app, words)
    default:
      throw new UsageError(
        'plan needs a word: list, start --name NAME --scope CODE, show ID, compare ID|today ID, propose ID --community CODE, publish ID --on DATE [--despite REASON], withdraw ID, export ID --out FILE',
      )
  }
}

function idFrom(words: Words, at: number): string {
  const id = words.names[at]
  if (!PlanId.safeParse(id).success)
    throw new UsageError(`plan ${words.names[0]}: found "${id ?? ''}", expected the number of a plan`)
  return id!
}

function dayFrom(words: Words): string | undefined {
  const day = optionOf(words, 'on')
  if (day !== undefined && !Day.safeParse(day).success)
    throw new UsageError(`--on: found "${day}", expected a date such as 2027-01-01`)
  return day
}

/** Who works on the machine itself is not held up by missing checks: they are told of, and noted with the reason. */
async function publishAnswer(
  app: App,
  words: Words,
  on: string,
  despite = 'published on the command line',
): Promise<CommandAnswer> {
  const id = idFrom(words, 1)
  const successors = successorsFrom(words)
  const { version } = await openPlan(app, systemViewer, id)
  const missing = missingChecks((await planChecks(app, systemViewer, { id, on })).checks)
  const head = await publishPlan(app, systemViewer, { id, version, on, despite, successors })
  return {
    document: { ...head, missingChecks: missing },
    lines: [
      `“${head.name}” is in force from ${on}`,
      ...(missing.length > 0 ? [`without these checks: ${missing.join(', ')} (${despite})`] : []),
    ],
  }
}

/** `--successor OLD=NEW`, as often as there are grids that end. */
function successorsFrom(words: Words): PublishPlan['successors'] {
  const pairs = (words.options.get('successor') ?? []).map((pair) => pair.split('='))
  for (const pair of pairs)
    if (pair.length !== 2 || pair.some((code) => !UnitCode.safeParse(code).success))
      throw new UsageError(`--successor: found "${pair.join('=')}", expected OLD=NEW, two codes of grids`)
  return Object.fromEntries(pairs.map(([from, to]) => [UnitCode.parse(from), UnitCode.parse(to)]))
}

/** What a file holds, by its ending. */
const FORMATS: Readonly<Record<string, PlanFileFormat>> = {
  '.geojson': 'geojson',
  '.gpkg': 'gpkg',
  '.zip': 'shp',
  '.txt': 'txt',
  '.xlsx': 'xlsx',
  '.csv': 'csv',
}

async function exportAnswer(app: App, words: Words, { directory }: CommandContext): Promise<CommandAnswer> {
  const out = optionOf(words, 'out')
  const format = FORMATS[extname(out ?? '').toLowerCase()]
  if (out === undefined || format === undefined)
    throw new UsageError(
      `plan export needs --out FILE with one of these endings: ${Object.keys(FORMATS).join(', ')}`,
    )
  const language = LetterLanguage.safeParse(optionOf(words, 'language') ?? 'zh-CN')
  if (!language.success)
    throw new UsageError(`--language: found "${optionOf(words, 'language')}", expected zh-CN or en`)
  const { name, content } = await planFile(app, systemViewer, {
    id: idFrom(words, 1),
    on: dayFrom(words) ?? today(),
    format,
    language: language.data,
  })
  writeFileSync(resolve(directory, out), content)
  return {
    document: { plan: name, file: out, format, bytes: content.length },
    lines: [`“${name}” is in ${out}: ${number(content.length)} bytes`],
  }
}

async function listAnswer(app: App): Promise<CommandAnswer> {
  const found = await plans(app, systemViewer)
  return {
    document: found,
    lines: found.map(
      ({ id, name, state, scope, gridCount, publishOn, by }) =>
        `${id}  ${name}: ${state}${publishOn === null ? '' : ` ${publishOn}`}, ${scope.name}, ${number(gridCount)} grids, ${by}`,
    ),
  }
}

/** Of a file to begin from: the columns of code and name, the layer, the system, the tolerance in metres. */
const FILE_OPTIONS = ['key', 'label', 'layer', 'crs', 'axis', 'gap'] as const
const FINDINGS_IN_WORDS = 20

async function startAnswer(app: App, words: Words, directory: string): Promise<CommandAnswer> {
  const [name, scope] = [optionOf(words, 'name'), optionOf(words, 'scope')]
  if (name === undefined || scope === undefined)
    throw new UsageError('plan start needs --name NAME and --scope CODE')
  const from = optionOf(words, 'from') ?? 'today'
  const isFile = from !== 'today' && from !== 'nothing' && !PlanId.safeParse(from).success
  const misplaced = FILE_OPTIONS.find((option) => !isFile && optionOf(words, option) !== undefined)
  if (misplaced !== undefined)
    throw new UsageError(`--${misplaced} says how a file is read; --from is "${from}", expected a FILE`)
  const wish = { name, scope, purpose: optionOf(words, 'purpose') ?? '' }
  const parsed = CreatePlan.safeParse({ ...wish, from: 'today' })
  if (!parsed.success)
    throw new UsageError(
      `--${String(parsed.error.issues[0]?.path[0])}: expected ${parsed.error.issues[0]?.message}`,
    )
  const begun = await createPlan(app, systemViewer, {
    ...parsed.data,
    from: isFile
      ? { path: resolve(directory, from), file: basename(from), ...fileOptions(words) }
      : from === 'today' || from === 'nothing'
        ? from
        : { plan: from },
  })
  const { document, report } = await openPlan(app, systemViewer, begun.id)
  return {
    document: { id: begun.id, grids: document.grids.length, faults: begun.faults, report },
    lines: [
      `plan ${begun.id}: “${name}” begins with ${number(document.grids.length)} grids`,
      ...(report
        ? [
            `${report.file}: ${number(report.areas)} areas; ground up to ${report.gapMeters} m wide went to whoever lies beside it`,
            ...Object.entries(report.counts).map(
              ([kind, { count, squareMeters }]) =>
                `  ${kind} ${number(count)} (${number(Math.round(squareMeters))} m²): ${FINDING_WORDS[kind as ImportFinding['kind']]}`,
            ),
            ...report.findings.slice(0, FINDINGS_IN_WORDS).map(findingLine),
          ]
        : []),
    ],
  }
}

function fileOptions(words: Words): Omit<PlanFile, 'path' | 'file'> {
  const gap = optionOf(words, 'gap')
  const parsed = FileStart.shape.gapMeters.safeParse(gap === undefined ? undefined : Number(gap))
  if (!parsed.success) throw new UsageError(`--gap: found "${gap ?? ''}", expected metres from 0 to 50`)
  return {
    gapMeters: parsed.data,
    axisOrder: axisFrom(words),
    crs: optionOf(words, 'crs'),
    layer: optionOf(words, 'layer'),
    code: optionOf(words, 'key'),
    name: optionOf(words, 'label'),
  }
}

/** What was found, and what a plan expects. */
const FINDING_WORDS: Readonly<Record<ImportFinding['kind'], string>> = {
  overlap: 'covered by several areas; each place belongs to one grid, so one has it now',
  gap: 'between areas, narrow; closed',
  strip: 'in no area along the border of a community, narrow; given to the grid beside it',
  otherCommunity: 'of an area in another community than its own; a grid lies in one community',
  outside: 'outside the scope; left out',
  empty: 'in no area; it belongs to no grid yet',
  selfCrossing: 'the line around the area meets itself; expected a ring that does not; all its loops count',
  noArea: 'no ground; expected a polygon that holds some; left out',
  duplicate: 'drawn twice; the second one is left out',
  wrongLevel: 'no grid: it holds grids or communities, or says so; left out',
}

const findingLine = ({ kind, areas, at, squareMeters, givenTo }: ImportFinding): string =>
  `    ${kind} ${areas.join(' / ')}${at === null ? '' : ` near ${at[0].toFixed(5)}, ${at[1].toFixed(5)}`}: ${squareMeters.toFixed(1)} m²${givenTo === null ? '' : `, to ${givenTo}`}`

async function showAnswer(app: App, id: string, on: string): Promise<CommandAnswer> {
  const effect = await planEffect(app, systemViewer, { id, on, successors: {} })
  const figures = await planFigures(app, systemViewer, id)
  return {
    document: { ...effect, figures },
    lines: [
      summaryOf(effect),
      ...figureLines(figures),
      ...figures.grids.map(
        ({ name, households, yearIssues, walkSeconds, workloadMinutes }) =>
          `  ${name}: ${number(households)} households, ${yearIssues === null ? 'unknown' : number(yearIssues)} issues in a year, ${
            walkSeconds === null ? 'no walk' : `${(walkSeconds / 60).toFixed(1)} min`
          } across, ${Math.round(workloadMinutes / 60)} h a month`,
      ),
      ...effect.grids
        .filter(({ kind }) => kind !== 'same')
        .map(
          ({ code, name, kind, households, people, from }) =>
            `  ${code} ${name}: ${kind}, ${number(households)} households, ${number(people)} people; from ${from
              .map(({ code: old, areaShare }) => `${old} ${Math.round(areaShare * 100)}%`)
              .join(', ')}`,
        ),
      ...effect.ended.map(
        ({ code, name, successor, accounts, roster }) =>
          `  ${code} ${name}: ends; to ${successor ?? 'nobody'} go staff, ${number(accounts.count)} accounts, ${number(roster.people)} people and ${number(roster.shifts)} shifts of the roster`,
      ),
      ...effect.hindrances.map(({ key, facts }) => `hindrance: ${sentenceOf(key, facts)}`),
    ],
  }
}

/** Two plans, or the grids in force today and a plan: what each does, and what goes from the one to the other. */
async function compareAnswer(app: App, words: Words, on: string): Promise<CommandAnswer> {
  const isToday = words.names[1] === 'today'
  const ids = [...(isToday ? [] : [idFrom(words, 1)]), idFrom(words, 2)]
  const effects: PlanEffect[] = []
  for (const id of ids) effects.push(await planEffect(app, systemViewer, { id, on, successors: {} }))
  const { before, after, whole, ways } = await compareKept(app, systemViewer, {
    before: isToday ? { on: today() } : { id: ids[0]! },
    after: { id: ids.at(-1)! },
  })
  const nameOf = (side: ComparedSide, key: string): string => side.plan.grids.get(key)?.name ?? 'no grid'
  const named = ways.map(({ from, to, ...rest }) => ({
    from: nameOf(before, from),
    to: nameOf(after, to),
    ...rest,
  }))
  const { areas, least, most, spread } = after.totals
  const wholes: PlanFigures[] = []
  for (const id of ids) wholes.push(await planFigures(app, systemViewer, id))
  return {
    document: effects.map((effect, i) => ({
      id: effect.id,
      grids: effect.grids.length,
      outsideNorm: effect.outsideNorm,
      moved: effect.moved,
      hindrances: effect.hindrances,
      totals: (effect.id === ids.at(-1) ? after : before).totals,
      // From the first to the second.
      changed: whole,
      ways: named,
      figures: wholes[i]!.whole,
    })),
    lines: [
      ...effects.flatMap((effect, i) => [summaryOf(effect), ...figureLines(wholes[i]!)]),
      `from the first to the second: ${number(whole.homes)} buildings with ${number(whole.households)} households and ${number(whole.residents)} people change hands; ${number(areas)} grids of ${number(least ?? 0)} to ${number(most ?? 0)} households then, spread ${((spread ?? 0) * 100).toFixed(1)}% (${((before.totals.spread ?? 0) * 100).toFixed(1)}% before)`,
      ...named.map(
        ({ from, to, households, residents }) =>
          `  ${from} → ${to}: ${number(households)} households, ${number(residents)} people`,
      ),
    ],
  }
}

function figureLines({ whole, without, splitCompounds }: PlanFigures): string[] {
  const percent = (share: number | null): string =>
    share === null ? 'unknown' : `${(share * 100).toFixed(1)}%`
  const minutes = (seconds: number | null): string =>
    seconds === null ? 'unknown' : `${(seconds / 60).toFixed(1)} min`
  return [
    `  workload: ${whole.workloadMeanMinutes === null ? 'unknown' : `${Math.round(whole.workloadMeanMinutes / 60)} h a month on average`}, spread ${percent(whole.workloadSpread)}${without.length > 0 ? `; without ${without.join(', ')}` : ''}`,
    `  walk across: ${minutes(whole.walkMeanSeconds)} on average, ${minutes(whole.walkMostSeconds)} at most`,
    `  households: spread ${percent(whole.spread)}; borders off streets ${percent(whole.offStreetShare)}; split compounds ${whole.splitCompounds}${splitCompounds.length > 0 ? `: ${splitCompounds.map(({ name }) => name).join(', ')}` : ''}`,
  ]
}

/** @throws UsageError for what is not a whole number from `least` to `most` */
function wholeFrom(words: Words, name: string, least: number, most: number): number | undefined {
  const text = optionOf(words, name)
  if (text === undefined) return undefined
  const value = Number(text)
  if (!/^\d+$/.test(text) || value < least || value > most)
    throw new UsageError(`--${name}: found "${text}", expected a whole number from ${least} to ${most}`)
  return value
}

async function proposeAnswer(app: App, words: Words): Promise<CommandAnswer> {
  const community = optionOf(words, 'community')
  if (community === undefined) throw new UsageError('plan propose needs --community CODE')
  const grids = wholeFrom(words, 'grids', 1, 200)
  const isPerWorker = words.flags.has('per-worker')
  if (grids !== undefined && isPerWorker)
    throw new UsageError('--grids and --per-worker are two ways to say one thing')
  const households = wholeFrom(words, 'most', 1, 1_000_000)
  const people = wholeFrom(words, 'most-people', 1, 1_000_000)
  if (households !== undefined && people !== undefined)
    throw new UsageError('--most and --most-people: only one limit can be kept to')
  const balance = optionOf(words, 'balance') ?? 'households'
  const balanced = BALANCES.find((one) => one === balance)
  if (!balanced) throw new UsageError(`--balance: found "${balance}", expected one of ${BALANCES.join(', ')}`)
  const rules = (['together', 'apart'] as const).flatMap((kind) =>
    (words.options.get(kind) ?? []).map((names) => ({
      kind,
      names: names.split(',').map((one) => one.trim()),
    })),
  )
  const found = await proposePlan(app, systemViewer, {
    id: idFrom(words, 1),
    community,
    ...(isPerWorker ? { grids: 'workers' as const } : grids === undefined ? {} : { grids }),
    ...(households !== undefined
      ? { most: { amount: households, of: 'households' as const } }
      : people !== undefined
        ? { most: { amount: people, of: 'residents' as const } }
        : {}),
    balance: balanced,
    keepsCompounds: words.flags.has('whole-compounds'),
    rules,
    tolerance: (wholeFrom(words, 'tolerance', 0, 50) ?? 5) / 100,
    seed: wholeFrom(words, 'seed', 0, 1_000_000) ?? 1,
  })
  const percent = (share: number): string => `${(share * 100).toFixed(1)}%`
  const lineOf = (name: string, { imbalance, moved, compactness, offStreetMeters }: ZoningFigures): string =>
    `  ${name}: ${balanced} within ${percent(imbalance)} of the mean, ${number(Math.round(moved))} people change grid, compactness ${compactness.toFixed(2)}, ${number(Math.round(offStreetMeters))} m of border off streets`
  return {
    document: found,
    lines: found.impossible
      ? [`no such division: ${found.impossible.why}${found.inTheWay.map((name) => ` ${name}`).join(',')}`]
      : [
          `${number(found.grids)} grids from ${number(found.blocks)} blocks, the largest with ${number(found.heaviest)} households; no division is nearer to even than ${percent(found.leastImbalance)}, none within the share moves fewer than ${number(Math.ceil(found.leastMoved))} people`,
          ...(found.today ? [lineOf('as it is', found.today)] : []),
          ...found.proposals.map((proposal) => lineOf(proposal.aim, proposal)),
        ],
  }
}

const summaryOf = ({ id, grids, outsideNorm, moved }: PlanEffect): string =>
  `plan ${id}: ${number(grids.length)} grids, ${number(outsideNorm)} outside the norm; ${number(moved.homes)} homes with ${number(moved.households)} households and ${number(moved.people)} people change grid, ${number(moved.openIssues)} open issues and ${number(moved.facilities)} facilities with them`
