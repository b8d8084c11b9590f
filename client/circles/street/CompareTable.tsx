/** Scenarios side by side, each with its own time of day, for the same places, walker and minutes. */
import { useQueries } from '@tanstack/react-query'
import type { ScenarioRecord } from '../../../shared/scenario/scenarioRecord.ts'
import { count, UNKNOWN } from '../../i18n/format.ts'
import { useT } from '../../i18n/i18n.ts'
import { Section } from '../../ui/Section.tsx'
import circles from '../Circles.module.css'
import { useStreetGround, useStreetQuestion } from './useStreet.ts'
import { effectQuery } from './effectQuery.ts'
import { EffectScope } from './EffectScope.tsx'
import { useStreetState } from './streetState.ts'
import { minus, plus, signed } from './words.ts'

export function CompareTable({ scenarios }: { scenarios: readonly ScenarioRecord[] }) {
  const t = useT()
  const { ground } = useStreetGround()
  const question = useStreetQuestion()
  const effects = useQueries({
    queries: scenarios.map(({ changes, walkAt, networkHash }) =>
      effectQuery(
        ground,
        question && { ...question, walkAt },
        // One of another network counts when somebody has checked it there.
        networkHash === ground?.hash ? changes : null,
        false,
      ),
    ),
  })
  const { ring: index } = useStreetState()
  return (
    <Section title={t('street.compare')}>
      <EffectScope />
      <table className={circles.table} data-compare>
        <thead>
          <tr>
            <td />
            {(['within', 'in', 'out', 'minutes'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`street.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {scenarios.map(({ id, name, networkHash, walkAt }, at) => {
            const figures = effects[at]?.data?.figures
            const ring = figures?.rings[index]
            return (
              <tr key={id}>
                <th scope="row" title={name}>
                  {name}
                  {walkAt !== null && (
                    <span className={circles.ringMeters}>{t('street.at', { time: walkAt })}</span>
                  )}
                  {ground && networkHash !== ground.hash && (
                    <span className={circles.ringMeters}>{t('street.otherNetwork')}</span>
                  )}
                </th>
                <td>
                  <strong>{ring ? count(ring.after) : UNKNOWN}</strong>
                  {ring && (
                    <span className={circles.ringMeters}>
                      {t('street.was', { count: count(ring.before) })}
                    </span>
                  )}
                </td>
                <td>{ring ? plus(ring.gained) : UNKNOWN}</td>
                <td>{ring ? minus(ring.lost) : UNKNOWN}</td>
                <td>{figures ? signed(figures.personMinutesSaved - figures.personMinutesLost) : UNKNOWN}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </Section>
  )
}
