/**
 * The figures a unit can be coloured by. Each knows how it is reckoned from a unit's figures; null is "not known",
 * never nought. Rates are null where the denominator is nought.
 */
import type { UnitFigures } from '../shared/domain/unit.ts'

export const FIGURE_IDS = [
  'residents',
  'density',
  'over64',
  'over64Share',
  'openIssues',
  'lateIssues',
  'issuesPerThousand',
  'vacancy',
] as const
export type FigureId = (typeof FIGURE_IDS)[number]

export interface Figure {
  id: FigureId
  /** How a value is written: whole things, one decimal, or per cent of one. */
  format: 'count' | 'rate' | 'share'
  /** Things that are counted: a class of 3 to 5 holds 3, 4 and 5. */
  isWhole: boolean
  /** Whose date stands under the legend. */
  dates: 'population' | 'issues' | 'buildings'
  reckon: (figures: UnitFigures) => number | null
}

const ratio = (part: number | null, whole: number | null): number | null =>
  part === null || whole === null || whole === 0 ? null : part / whole

export const FIGURES: Record<FigureId, Figure> = {
  residents: {
    id: 'residents',
    format: 'count',
    isWhole: true,
    dates: 'population',
    reckon: (f) => f.residents,
  },
  density: {
    id: 'density',
    format: 'count',
    isWhole: false,
    dates: 'population',
    reckon: (f) => ratio(f.residents, f.areaSquareMeters / 1e6),
  },
  over64: { id: 'over64', format: 'count', isWhole: true, dates: 'population', reckon: (f) => f.over64 },
  over64Share: {
    id: 'over64Share',
    format: 'share',
    isWhole: false,
    dates: 'population',
    reckon: (f) => ratio(f.over64, f.residents),
  },
  openIssues: {
    id: 'openIssues',
    format: 'count',
    isWhole: true,
    dates: 'issues',
    reckon: (f) => f.openIssues,
  },
  lateIssues: {
    id: 'lateIssues',
    format: 'count',
    isWhole: true,
    dates: 'issues',
    reckon: (f) => f.lateIssues,
  },
  issuesPerThousand: {
    id: 'issuesPerThousand',
    format: 'rate',
    isWhole: false,
    dates: 'issues',
    reckon: (f) => ratio(f.openIssues * 1000, f.residents),
  },
  vacancy: {
    id: 'vacancy',
    format: 'share',
    isWhole: false,
    dates: 'buildings',
    reckon: (f) => ratio(f.vacantDwellings, f.dwellings),
  },
}
