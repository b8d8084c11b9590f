/** `unit CODE [--at DATE]`: the figures of one unit. */
import { Day, today } from '../../shared/domain/dates.ts'
import { systemViewer } from '../access/viewer.ts'
import { unitPanel } from '../services/unitPanel.ts'
import type { App } from '../app/app.ts'
import { UsageError, type Words, allowOnly, optionOf } from './arguments.ts'
import type { CommandAnswer } from './commands.ts'

const text = (value: number | null): string => (value === null ? 'not known' : value.toLocaleString('en'))

export async function unitCommand(app: App, words: Words): Promise<CommandAnswer> {
  allowOnly(words, 1, ['at'], [])
  const code = words.names[0]
  if (code === undefined) throw new UsageError('unit needs a CODE')
  const day = optionOf(words, 'at') ?? today()
  if (!Day.safeParse(day).success)
    throw new UsageError(`--at: found "${day}", expected a date such as 2026-11-24`)
  const panel = await unitPanel(app, systemViewer, code, day)
  const { figures, unit } = panel
  const facilities = Object.fromEntries(panel.facilitiesByKind.map(({ kind, count }) => [kind, count]))
  return {
    document: {
      code: unit.code,
      name: unit.name,
      level: unit.level,
      at: day,
      residents: figures.residents,
      households: figures.households,
      under15: figures.under15,
      age15to64: figures.age15to64,
      over64: figures.over64,
      populationSource: figures.populationSource,
      populationDate: figures.populationDate,
      facilities,
      openIssues: figures.openIssues,
      lateIssues: figures.lateIssues,
      yearIssues: figures.yearIssues,
      buildings: figures.buildings,
      areaSquareMeters: figures.areaSquareMeters,
    },
    lines: [
      `${unit.name}  ${unit.code}  (${unit.level}, ${day})`,
      `  residents    ${text(figures.residents)}  in ${text(figures.households)} households  (${figures.populationSource}${figures.populationDate ? `, ${figures.populationDate}` : ''})`,
      `  ages         under 15: ${text(figures.under15)}   15-64: ${text(figures.age15to64)}   over 64: ${text(figures.over64)}`,
      `  buildings    ${text(figures.buildings)}`,
      `  facilities   ${text(figures.facilities)}${
        panel.facilitiesByKind.length > 0
          ? `  (${panel.facilitiesByKind
              .slice(0, 6)
              .map(({ kind, count }) => `${kind} ${count}`)
              .join(', ')}${panel.facilitiesByKind.length > 6 ? ', …' : ''})`
          : ''
      }`,
      `  open issues  ${text(figures.openIssues)}  late: ${text(figures.lateIssues)}   in a year: ${text(figures.yearIssues)}`,
    ],
  }
}
