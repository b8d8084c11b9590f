/** Access before the new points and with them: a few figures, and grids for who wants to look. */
import type { AccessChange } from '../../../shared/siting/sitingStudy.ts'
import circles from '../../circles/Circles.module.css'
import { measure, UNKNOWN } from '../../i18n/format.ts'
import { useT } from '../../i18n/i18n.ts'
import { Section } from '../../ui/Section.tsx'
import classes from './Studies.module.css'

/** A share of few points is small: two digits that say something, none in exponents. */
const figure = (value: number | null): string => measure(value)
const gini = (value: number | null): string => (value === null ? UNKNOWN : value.toFixed(2))

export function AccessTable({ access, minutes }: { access: AccessChange; minutes: number }) {
  const t = useT()
  const { before, after } = access
  const changed = access.byUnit.filter((line) => line.before !== line.after)
  return (
    <Section title={t('study.access')}>
      <table className={circles.table}>
        <thead>
          <tr>
            <td />
            <th scope="col">{t('study.before')}</th>
            <th scope="col">{t('study.after')}</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{t('study.accessMean')}</th>
            <td>{figure(before.mean)}</td>
            <td>{figure(after.mean)}</td>
          </tr>
          <tr>
            <th scope="row">{t('study.accessWorst')}</th>
            <td>{figure(before.worstTenth)}</td>
            <td>{figure(after.worstTenth)}</td>
          </tr>
          <tr title={t('access.giniHint')}>
            <th scope="row">{t('access.gini')}</th>
            <td>{gini(before.gini)}</td>
            <td>{gini(after.gini)}</td>
          </tr>
        </tbody>
      </table>
      <details className={classes.disclosure}>
        <summary>{t('study.accessByUnit', { count: changed.length })}</summary>
        <p className={classes.soft}>{t('study.accessHow', { minutes })}</p>
        <table className={circles.table}>
          <thead>
            <tr>
              <td />
              <th scope="col">{t('study.before')}</th>
              <th scope="col">{t('study.after')}</th>
            </tr>
          </thead>
          <tbody>
            {changed.map((line) => (
              <tr key={line.code}>
                <th scope="row">{line.name}</th>
                <td>{figure(line.before)}</td>
                <td>{figure(line.after)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </Section>
  )
}
