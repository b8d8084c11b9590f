/** Why there is no list behind a figure, or only a part of it. */
import type { ListReach, Lists } from '../../shared/domain/access.ts'
import { useT } from '../i18n/i18n.ts'
import classes from './UnitPanel.module.css'

const REASONS = ['noRole', 'otherArea', 'part'] as const satisfies ListReach[]

export function ListsNote({ lists }: { lists: Lists }) {
  const t = useT()
  return REASONS.map((reason) => {
    const [residents, issues] = [lists.residents === reason, lists.issues === reason]
    if (!residents && !issues) return null
    const what = t(`lists.what.${residents && issues ? 'both' : residents ? 'residents' : 'issues'}`)
    return (
      <p key={reason} className={classes.source}>
        {t(`lists.${reason}`, { what })}
      </p>
    )
  })
}
