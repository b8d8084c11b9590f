/** The grids that change under the pointer: what each would hold, and how much that is more or less. */
import { type AreaKey, UNASSIGNED } from '../../../shared/coverage/coverage.ts'
import { count, rate } from '../../i18n/format.ts'
import { useT } from '../../i18n/i18n.ts'
import type { PlanFigures } from '../figures/usePlanFigures.ts'
import { type Desk, isDedicated } from '../planDesk.ts'
import { planColours } from '../planColours.ts'
import { useIsDark } from '../../theme/useIsDark.ts'
import { loadClass } from '../../../shared/plans/norm.ts'
import classes from './Ground.module.css'

/** Ground that differs by no more is the same: a border that gained a point. Square metres. */
const SAME_GROUND = 1

function changedKeys({ dragged, count: now, rested }: Desk): AreaKey[] {
  return [...(dragged ?? [])]
    .filter((key) => {
      const [before, after] = [rested?.figures.get(key), now?.figures.get(key)]
      if (!before || !after) return before !== after
      return Math.abs(after.squareMeters - before.squareMeters) > SAME_GROUND
    })
    .sort()
}

export function TouchedFigures({
  desk,
  figures,
  source,
}: {
  desk: Desk
  figures: PlanFigures
  source: AreaKey | null
}) {
  const t = useT()
  const colours = planColours(useIsDark())
  const keys = changedKeys(desk)
  if (keys.length === 0 || !desk.count || !desk.rested) return null
  const { count: now, rested } = desk
  const nameOf = (key: AreaKey): string => {
    if (key === UNASSIGNED) return t('planPage.unassigned')
    const grid = desk.work.grids.get(key)
    const from = source === null ? undefined : desk.work.grids.get(source)
    return grid?.name ?? (from ? t('planPage.newName', { name: from.name }) : key)
  }
  return (
    <table className={classes.touched}>
      <caption>{t('planTouched.caption')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('planPage.area')}</th>
          <th scope="col">{t('planPage.households')}</th>
          <th scope="col">{t('planPage.residents')}</th>
          <th scope="col">{t('planTouched.over64')}</th>
          <th scope="col">{t('planTouched.hours')}</th>
        </tr>
      </thead>
      <tbody>
        {keys.map((key) => {
          const [before, after] = [rested.figures.get(key), now.figures.get(key)]
          const workload = after && figures.workload(key)
          return (
            <tr key={key}>
              <th scope="row">
                <i
                  style={{
                    background: isDedicated(desk, key)
                      ? colours.dedicated
                      : colours.load[loadClass(after?.households ?? 0)],
                  }}
                  aria-hidden
                />
                {nameOf(key)}
              </th>
              {(['households', 'residents', 'over64'] as const).map((part) => (
                <td key={part}>
                  {count(after?.[part] ?? 0)}
                  {before && <Change by={(after?.[part] ?? 0) - before[part]} />}
                </td>
              ))}
              <td>{workload ? rate(workload.minutes / 60) : count(null)}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

function Change({ by }: { by: number }) {
  return <small>{by === 0 ? '±0' : by > 0 ? `+${count(by)}` : `−${count(-by)}`}</small>
}
