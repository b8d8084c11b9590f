/** How the counts above came about, where they are not exact. */
import { useT } from '../i18n/i18n.ts'
import classes from './Circles.module.css'

export function CountsNote({ isExact, isEstimate }: { isExact: boolean; isEstimate: boolean }) {
  const t = useT()
  if (isExact && !isEstimate) return null
  return (
    <p className={classes.soft}>
      {isEstimate && t('circles.estimateHint')} {!isExact && t('circles.roundedToFives')}
    </p>
  )
}
