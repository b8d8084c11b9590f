/** Says, before it happens, which buildings the border that is being drawn would run through. */
import { useT } from '../i18n/i18n.ts'
import { useStore } from '../state/store.ts'
import { useCutBuildings } from './cutBuildings.ts'
import type { Desk } from './planDesk.ts'
import classes from './Plans.module.css'
import { toolStore } from './planTools.ts'

const MOST_NAMES = 3

export function CutNote({ desk }: { desk: Desk }) {
  const t = useT()
  const cut = useCutBuildings(desk, useStore(toolStore))
  if (cut === null) return null
  if (cut === 'tooFar') return <p className={classes.note}>{t('planPage.cut.tooFar')}</p>
  if (cut.length === 0) return null
  const names = cut.slice(0, MOST_NAMES).join(t('planPage.cut.and'))
  return (
    <p className={classes.cut} role="status">
      {t('planPage.cut', { count: cut.length, names })}
      {cut.length > MOST_NAMES && t('planPage.cut.more')}
    </p>
  )
}
