/** A scenario as files: GeoJSON of the changes and of the circle before and after, CSV of the effect by unit. */
import type { Feature, FeatureCollection, Geometry } from 'geojson'
import { csvLine } from '../domain/csvExport.ts'
import type { Change } from './changes.ts'
import type { ChangeDrawing } from './drawChanges.ts'
import type { EffectFigures, UnitEffect } from './effect.ts'
import type { ScenarioEffect, ScenarioQuestion } from './scenarioDesk.ts'

export interface ExportedScenario {
  name: string
  networkHash: string
  question: ScenarioQuestion
  changes: readonly Change[]
  drawings: readonly ChangeDrawing[]
  figures: EffectFigures
  outlines: ScenarioEffect['outlines']
  /** How the counts came about, in words; null where they are exact. */
  note: string | null
}

const asGeometry = (line: [number, number][]): Geometry =>
  line.length === 1 ? { type: 'Point', coordinates: line[0]! } : { type: 'LineString', coordinates: line }

/** Everything of a change but its places, which are the geometry. */
function traitsOf(change: Change): Record<string, string> {
  if (change.type === 'addLink') return { link: change.link }
  if (change.type === 'closeRoad') return { name: change.name }
  const { name } = change.gate
  return change.type === 'gateHours' ? { name, opens: change.opens, closes: change.closes } : { name }
}

/** Longitude and latitude in WGS 84; the figures are a member `effect` of the collection. */
export function scenarioGeoJson(scenario: ExportedScenario): FeatureCollection & {
  name: string
  networkHash: string
  question: ScenarioQuestion
  note?: string
  effect: EffectFigures
} {
  const { name, networkHash, question, changes, drawings, figures, outlines, note } = scenario
  const ring = figures.rings.at(-1)
  const outline = (which: 'before' | 'after'): Feature[] =>
    outlines
      ? [
          {
            type: 'Feature',
            properties: { role: which, minutes: ring?.minutes ?? 0, persons: ring?.[which] ?? 0 },
            geometry: { type: 'MultiPolygon', coordinates: outlines[which] },
          },
        ]
      : []
  return {
    type: 'FeatureCollection',
    name,
    networkHash,
    question,
    ...(note === null ? {} : { note }),
    effect: figures,
    features: [
      ...drawings.map(({ index, type, line }): Feature => ({
        type: 'Feature',
        properties: { role: 'change', number: index + 1, type, ...traitsOf(changes[index]!) },
        geometry: asGeometry(line),
      })),
      ...outline('before'),
      ...outline('after'),
    ],
  }
}

/** Heads of the columns, in the language of who exports; those of a ring take its minutes as `{minutes}`. */
export const CSV_COLUMNS = ['code', 'name', 'total'] as const
export const CSV_RING_COLUMNS = ['before', 'after', 'gained', 'lost'] as const
export const CSV_MINUTES_COLUMNS = [
  'personMinutesSaved',
  'personMinutesLost',
  'faster',
  'slower',
  'newlyReached',
  'cutOff',
] as const
export type CsvColumn =
  (typeof CSV_COLUMNS)[number] | (typeof CSV_RING_COLUMNS)[number] | (typeof CSV_MINUTES_COLUMNS)[number]

/**
 * One line a unit in which anything changes, and the whole last. With a mark in front by which spreadsheets know the
 * encoding.
 * @param note  of all figures, as a last column
 */
export function effectCsv(
  figures: EffectFigures,
  headOf: (column: CsvColumn, minutes: number | null) => string,
  totalName: string,
  note: { head: string; text: string } | null,
): string {
  const head = [
    ...CSV_COLUMNS.map((column) => headOf(column, null)),
    ...figures.rings.flatMap(({ minutes }) => CSV_RING_COLUMNS.map((column) => headOf(column, minutes))),
    ...CSV_MINUTES_COLUMNS.map((column) => headOf(column, null)),
    ...(note ? [note.head] : []),
  ]
  const line = (unit: Omit<UnitEffect, 'code' | 'name'>, code: string, name: string) => [
    code,
    name,
    unit.total,
    ...unit.rings.flatMap((ring) => CSV_RING_COLUMNS.map((column) => ring[column])),
    ...CSV_MINUTES_COLUMNS.map((column) => unit[column]),
    ...(note ? [note.text] : []),
  ]
  return [
    `\uFEFF${csvLine(head)}`,
    ...figures.byUnit.map((unit) => csvLine(line(unit, unit.code, unit.name))),
    csvLine(line(figures, '', totalName)),
  ].join('')
}
