/** What the colours of the difference mean: each is the grid that ground and homes go to. */
import { UNASSIGNED } from '../../../shared/coverage/coverage.ts'
import { seenColour } from '../../colouring/ramps.ts'
import { count } from '../../i18n/format.ts'
import { useT } from '../../i18n/i18n.ts'
import legend from '../../legend/Legend.module.css'
import { paletteOf } from '../../map/style/palette.ts'
import { useStore } from '../../state/store.ts'
import { useIsDark } from '../../theme/useIsDark.ts'
import { planColours } from '../planColours.ts'
import plans from '../Plans.module.css'
import classes from './Compare.module.css'
import { comparedStore } from './compareState.ts'
import { wayColours } from './wayColours.ts'

export function CompareLegend() {
  const t = useT()
  const isDark = useIsDark()
  const compared = useStore(comparedStore)
  if (!compared) return null
  const { ways, after } = compared.comparison
  const { land } = paletteOf(isDark)
  const colours = planColours(isDark)
  const gained = (key: string): number =>
    ways.filter(({ to }) => to === key).reduce((sum, { households }) => sum + households, 0)
  return (
    <>
      <h3 className={legend.subtitle}>{t('planCompare.legend')}</h3>
      <ul className={legend.rows}>
        {[...wayColours(ways, isDark)].map(([key, colour]) => (
          <li key={key} className={legend.row}>
            <span
              className={legend.swatch}
              style={{ background: seenColour(colour, land, 0.55) }}
              aria-hidden
            />
            <span>
              {key === UNASSIGNED ? t('planPage.unassigned') : (after.plan.grids.get(key)?.name ?? key)}
            </span>
            <span className={`${legend.count} ${classes.gained}`}>
              {t('planPage.householdCount', { count: count(gained(key)) })}
            </span>
          </li>
        ))}
        {(
          [
            [compared.nameAfter, colours.border, 2],
            [compared.nameBefore, colours.today, 1],
          ] as const
        ).map(([name, colour, height], i) => (
          <li key={i} className={legend.row}>
            <span className={plans.legendLine} style={{ background: colour, height }} aria-hidden />
            <span>{t('planCompare.bordersOf', { name })}</span>
          </li>
        ))}
      </ul>
    </>
  )
}
