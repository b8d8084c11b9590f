/** How the counts above came about, where they are not exact. */
import { useT } from '../i18n/i18n.ts'
import classes from './Circles.module.css'
import { countsText, type Counts } from './countsText.ts'

export function CountsNote(counts: Counts) {
  const text = countsText(useT(), counts)
  return text && <p className={classes.soft}>{text}</p>
}
