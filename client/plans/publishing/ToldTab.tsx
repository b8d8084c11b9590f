/** Whom a plan concerns, in numbers: nobody is forgotten when it is told. */
import { personText } from '../../../shared/plans/planMoves.ts'
import { count } from '../../i18n/format.ts'
import { useT } from '../../i18n/i18n.ts'
import type { TabProps } from './movedGrids.ts'
import classes from './Publishing.module.css'

export function ToldTab({ moves: { told, workers } }: TabProps) {
  const t = useT()
  const changed = workers.filter(({ isChanged }) => isChanged)
  const lines: { who: string; what: string }[] = [
    {
      who: t('planPublish.told.households'),
      what: t('planPublish.told.householdsLine', {
        households: count(told.households),
        homes: count(told.homes),
      }),
    },
    {
      who: t('planPublish.told.workers'),
      what:
        changed.length === 0
          ? t('planPublish.nobody')
          : t('planPublish.told.workersLine', {
              count: changed.length,
              names: changed.map(personText).join(t('planPublish.join')),
            }),
    },
    {
      who: t('planPublish.told.communities'),
      what: told.communities.join(t('planPublish.join')) || t('planPublish.nobody'),
    },
    {
      who: t('planPublish.told.issues'),
      what: t('planPublish.told.issuesLine', { count: told.openIssues }),
    },
    {
      who: t('planPublish.told.accounts'),
      what: t('planPublish.told.accountsLine', { accounts: told.accounts, people: told.rosterPeople }),
    },
  ]
  return (
    <ul className={classes.told}>
      {lines.map(({ who, what }) => (
        <li key={who}>
          <span>{who}</span>
          <span>{what}</span>
        </li>
      ))}
    </ul>
  )
}
