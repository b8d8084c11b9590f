/** Two or three kept answers side by side, with what would make a comparison of them unfair. */
import type { StudyRecord } from '../../../shared/siting/sitingStudy.ts'
import circles from '../../circles/Circles.module.css'
import { count, measure, UNKNOWN } from '../../i18n/format.ts'
import { useT } from '../../i18n/i18n.ts'
import { Section } from '../../ui/Section.tsx'
import { STUDY_MARKS } from './studyColours.ts'
import classes from './Studies.module.css'
import { openStudy } from './studyState.ts'

export function CompareStudies({ studies }: { studies: readonly StudyRecord[] }) {
  const t = useT()
  const rows: [key: string, values: string[]][] = [
    ['points', studies.map(({ answer }) => count(answer.sites.length))],
    ['newlyInside', studies.map(({ answer }) => `+${count(answer.insideAfter - answer.insideBefore)}`)],
    ['outside', studies.map(({ answer }) => count(answer.total - answer.insideAfter))],
    ['mean', studies.map(({ answer }) => measure(answer.meanAfter))],
    ['furthest', studies.map(({ answer }) => measure(answer.furthestAfter))],
    [
      'proof',
      studies.map(({ answer }) =>
        t(answer.isProved ? 'study.isProved' : answer.isOwnChoice ? 'study.isOwn' : 'study.isBound'),
      ),
    ],
    ['gini', studies.map(({ answer }) => answer.access?.after.gini?.toFixed(2) ?? UNKNOWN)],
    ['worst', studies.map(({ answer }) => measure(answer.access?.after.worstTenth ?? null))],
  ]
  const differs = (of: (one: StudyRecord) => string): boolean => new Set(studies.map(of)).size > 1
  const unfair = [
    ...(differs(({ kind }) => kind) ? [t('study.differs.kind')] : []),
    ...(differs(({ answer }) => answer.group) ? [t('study.differs.group')] : []),
    ...(differs(({ answer }) => `${answer.minutes} ${answer.walker}`) ? [t('study.differs.walk')] : []),
    ...(differs(({ dataDate }) => dataDate) ? [t('study.differs.date')] : []),
  ]
  return (
    <Section title={t('study.compare')}>
      <div className={classes.wide}>
        <table className={circles.table} data-compare>
          <thead>
            <tr>
              <td />
              {studies.map(({ id, name }, at) => (
                <th key={id} scope="col" title={name}>
                  <span className={classes.mark} style={{ background: STUDY_MARKS[at]?.colour }}>
                    {STUDY_MARKS[at]?.letter}
                  </span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([key, values]) => (
              <tr key={key}>
                <th scope="row">{t(`study.row.${key as 'points'}`)}</th>
                {values.map((value, at) => (
                  <td key={studies[at]!.id}>{value}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <ul className={classes.kept}>
        {studies.map(({ id, name }, at) => (
          <li key={id}>
            <button type="button" className={classes.open} onClick={() => openStudy(id)}>
              <span>
                <i className={classes.mark} style={{ background: STUDY_MARKS[at]?.colour }} aria-hidden>
                  {STUDY_MARKS[at]?.letter}
                </i>
                {name}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {unfair.length > 0 && <p className={classes.soft}>{t('study.differs', { what: unfair.join('、') })}</p>}
    </Section>
  )
}
