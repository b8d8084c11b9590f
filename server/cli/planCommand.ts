/**
 * `plan list`, `plan show ID [--on DATE]`, `plan compare ID ID [--on DATE]`, `plan propose ID --community CODE`,
 * `plan publish ID --on DATE`, `plan withdraw ID`: plans of grids.
 */
import { Day, today } from '../../shared/domain/dates.ts'
import { type PlanEffect, PlanId } from '../../shared/plans/planRecord.ts'
import type { ZoningFigures } from '../../shared/zoning/problem.ts'
import { systemViewer } from '../access/viewer.ts'
import type { App } from '../app/app.ts'
import { planEffect } from '../services/plans/planEffect.ts'
import { openPlan, plans } from '../services/plans/plans.ts'
import { proposePlan } from '../services/plans/proposePlan.ts'
import { publishPlan, withdrawPlan } from '../services/plans/publishPlan.ts'
import { UsageError, type Words, allowOnly, optionOf } from './arguments.ts'
import type { CommandAnswer } from './commands.ts'
import { sentenceOf } from './sentences.ts'

const number = (value: number): string => value.toLocaleString('en')

export async function planCommand(app: App, words: Words): Promise<CommandAnswer> {
  const [action] = words.names
  switch (action) {
    case 'list':
      allowOnly(words, 1, [], [])
      return listAnswer(app)
    case 'show':
      allowOnly(words, 2, ['on'], [])
      return showAnswer(app, idFrom(words, 1), dayFrom(words) ?? today())
    case 'compare':
      allowOnly(words, 3, ['on'], [])
      return compareAnswer(app, [idFrom(words, 1), idFrom(words, 2)], dayFrom(words) ?? today())
    case 'publish': {
      allowOnly(words, 2, ['on'], [])
      const on = dayFrom(words)
      if (on === undefined) throw new UsageError('plan publish needs --on DATE')
      const { version } = await openPlan(app, systemViewer, idFrom(words, 1))
      const head = await publishPlan(app, systemViewer, { id: idFrom(words, 1), version, on })
      return { document: head, lines: [`“${head.name}” is in force from ${on}`] }
    }
    case 'withdraw': {
      allowOnly(words, 2, [], [])
      const head = await withdrawPlan(app, systemViewer, idFrom(words, 1))
      return { document: head, lines: [`“${head.name}” is taken back`] }
    }
    case 'propose':
      allowOnly(words, 2, ['community', 'grids', 'most', 'tolerance', 'seed'], [])
      return proposeAnswer(app, words)
    default:
      throw new UsageError(
        'plan needs a word: list, show ID, compare ID ID, propose ID --community CODE, publish ID --on DATE, withdraw ID',
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

async function showAnswer(app: App, id: string, on: string): Promise<CommandAnswer> {
  const effect = await planEffect(app, systemViewer, { id, on })
  return {
    document: effect,
    lines: [
      summaryOf(effect),
      ...effect.grids
        .filter(({ kind }) => kind !== 'same')
        .map(
          ({ code, name, kind, households, people, from }) =>
            `  ${code} ${name}: ${kind}, ${number(households)} households, ${number(people)} people; from ${from
              .map(({ code: old, areaShare }) => `${old} ${Math.round(areaShare * 100)}%`)
              .join(', ')}`,
        ),
      ...effect.ended.map(
        ({ code, name, successor }) => `  ${code} ${name}: ends, staff to ${successor ?? 'nobody'}`,
      ),
      ...effect.hindrances.map(({ key, facts }) => `hindrance: ${sentenceOf(key, facts)}`),
    ],
  }
}

async function compareAnswer(app: App, ids: readonly [string, string], on: string): Promise<CommandAnswer> {
  const effects = [
    await planEffect(app, systemViewer, { id: ids[0], on }),
    await planEffect(app, systemViewer, { id: ids[1], on }),
  ]
  return {
    document: effects.map((effect) => ({
      id: effect.id,
      grids: effect.grids.length,
      outsideNorm: effect.outsideNorm,
      moved: effect.moved,
      hindrances: effect.hindrances,
    })),
    lines: effects.map(summaryOf),
  }
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
  const most = wholeFrom(words, 'most', 1, 1_000_000)
  const found = await proposePlan(app, systemViewer, {
    id: idFrom(words, 1),
    community,
    ...(grids === undefined ? {} : { grids }),
    ...(most === undefined ? {} : { most }),
    tolerance: (wholeFrom(words, 'tolerance', 0, 50) ?? 5) / 100,
    seed: wholeFrom(words, 'seed', 0, 1_000_000) ?? 1,
  })
  const percent = (share: number): string => `${(share * 100).toFixed(1)}%`
  const lineOf = (name: string, { imbalance, moved, compactness, offStreetMeters }: ZoningFigures): string =>
    `  ${name}: households within ${percent(imbalance)} of the mean, ${number(Math.round(moved))} people change grid, compactness ${compactness.toFixed(2)}, ${number(Math.round(offStreetMeters))} m of border off streets`
  return {
    document: found,
    lines: found.impossible
      ? [`no such division: ${found.impossible.why}`]
      : [
          `${number(found.grids)} grids from ${number(found.blocks)} blocks, the largest with ${number(found.heaviest)} households; no division is nearer to even than ${percent(found.leastImbalance)}`,
          ...(found.today ? [lineOf('as it is', found.today)] : []),
          ...found.proposals.map((proposal) => lineOf(proposal.aim, proposal)),
        ],
  }
}

const summaryOf = ({ id, grids, outsideNorm, moved }: PlanEffect): string =>
  `plan ${id}: ${number(grids.length)} grids, ${number(outsideNorm)} outside the norm; ${number(moved.homes)} homes with ${number(moved.households)} households and ${number(moved.people)} people change grid, ${number(moved.openIssues)} open issues and ${number(moved.facilities)} facilities with them`
