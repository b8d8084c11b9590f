/** What the colours of a plan mean. */
import { HOUSEHOLD_NORM, LOAD_CLASSES, type LoadClass } from '../../shared/plans/norm.ts'
import { seenColour } from '../colouring/ramps.ts'
import { count } from '../i18n/format.ts'
import { useT } from '../i18n/i18n.ts'
import legend from '../legend/Legend.module.css'
import { paletteOf } from '../map/style/palette.ts'
import { useStore } from '../state/store.ts'
import { useIsDark } from '../theme/useIsDark.ts'
import { CompareLegend } from './compare/CompareLegend.tsx'
import { comparedStore, useBeside, useCompareView } from './compare/compareState.ts'
import { FILL_OPACITY } from './drawPlan.ts'
import { planColours } from './planColours.ts'
import { deskStore } from './planDesk.ts'
import classes from './Plans.module.css'

export default function PlansLegend() {
  const t = useT()
  const isDark = useIsDark()
  const desk = useStore(deskStore)
  const isCompared = useBeside() !== null
  const view = useCompareView()
  const compared = useStore(comparedStore)
  const totals = desk?.totals
  // Until both are reckoned nothing is drawn.
  if (isCompared && (view === 'difference' || !compared)) return <CompareLegend />
  if (!totals) return null
  const { least, most } = HOUSEHOLD_NORM
  const far = { low: least / 2, high: most * 1.5 }
  const ends: Record<LoadClass, { from: number; to: number }> = {
    farBelow: { from: 0, to: far.low },
    below: { from: far.low, to: least - 1 },
    within: { from: least, to: most },
    above: { from: most + 1, to: far.high },
    farAbove: { from: far.high, to: Infinity },
  }
  const colours = planColours(isDark)
  const { land } = paletteOf(isDark)
  return (
    <>
      <h3 className={legend.subtitle}>{t('planPage.legend', { least, most })}</h3>
      <ul className={legend.rows}>
        {LOAD_CLASSES.toReversed().map((one) => (
          <li key={one} className={legend.row}>
            <span
              className={legend.swatch}
              style={{ background: seenColour(colours.load[one], land, FILL_OPACITY / 255) }}
              aria-hidden
            />
            <span>
              {t(`planPage.class.${one}`, { from: count(ends[one].from), to: count(ends[one].to) })}
            </span>
            <span className={legend.count}>{t('legend.units', { count: totals.classes[one] })}</span>
          </li>
        ))}
        {totals.exempt > 0 && (
          <li className={legend.row}>
            <span
              className={legend.swatch}
              style={{ background: seenColour(colours.dedicated, land, FILL_OPACITY / 255) }}
              aria-hidden
            />
            <span>{t('planPage.dedicated')}</span>
            <span className={legend.count}>{t('legend.units', { count: totals.exempt })}</span>
          </li>
        )}
        {totals.unassigned && (
          <li className={legend.row}>
            <span
              className={`${legend.swatch} ${legend.hatch}`}
              style={{ outline: `2px solid ${colours.unassigned}` }}
              aria-hidden
            />
            <span>{t('planPage.unassigned')}</span>
          </li>
        )}
        {(
          [
            ['planPage.legendPlan', colours.border, 2],
            ['planPage.legendParent', colours.parentBorder, 3],
            ['planPage.legendToday', colours.today, 1],
          ] as const
        ).map(([label, colour, width]) => (
          <li key={label} className={legend.row}>
            <span className={classes.legendLine} style={{ background: colour, height: width }} aria-hidden />
            <span>{t(label)}</span>
          </li>
        ))}
      </ul>
    </>
  )
}
