/** `scenario list`, `scenario show ID`, `scenario effect ID --kind KIND | --at LON,LAT […]`: changes that are kept. */
import { MOST_SCENARIOS } from '../../shared/scenario/scenarioRecord.ts'
import { systemViewer } from '../access/viewer.ts'
import type { App } from '../app/app.ts'
import { scenario, scenarios } from '../services/scenarios.ts'
import { tryScenario } from '../services/tryScenario.ts'
import { UsageError, type Words, allowOnly } from './arguments.ts'
import type { CommandAnswer } from './commands.ts'
import { STREET_OPTIONS, streetQuestionFrom } from './streetOptions.ts'

const number = (value: number): string => value.toLocaleString('en')
const LINES_IN_WORDS = 10

export async function scenarioCommand(app: App, words: Words): Promise<CommandAnswer> {
  const [action, id] = words.names
  if (action === 'list') {
    allowOnly(words, 1, [], [])
    const { rows: kept } = await scenarios(app, systemViewer, { limit: MOST_SCENARIOS })
    return {
      document: kept,
      lines: kept.map(
        ({ id: own, name, changes, updatedBy, updatedAt }) =>
          `${own}  ${name}: ${changes.length} changes, ${updatedBy}, ${updatedAt}`,
      ),
    }
  }
  if (action !== 'show' && action !== 'effect')
    throw new UsageError('scenario needs a word: list, show ID, or effect ID')
  if (id === undefined || !/^\d{1,18}$/.test(id))
    throw new UsageError(`scenario ${action}: found "${id ?? ''}", expected the number of a scenario`)
  if (action === 'show') {
    allowOnly(words, 2, [], [])
    const found = await scenario(app, systemViewer, id)
    return {
      document: found,
      lines: [
        `${found.name}${found.walkAt === null ? '' : `, walk at ${found.walkAt}`}`,
        ...found.changes.map((change, i) => `${i + 1}. ${JSON.stringify(change)}`),
      ],
    }
  }
  allowOnly(words, 2, STREET_OPTIONS, [])
  return effectAnswer(app, words, id)
}

async function effectAnswer(app: App, words: Words, id: string): Promise<CommandAnswer> {
  const { kind, at, ...question } = streetQuestionFrom(words)
  const of = at ? { at } : kind === undefined ? null : { kind }
  if (!of) throw new UsageError('scenario effect needs --kind KIND or --at LON,LAT')
  const tried = await tryScenario(app, systemViewer, id, { ...question, ...of })
  const { figures } = tried.effect
  return {
    document: {
      scenario: id,
      name: tried.scenario.name,
      isOfOther: tried.isOfOther,
      ...question,
      ...of,
      ...figures,
    },
    lines: [
      ...(tried.isOfOther ? ['note: made on another network; all its changes fit the one in force'] : []),
      ...figures.rings.map(
        ({ minutes, before, after, gained, lost }) =>
          `${minutes} min: ${number(before)} → ${number(after)} people, +${number(gained)}, -${number(lost)}`,
      ),
      `person-minutes: ${number(figures.personMinutesSaved)} saved by ${number(figures.faster)} people, ${number(figures.personMinutesLost)} lost by ${number(figures.slower)}; newly reached ${number(figures.newlyReached)}, cut off ${number(figures.cutOff)}`,
      ...figures.byUnit
        .slice(0, LINES_IN_WORDS)
        .map(
          ({ name, code, rings, personMinutesSaved, personMinutesLost }) =>
            `  ${name} ${code}: +${number(rings.at(-1)!.gained)}, -${number(rings.at(-1)!.lost)}, ${number(personMinutesSaved - personMinutesLost)} person-min`,
        ),
    ],
  }
}
