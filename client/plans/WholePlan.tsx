/** The plan as a whole: how evenly it shares the load, and whom it moves. */
import { HOUSEHOLD_NORM, LOAD_CLASSES } from '../../shared/plans/norm.ts'
import { count, share } from '../i18n/format.ts'
import { useT } from '../i18n/i18n.ts'
import { useIsDark } from '../theme/useIsDark.ts'
import { Section } from '../ui/Section.tsx'
import { SkeletonLines } from '../ui/SkeletonLines.tsx'
import { Stat, StatGrid } from '../ui/Stat.tsx'
import { ReckonedWhole } from './figures/ReckonedWhole.tsx'
import type { PlanFigures } from './figures/usePlanFigures.ts'
import { planColours } from './planColours.ts'
import type { Desk } from './planDesk.ts'
import classes from './Plans.module.css'

interface Props {
  desk: Desk
  figures: PlanFigures
  isEstimate: boolean
  isExact: boolean
}

export function WholePlan({ desk, figures, isEstimate, isExact }: Props) {
  const t = useT()
  const { totals } = desk
  const colours = planColours(useIsDark())
  if (!totals)
    return (
      <Section title={t('planPage.whole')}>
        <SkeletonLines rows={3} />
      </Section>
    )
  const {
    areas,
    exempt,
    classes: byClass,
    least,
    most,
    spread,
    movers,
    residents,
    broken,
    unassigned,
  } = totals
  const outside = areas - byClass.within
  return (
    <Section title={t('planPage.whole')}>
      <p className={classes.lead}>
        {t('planPage.totals', {
          areas,
          within: byClass.within,
          least: HOUSEHOLD_NORM.least,
          most: HOUSEHOLD_NORM.most,
        })}
        {exempt > 0 && <small className={classes.aside}>{t('planPage.exempt', { count: exempt })}</small>}
      </p>
      <div className={classes.bar} aria-hidden>
        {LOAD_CLASSES.map((one) =>
          byClass[one] === 0 ? null : (
            <span key={one} style={{ flexGrow: byClass[one], background: colours.load[one] }} />
          ),
        )}
      </div>
      <StatGrid>
        <Stat
          label={t('planPage.outside')}
          value={count(outside)}
          note={t('planPage.outsideNote', {
            below: byClass.below + byClass.farBelow,
            above: byClass.above + byClass.farAbove,
          })}
        />
        <Stat
          label={t('planPage.spread')}
          value={share(spread)}
          note={t('planPage.spreadNote', { least: count(least), most: count(most) })}
        />
        <Stat
          label={t('planPage.movers')}
          value={count(movers)}
          note={t('planPage.moversNote', { share: share(residents > 0 ? movers / residents : null) })}
        />
      </StatGrid>
      <ReckonedWhole desk={desk} figures={figures} />
      {broken > 0 && <p className={classes.soft}>{t('planPage.broken', { count: broken })}</p>}
      {unassigned && (
        <p className={classes.nobodys} role="status">
          {t('planPage.unassignedLine', {
            households: count(unassigned.households),
            residents: count(unassigned.residents),
          })}
        </p>
      )}
      {(isEstimate || !isExact) && (
        <p className={classes.soft}>
          {[isEstimate && t('planPage.estimate'), !isExact && t('planPage.rounded')]
            .filter(Boolean)
            .join(' · ')}
        </p>
      )}
    </Section>
  )
}
