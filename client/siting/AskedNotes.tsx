/** What an answer does beside opening points: what it closes and spends, who loses by it, and what could not be tried. */
import type { SitingAnswer } from '../../shared/siting/sitingQuestion.ts'
import { placeKey } from '../../shared/siting/candidates.ts'
import { count, money } from '../i18n/format.ts'
import { useT } from '../i18n/i18n.ts'
import classes from './Siting.module.css'

const MOST_NAMED = 5

type Notes = Pick<SitingAnswer, 'closed' | 'spent' | 'off' | 'lost'>

export function AskedNotes({ answer: { closed, spent, off, lost } }: { answer: Notes }) {
  const t = useT()
  const names = (places: Notes['off']): string =>
    places
      .slice(0, MOST_NAMED)
      .map((one) => one.name ?? placeKey(one))
      .join(t('siting.and'))
  return (
    <>
      {spent !== null && <p className={classes.soft}>{t('siting.spent', { spent: money(spent) })}</p>}
      {closed.length > 0 && <p className={classes.soft}>{t('siting.closed', { names: names(closed) })}</p>}
      {lost > 0 && <p className={classes.soft}>{t('siting.lost', { people: count(lost) })}</p>}
      {off.length > 0 && (
        <p className={classes.soft}>{t('siting.off', { count: off.length, names: names(off) })}</p>
      )}
    </>
  )
}
