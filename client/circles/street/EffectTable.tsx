/** Ring by ring: people before and after, who comes in, who drops out; and the mean walk. */
import type { EffectFigures } from '../../../shared/scenario/effect.ts'
import { count } from '../../i18n/format.ts'
import { useT } from '../../i18n/i18n.ts'
import circles from '../Circles.module.css'
import classes from './Street.module.css'
import { meanMinutesText } from '../minutesText.ts'
import { minus, plus } from './words.ts'

export function EffectTable({ figures }: { figures: EffectFigures }) {
  const t = useT()
  return (
    <>
      <table className={circles.table}>
        <thead>
          <tr>
            <td />
            {(['before', 'after', 'in', 'out'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`street.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {figures.rings.map(({ minutes, before, after, gained, lost }) => (
            <tr key={minutes}>
              <th scope="row">{t('circles.ring', { minutes })}</th>
              <td>{count(before)}</td>
              <td>
                <strong>{count(after)}</strong>
              </td>
              <td data-tone={gained > 0 ? 'gained' : undefined}>{plus(gained)}</td>
              <td data-tone={lost > 0 ? 'lost' : undefined}>{minus(lost)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <dl className={classes.pairs}>
        <div>
          <dt>{t('street.mean')}</dt>
          <dd>
            {t('street.meanPair', {
              before: meanMinutesText(figures.meanBefore),
              after: meanMinutesText(figures.meanAfter),
            })}
          </dd>
        </div>
        <div>
          <dt>{t('street.faster', { count: count(figures.faster) })}</dt>
          <dd>{t('street.minutesOfPersons', { count: count(figures.personMinutesSaved) })}</dd>
        </div>
        <div>
          <dt>{t('street.slower', { count: count(figures.slower) })}</dt>
          <dd>{t('street.minutesOfPersons', { count: count(figures.personMinutesLost) })}</dd>
        </div>
      </dl>
      <p className={circles.soft}>{t('street.minutesHint')}</p>
    </>
  )
}
