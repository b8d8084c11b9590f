/** `barriers [--kind KIND | --at LON,LAT] [--profile …] [--minutes …] [--time HH:MM] [--who …] [--top n]`. */
import { systemViewer } from '../access/viewer.ts'
import type { App } from '../app/app.ts'
import { rankWalls } from '../services/tryScenario.ts'
import { UsageError, type Words, allowOnly, optionOf } from './arguments.ts'
import type { CommandAnswer } from './commands.ts'
import { STREET_OPTIONS, streetQuestionFrom, timeFrom } from './streetOptions.ts'

const TOP = 20

function topFrom(words: Words): number {
  const text = optionOf(words, 'top') ?? String(TOP)
  const top = Number(text)
  if (Number.isInteger(top) && top > 0) return top
  throw new UsageError(`--top: found "${text}", expected a whole number over 0`)
}

export async function barriersCommand(app: App, words: Words): Promise<CommandAnswer> {
  allowOnly(words, 0, [...STREET_OPTIONS, 'time', 'top'], [])
  const top = topFrom(words)
  const question = { ...streetQuestionFrom(words), walkAt: timeFrom(words) }
  const { kinds, openings } = await rankWalls(app, systemViewer, question)
  const shown = openings.slice(0, top)
  const what = question.at ? 'from the place' : (question.kind ?? `to the nearest of each of ${kinds} kinds`)
  const whom = kinds > 1 ? 'walks' : 'people'
  const outer = question.minutes.at(-1)!
  return {
    document: { ...question, kinds, found: openings.length, openings: shown },
    lines: [
      `${what}: ${openings.length} places where a way through would save a walk; person-minutes of one walk each`,
      ...shown.map(
        ({ barrier, personMinutes, persons, gained, newlyReached, meters, lon, lat, from, to, unit }, i) =>
          `${i + 1}. ${personMinutes.toLocaleString('en')} person-min, ${persons.toLocaleString('en')} ${whom} nearer, ${gained.toLocaleString('en')} into ${outer} min, ${newlyReached.toLocaleString('en')} newly reached: ${barrier}, ${meters.toFixed(0)} m at ${lon.toFixed(6)},${lat.toFixed(6)} (${from.name || 'unnamed'} – ${to.name || 'unnamed'}, ${unit})`,
      ),
    ],
  }
}
