import { useT } from '../../i18n/i18n.ts'
import { useIsDark } from '../../theme/useIsDark.ts'
import classes from '../Circles.module.css'
import { bandsFor } from './scoreBands.ts'
import { useScore } from './useScore.ts'

/** What the colours of homes mean. */
export function ScoreLegend({ set: id }: { set: string }) {
  const t = useT()
  const isDark = useIsDark()
  const { set, answer } = useScore(id)
  if (!answer) return null
  const kinds = set.kinds.length
  return (
    <>
      <ul className={classes.legend}>
        {bandsFor(kinds, isDark).map(({ least, most, colour }) => (
          <li key={least}>
            <i data-dot style={{ background: colour }} aria-hidden />
            {least === kinds
              ? t('score.legendAll', { kinds })
              : least === most
                ? t('score.legendOne', { kinds: least })
                : t('score.legend', { least, most })}
          </li>
        ))}
      </ul>
      <p className={classes.legendNote}>{t('score.legendNote')}</p>
    </>
  )
}
