/** Open issues of a unit: by state with how many are late, then the most urgent ones. */
import { UnstyledButton } from '@mantine/core'
import { ISSUE_STATES } from '../../shared/domain/place.ts'
import type { UnitPanel } from '../../shared/domain/unit.ts'
import { count } from '../i18n/format.ts'
import { useT } from '../i18n/i18n.ts'
import { IssueMark } from '../ui/IssueMark.tsx'
import { Section } from '../ui/Section.tsx'
import { isOpenTo } from './lists/reach.ts'
import { openIssues } from './open.ts'
import rowClasses from './Rows.module.css'
import classes from './UnitPanel.module.css'
import { UrgentIssues } from './UrgentIssues.tsx'

export function OpenIssues({ panel: { unit, figures, lists, openIssuesByState } }: { panel: UnitPanel }) {
  const t = useT()
  const mayList = isOpenTo(lists.issues)
  const states = ISSUE_STATES.flatMap((state) => {
    const row = openIssuesByState.find((one) => one.state === state)
    return row && row.count > 0 ? [{ ...row, state }] : []
  })
  if (states.length === 0) {
    return (
      <Section title={t('unit.issuesByState')}>
        <p className={classes.soft}>{t('unit.noIssues')}</p>
      </Section>
    )
  }
  return (
    <>
      <Section
        title={t('unit.issuesByState')}
        aside={
          mayList ? (
            <UnstyledButton
              className={rowClasses.all}
              onClick={() => openIssues({ unit: unit.code, state: 'open' })}
            >
              {t('list.total', { count: count(figures.openIssues) })}
            </UnstyledButton>
          ) : (
            t('list.total', { count: count(figures.openIssues) })
          )
        }
      >
        <ul className={classes.states}>
          {states.map(({ state, count: number, late }) => {
            const inside = (
              <>
                <IssueMark state={state} />
                <span>{t(`issueState.${state}`)}</span>
                <span className={classes.number}>{count(number)}</span>
                <span className={classes.late}>{late > 0 ? t('unit.late', { count: late }) : ''}</span>
              </>
            )
            return (
              <li key={state}>
                {mayList ? (
                  <UnstyledButton
                    className={classes.state}
                    onClick={() => openIssues({ unit: unit.code, state })}
                  >
                    {inside}
                  </UnstyledButton>
                ) : (
                  <div className={classes.state}>{inside}</div>
                )}
              </li>
            )
          })}
        </ul>
      </Section>
      {mayList && <UrgentIssues unit={unit.code} />}
    </>
  )
}
