/** `issue list […]`, `issue show ID`, `issue rebuild`: what waits, the file of one, and all made anew from the events. */
import { today } from '../../shared/domain/dates.ts'
import { ISSUE_STATES, type IssueRow } from '../../shared/domain/place.ts'
import type { Suggestion } from '../../shared/issues/desk.ts'
import type { SignKind } from '../../shared/issues/signs.ts'
import { systemViewer } from '../access/viewer.ts'
import type { App } from '../app/app.ts'
import { issueFile } from '../services/desk/issueFile.ts'
import { rebuildIssues } from '../services/desk/rebuildIssues.ts'
import { issueCard, issues } from '../services/issues.ts'
import { UsageError, type Words, allowOnly, optionOf } from './arguments.ts'
import type { CommandAnswer } from './commands.ts'
import { dueLines } from './dueLines.ts'
import { momentFrom, momentText } from './moments.ts'

const STATES = ['open', ...ISSUE_STATES, 'all'] as const
/** What speaks against a closing, in words. */
const SIGNS: Record<SignKind, string> = {
  elsewhere: 'not at the place',
  otherTime: 'photo of another time',
  samePhoto: 'photo shown before',
  again: 'reported again',
}

const MOST_ISSUES = 100_000
const USUAL_LIMIT = 50
const PAGE = 200

export function issueCommand(app: App, words: Words): Promise<CommandAnswer> {
  const [action, id] = words.names
  if (action === 'list') {
    allowOnly(words, 1, ['state', 'unit', 'limit', 'from', 'before'], ['late', 'signs'])
    return listAnswer(app, words)
  }
  if (action === 'rebuild') {
    allowOnly(words, 1, [], [])
    return rebuildAnswer(app)
  }
  if (action !== 'show') throw new UsageError('issue needs a word: list, show ID, or rebuild')
  allowOnly(words, 2, [], [])
  if (id === undefined) throw new UsageError('issue show needs an ID')
  return showAnswer(app, id)
}

/** Signs are on what is closed, too. */
function stateFrom(words: Words): (typeof STATES)[number] {
  const found = optionOf(words, 'state') ?? (words.flags.has('signs') ? 'all' : 'open')
  const state = STATES.find((one) => one === found)
  if (state) return state
  throw new UsageError(`--state: found "${found}", expected ${STATES.join(', ')}`)
}

function limitFrom(words: Words): number {
  const found = optionOf(words, 'limit') ?? String(USUAL_LIMIT)
  const limit = Number(found)
  if (/^\d+$/.test(found) && limit >= 1 && limit <= MOST_ISSUES) return limit
  throw new UsageError(
    `--limit: found "${found}", expected a whole number from 1 to ${MOST_ISSUES.toLocaleString('en')}`,
  )
}

const kindOf = (row: Pick<IssueRow, 'class' | 'subclass'>): string =>
  row.subclass === '' ? row.class : `${row.class}/${row.subclass}`

async function listAnswer(app: App, words: Words): Promise<CommandAnswer> {
  const [state, limit, unit] = [stateFrom(words), limitFrom(words), optionOf(words, 'unit')]
  const [from, before] = [optionOf(words, 'from'), optionOf(words, 'before')]
  const hasSigns = words.flags.has('signs')
  const asked = {
    order: 'late' as const,
    ...(state === 'all' ? {} : { state }),
    ...(unit === undefined ? {} : { unit }),
    ...(words.flags.has('late') ? { isLate: true } : {}),
    ...(hasSigns ? { hasSigns } : {}),
    ...(from === undefined ? {} : { reportedFrom: momentFrom(from, 'from').toISOString() }),
    ...(before === undefined ? {} : { reportedBefore: momentFrom(before, 'before').toISOString() }),
  }
  const found: IssueRow[] = []
  let total: number
  let isMore: boolean
  let cursor: string | null = null
  do {
    const page = await issues(app, systemViewer, {
      ...asked,
      cursor,
      limit: Math.min(PAGE, limit - found.length),
    })
    found.push(...page.rows)
    total = page.total
    isMore = page.isMore
    cursor = page.nextCursor
  } while (cursor !== null && found.length < limit)
  return {
    document: { total, isMore, issues: found },
    lines: [
      `${found.length.toLocaleString('en')} of ${isMore ? 'more than ' : ''}${total.toLocaleString('en')} issues, the one due first on top`,
      ...found.map((row) => {
        const due = row.dueAt === null ? 'no due time' : `due ${momentText(row.dueAt)}`
        return `${row.id}  ${row.state}${row.isLate ? ', late' : ''}  ${due}  ${kindOf(row)}  ${row.unit?.name ?? 'no unit'}  ${row.signs ? `[${row.signs.map((kind) => SIGNS[kind]).join(', ')}]  ` : ''}${row.description}`
      }),
    ],
  }
}

const suggestionLines = ({ options, passedOver }: Suggestion): string[] => [
  ...passedOver.map(
    ({ name, next }) =>
      `nobody on duty in ${name}${next === null ? '' : ` until ${momentText(next.at)} (${next.name})`}`,
  ),
  ...options.map(
    ({ target, name, state, people, openIssues }, index) =>
      `suggested ${index + 1}: ${'unit' in target ? `${name} ${target.unit}` : target.department}, ${state}, ${openIssues.toLocaleString('en')} in hand${people.map((one) => `; ${one.name}${one.inHand === null ? '' : ` (${one.inHand.toLocaleString('en')})`}`).join('')}`,
  ),
]

async function showAnswer(app: App, id: string): Promise<CommandAnswer> {
  const file = await issueFile(app, systemViewer, id)
  const card = await issueCard(app, systemViewer, id, today())
  const { progress, suggestion } = file
  const target =
    progress.target &&
    ('unit' in progress.target
      ? `${progress.targetName ?? ''} ${progress.target.unit}`
      : progress.target.department)
  return {
    document: file,
    lines: [
      `${id}  ${progress.state}${progress.outcome === null ? '' : ` (${progress.outcome})`}  ${kindOf(card)}  ${card.description}`,
      ...(target === null ? [] : [`with ${target}`]),
      ...dueLines(file.due),
      ...(suggestion === null ? [] : suggestionLines(suggestion)),
      file.events.length === 0 ? 'no step taken here yet' : 'steps:',
      ...file.events.map(
        ({ at, step, from, to, userName, reason }) =>
          `  ${momentText(at)}  ${step}  ${from === null || from === to ? to : `${from} → ${to}`}  ${userName}${reason === '' ? '' : `: ${reason}`}`,
      ),
    ],
  }
}

async function rebuildAnswer(app: App): Promise<CommandAnswer> {
  const rebuilt = await rebuildIssues(app)
  const { issues: count, mended } = rebuilt
  return {
    document: rebuilt,
    lines: [
      `${count.toLocaleString('en')} issues made anew from their events; ${mended.length === 0 ? 'all were as their events say' : `${mended.length.toLocaleString('en')} mended:`}`,
      ...mended.map((id) => `  ${id}`),
    ],
  }
}
