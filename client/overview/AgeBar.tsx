/** Residents by age group as one bar, with numbers and shares in words beside it. */
import { UnstyledButton } from '@mantine/core'
import type { UnitPanel } from '../../shared/domain/unit.ts'
import { count, share } from '../i18n/format.ts'
import { useT } from '../i18n/i18n.ts'
import { isOpenTo } from './lists/reach.ts'
import { openResidents } from './open.ts'
import classes from './UnitPanel.module.css'

const GROUPS = ['under15', 'age15to64', 'over64'] as const

export function AgeBar({ panel: { unit, figures, lists } }: { panel: UnitPanel }) {
  const t = useT()
  const total = GROUPS.reduce((sum, group) => sum + (figures[group] ?? 0), 0)
  if (total === 0) return null
  return (
    <div className={classes.ages} role="group" aria-label={t('unit.ages')}>
      <div className={classes.bar} aria-hidden>
        {GROUPS.map((group) => (
          <div key={group} style={{ flexGrow: figures[group] ?? 0, background: `var(--qh-age-${group})` }} />
        ))}
      </div>
      <ul className={classes.legend}>
        {GROUPS.map((group) => {
          const value = figures[group]
          const inside = (
            <>
              <i style={{ background: `var(--qh-age-${group})` }} aria-hidden />
              <span className={classes.soft}>{t(`ageGroup.${group}`)}</span>
              <span>
                <span className={classes.strong}>{count(value)}</span>{' '}
                <span className={classes.soft}>{share(value === null ? null : value / total)}</span>
              </span>
            </>
          )
          return (
            <li key={group}>
              {isOpenTo(lists.residents) ? (
                <UnstyledButton
                  className={classes.age}
                  onClick={() => openResidents({ unit: unit.code, ageGroup: group })}
                >
                  {inside}
                </UnstyledButton>
              ) : (
                <div className={classes.age}>{inside}</div>
              )}
            </li>
          )
        })}
      </ul>
    </div>
  )
}
