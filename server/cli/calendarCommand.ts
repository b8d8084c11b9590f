/** `calendar due --class CLASS [--subclass SUBCLASS] --from TIME`: when an issue of it is due, and which days count. */
import { ISSUE_CLASSES, type IssueClass, type IssueSubclass } from '../../shared/standards/issueClasses.ts'
import type { App } from '../app/app.ts'
import { explainLimit } from '../services/desk/issueDue.ts'
import { UsageError, type Words, allowOnly, optionOf } from './arguments.ts'
import { closestTo } from './closest.ts'
import type { CommandAnswer } from './commands.ts'
import { dueLines, dueText, limitText } from './dueLines.ts'
import { momentFrom, momentText } from './moments.ts'

interface Named {
  key: string
  zh: string
  en: string
}

/** By key or by either name. @throws UsageError, with those that were perhaps meant */
function namedOf<Row extends Named>(found: string, option: string, known: readonly Row[]): Row {
  const typed = found.trim().toLowerCase()
  const row = known.find(({ key, zh, en }) => [key, zh, en].some((name) => name.toLowerCase() === typed))
  if (row) return row
  const keys = known.map(({ key }) => key)
  const near = closestTo(
    found,
    known.flatMap(({ key, zh, en }) => [key, zh, en]),
  )
  const meant = [
    ...new Set(near.map((name) => known.find(({ key, zh, en }) => [key, zh, en].includes(name))!.key)),
  ]
  const hint = meant.length > 0 ? `did you mean ${meant.join(' or ')}? ` : ''
  throw new UsageError(`--${option}: found "${found}"; ${hint}There are: ${keys.join(', ')}`)
}

const classFrom = (found: string): IssueClass =>
  namedOf(
    found,
    'class',
    ISSUE_CLASSES.map((row) => ({ ...row, key: row.class })),
  )

const subclassFrom = (found: string, of: IssueClass): IssueSubclass =>
  namedOf(
    found,
    'subclass',
    of.subclasses.map((row) => ({ ...row, key: row.subclass })),
  )

export function calendarCommand(_app: App, words: Words): Promise<CommandAnswer> {
  if (words.names[0] !== 'due') throw new UsageError('calendar has one command: due')
  allowOnly(words, 1, ['class', 'subclass', 'from'], [])
  const [given, time, subclass] = [
    optionOf(words, 'class'),
    optionOf(words, 'from'),
    optionOf(words, 'subclass'),
  ]
  if (given === undefined || time === undefined)
    throw new UsageError('calendar due needs --class CLASS and --from TIME')
  const [issueClass, from] = [classFrom(given), momentFrom(time, 'from')]
  return Promise.resolve(
    subclass === undefined
      ? classAnswer(issueClass, from)
      : subclassAnswer(issueClass, subclassFrom(subclass, issueClass), from),
  )
}

function subclassAnswer(of: IssueClass, { subclass, zh, en }: IssueSubclass, from: Date): CommandAnswer {
  const due = explainLimit(of.class, subclass, from)
  return {
    document: { class: of.class, subclass, ...due },
    lines: [`${of.class}/${subclass}  ${zh}, ${en}`, ...dueLines(due)],
  }
}

function classAnswer(of: IssueClass, from: Date): CommandAnswer {
  const subclasses = of.subclasses.map(({ subclass, zh, en }) => {
    const { limit, dueAt, isProvisional } = explainLimit(of.class, subclass, from)
    return { subclass, zh, en, limit: limit!, dueAt, isProvisional }
  })
  return {
    document: { class: of.class, from: from.toISOString(), subclasses },
    lines: [
      `${of.class}  ${of.zh}, ${of.en}, from ${momentText(from.toISOString())}`,
      ...subclasses.map(
        ({ subclass, zh, limit, dueAt, isProvisional }) =>
          `  ${subclass}  ${zh}: ${limitText(limit)}, due ${dueText(dueAt, isProvisional)}`,
      ),
    ],
  }
}
