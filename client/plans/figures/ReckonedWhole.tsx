/** The whole plan in figures that rest on streets, stairs and issues: workload, borders off streets, split compounds. */
import type { AreaKey } from '../../../shared/coverage/coverage.ts'
import { BESIDE_METERS } from '../../../shared/plans/besideStreets.ts'
import { WORKLOAD_PARTS } from '../../../shared/plans/workload.ts'
import { useUnits } from '../../api/useUnits.ts'
import { count, distance, rate, share } from '../../i18n/format.ts'
import { useT } from '../../i18n/i18n.ts'
import { shortName } from '../../map/style/unitLabels.ts'
import { Stat, StatGrid } from '../../ui/Stat.tsx'
import type { Desk } from '../planDesk.ts'
import classes from '../Plans.module.css'
import { pickArea } from '../planTools.ts'
import type { PlanFigures } from './usePlanFigures.ts'

/** Listed; more are told as a number. */
const LISTED = 40

interface Props {
  desk: Desk
  figures: PlanFigures
}

export function ReckonedWhole({ desk, figures }: Props) {
  const t = useT()
  const { ground, hasNetwork, hasFailed, work, split, isReckoning } = figures
  const mean = work?.meanMinutes ?? null
  const { nodes } = useUnits()
  const nameOf = (key: AreaKey): string => {
    const grid = desk.work.grids.get(key)
    return grid ? shortName(grid.name, nodes.get(grid.parent)?.name ?? '') : key
  }
  const borders = figures.borders()
  const parts = WORKLOAD_PARTS.filter((part) => work?.without.has(part) && !(part === 'walk' && isReckoning))
  return (
    <>
      <StatGrid>
        <Stat
          label={t('planPage.workloadSpread')}
          value={share(work?.spread ?? null)}
          note={
            isReckoning
              ? t('planPage.reckoning')
              : mean !== null && t('planPage.workloadMean', { hours: rate(mean / 60) })
          }
        />
        <Stat
          label={t('planPage.offStreet')}
          value={
            borders.isWhole && borders.meters > 0 ? share(borders.offMeters / borders.meters) : share(null)
          }
          note={
            hasNetwork && !hasFailed
              ? borders.isWhole
                ? t('planPage.offStreetNote', {
                    off: distance(borders.offMeters),
                    all: distance(borders.meters),
                  })
                : t('planPage.reckoning')
              : undefined
          }
        />
        <Stat label={t('planPage.splitCompounds')} value={count(ground ? split.length : null)} />
      </StatGrid>
      {hasNetwork === null && <p className={classes.soft}>{t('planPage.noNetwork')}</p>}
      {hasFailed && (
        <p className={classes.bad} role="alert">
          {t('planPage.reckonFailed')}
        </p>
      )}
      {split.length > 0 && (
        <details className={classes.more}>
          <summary>{t('planPage.splitWhich')}</summary>
          <ul className={classes.splits}>
            {split.slice(0, LISTED).map(({ compound, parts: own }) => (
              <li key={compound}>
                <span>{ground?.compounds[compound]}</span>
                {own.map(({ key, households }) => (
                  <button key={key} type="button" className={classes.link} onClick={() => pickArea(key)}>
                    {t('planPage.splitPart', {
                      name: nameOf(key),
                      households: count(Math.round(households)),
                    })}
                  </button>
                ))}
              </li>
            ))}
            {split.length > LISTED && <li>{t('planPage.splitMore', { count: split.length - LISTED })}</li>}
          </ul>
        </details>
      )}
      <details className={classes.more}>
        <summary>{t('planPage.howReckoned')}</summary>
        <ul>
          <li>{t('planPage.workloadHint')}</li>
          {parts.length > 0 && (
            <li>
              {t('planPage.workloadWithout', {
                parts: parts.map((part) => t(`planPage.part.${part}`)).join(t('suggest.comma')),
              })}
            </li>
          )}
          <li>{t('planPage.walkHint')}</li>
          <li>{t('planPage.flightsHint')}</li>
          <li>{t('planPage.offStreetHint', { meters: BESIDE_METERS })}</li>
        </ul>
      </details>
    </>
  )
}
