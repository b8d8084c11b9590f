/** People and homes within each radius, outside, and in all. */
import { count } from '../i18n/format.ts'
import { useT } from '../i18n/i18n.ts'
import { useIsDark } from '../theme/useIsDark.ts'
import { circleColours } from './circlePart.ts'
import classes from './Circles.module.css'
import type { ShownCircles } from './shownCircles.ts'

const COLUMNS = ['residents', 'households', 'over64', 'under15', 'dwellings'] as const

export function RingTable({ answer }: { answer: ShownCircles }) {
  const t = useT()
  const { ring: colour } = circleColours(useIsDark())
  const last = answer.rings.at(-1)
  const cells = (people: ShownCircles['total']) =>
    COLUMNS.map((column) => <td key={column}>{count(people[column])}</td>)
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <td />
          {COLUMNS.map((column) => (
            <th key={column} scope="col">
              {t(`circles.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {answer.rings.map((ring, index) => (
          <tr key={ring.minutes}>
            <th scope="row">
              <i
                className={classes.swatch}
                style={{ background: colour, opacity: [1, 0.62, 0.34][index] }}
                aria-hidden
              />
              {t('circles.ring', { minutes: ring.minutes })}
              {ring.radiusMeters !== null && (
                <span className={classes.ringMeters}>
                  {t('circles.ringMeters', { meters: count(ring.radiusMeters) })}
                </span>
              )}
            </th>
            {cells(ring)}
          </tr>
        ))}
        <tr data-outside>
          <th scope="row">
            <i className={classes.swatch} style={{ background: 'var(--qh-outside)' }} aria-hidden />
            {t('circles.outside')}
            {last && last.radiusMeters !== null && (
              <span className={classes.ringMeters}>
                {t('circles.outsideMeters', { meters: count(last.radiusMeters) })}
              </span>
            )}
          </th>
          {cells(answer.outside)}
        </tr>
        <tr>
          <th scope="row">{t('circles.total')}</th>
          {cells(answer.total)}
        </tr>
      </tbody>
    </table>
  )
}
