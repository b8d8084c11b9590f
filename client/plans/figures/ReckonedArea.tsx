/** The picked grid in figures that rest on streets, stairs and issues of a year; rows of its list. */
import type { AreaKey } from '../../../shared/coverage/coverage.ts'
import type { AreaFigures } from '../../../shared/plans/planFigures.ts'
import { count, rate, share } from '../../i18n/format.ts'
import { useT } from '../../i18n/i18n.ts'
import type { PlanFigures } from './usePlanFigures.ts'

interface Props {
  selected: AreaKey
  own: AreaFigures
  figures: PlanFigures
}

export function ReckonedArea({ selected, own, figures }: Props) {
  const t = useT()
  const walk = figures.walk(selected)
  const workload = figures.workload(selected)
  const borders = figures.borders(selected)
  const isOpen = figures.hasNetwork === true && !figures.hasFailed
  const unknown = isOpen ? t('planPage.reckoning') : count(null)
  return (
    <>
      <div>
        <dt>{t('planPage.yearIssues')}</dt>
        <dd>{count(own.yearIssues)}</dd>
      </div>
      <div>
        <dt>{t('planPage.walk')}</dt>
        <dd>
          {!walk
            ? unknown
            : walk.seconds !== null
              ? t('planPage.walkMinutes', { minutes: rate(walk.seconds / 60) })
              : own.households === 0
                ? count(null)
                : t('planPage.walkNone')}
        </dd>
      </div>
      <div>
        <dt>{t('planPage.flights')}</dt>
        <dd>{count(own.flights)}</dd>
      </div>
      <div>
        <dt>{t('planPage.workload')}</dt>
        <dd>
          {workload ? t('planPage.workloadHours', { hours: rate(workload.minutes / 60) }) : count(null)}
          {isOpen && !walk && <small>{t('planPage.reckoning')}</small>}
        </dd>
      </div>
      <div>
        <dt>{t('planPage.offStreet')}</dt>
        <dd>
          {borders.isWhole ? share(borders.meters > 0 ? borders.offMeters / borders.meters : null) : unknown}
        </dd>
      </div>
    </>
  )
}
