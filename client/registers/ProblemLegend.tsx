import { useT } from '../i18n/i18n.ts'
import { useIsDark } from '../theme/useIsDark.ts'
import { problemColours } from './problemColours.ts'
import classes from './Registers.module.css'

/** What the outlines and points of doubtful links mean. */
export default function ProblemLegend() {
  const t = useT()
  const { stated, lies, other } = problemColours(useIsDark())
  return (
    <ul className={classes.legend}>
      <li>
        <i className={classes.dot} style={{ background: lies }} aria-hidden />
        {t('registers.legendPlace')}
      </li>
      <li>
        <i className={classes.swatch} style={{ border: `2px solid ${lies}` }} aria-hidden />
        {t('registers.legendLies')}
      </li>
      <li>
        <i className={classes.swatch} style={{ border: `2px dashed ${stated}` }} aria-hidden />
        {t('registers.legendStated')}
      </li>
      <li>
        <i className={classes.dot} style={{ background: other }} aria-hidden />
        {t('registers.legendOther')}
      </li>
    </ul>
  )
}
