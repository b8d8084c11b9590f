/** A plan as files that other programs read: its grids as GeoJSON, and as a table. */
import { areaGeometry } from '../../shared/coverage/areaPolygons.ts'
import { csvLine } from '../../shared/domain/csvExport.ts'
import type { Plan, PlanGrid } from '../../shared/plans/planDocument.ts'
import type { AreaFigures, PlanCount } from '../../shared/plans/planFigures.ts'

/** Columns with figures, in the order of the table. */
const FIGURES = [
  'households',
  'residents',
  'over64',
  'openIssues',
  'yearIssues',
  'flights',
  'movers',
  'squareMeters',
  'compactness',
  'pieces',
] as const satisfies readonly (keyof AreaFigures)[]

const gridsOf = ({ grids }: Plan): PlanGrid[] => [...grids.values()].sort((a, b) => (a.key < b.key ? -1 : 1))

const cellOf = (row: AreaFigures | undefined, figure: (typeof FIGURES)[number]): number | null => {
  const value = row?.[figure]
  if (value === undefined || value === null) return null
  return figure === 'compactness' ? Math.round(value * 1000) / 1000 : Math.round(value)
}

/**
 * Borders to the last step, so that the file read again gives the same partition. Fields are those that an import of
 * units takes (`code`, `name`, `parent`, `level`); a grid that is new has a key and no code yet.
 */
export function planGeoJson(plan: Plan, count: PlanCount | null): string {
  return JSON.stringify({
    type: 'FeatureCollection',
    features: gridsOf(plan).map(({ key, code, name, parent, isLocked }) => ({
      type: 'Feature',
      properties: {
        key,
        code,
        name,
        parent,
        level: 'grid',
        isLocked,
        ...Object.fromEntries(FIGURES.map((figure) => [figure, cellOf(count?.figures.get(key), figure)])),
      },
      geometry: areaGeometry(plan.coverage, key),
    })),
  })
}

/** @param titleOf  what a column is called */
export function planTable(
  plan: Plan,
  count: PlanCount | null,
  titleOf: (column: 'code' | 'area' | 'parent' | (typeof FIGURES)[number]) => string,
): string {
  const head = csvLine([titleOf('code'), titleOf('area'), titleOf('parent'), ...FIGURES.map(titleOf)])
  const lines = gridsOf(plan).map(({ key, code, name, parent }) =>
    csvLine([code, name, parent, ...FIGURES.map((figure) => cellOf(count?.figures.get(key), figure))]),
  )
  // The mark tells a spreadsheet that this is UTF-8.
  return `\uFEFF${head}${lines.join('')}`
}
