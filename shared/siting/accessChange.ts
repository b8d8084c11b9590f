/**
 * Access to a kind of facility before and after new points: points per thousand people by E2SFCA (Luo and Qi 2009), how
 * unevenly it is spread (Gini), what the tenth with least has, and means of grids. Every point counts as one.
 */
import { type AccessFacility, type AccessReport, reportAccess } from '../circles/accessReport.ts'
import type { Demand } from '../circles/demand.ts'
import type { NetworkView } from '../network/networkView.ts'
import type { Snap, SnapTable } from '../network/snapping.ts'
import type { SitingGroup } from './sitingQuestion.ts'
import type { AccessChange, AccessSum } from './sitingStudy.ts'

const PER_PEOPLE = 1000

/**
 * @param view  reversed: people walk to the points
 * @param group  those among whom the points are shared
 * @param before  points as they are; null: at no street
 * @param minutes  limit of the catchment
 */
export function accessChange(
  { view, homes, demand }: { view: NetworkView; homes: SnapTable; demand: Demand },
  group: SitingGroup,
  { before, after }: { before: readonly (Snap | null)[]; after: readonly (Snap | null)[] },
  minutes: number,
): AccessChange {
  const ground = {
    view,
    homes,
    demand: { ...demand, people: { ...demand.people, residents: demand.people[group] } },
  }
  const [old, now] = [before, after].map((points) =>
    reportAccess(ground, points.map(facilityAt), minutes, 'enhancedTwoStep'),
  ) as [AccessReport, AccessReport]
  const was = new Map(old.byUnit.map(({ code, mean }) => [code, mean]))
  return {
    before: sumOf(old),
    after: sumOf(now),
    byUnit: now.byUnit.map(({ code, name, mean }) => ({
      code,
      name,
      before: scaled(was.get(code) ?? null),
      after: scaled(mean),
    })),
  }
}

const facilityAt = (at: Snap | null): AccessFacility => ({ at, capacity: null })

const scaled = (value: number | null): number | null => (value === null ? null : value * PER_PEOPLE)

const sumOf = ({ mean, gini, worstTenth, without }: AccessReport): AccessSum => ({
  mean: scaled(mean),
  worstTenth: scaled(worstTenth),
  gini: gini === null ? null : Math.max(0, gini),
  without,
})
