/** What one side has answered: the score of each question, and the words. */
import { MUTUAL_QUESTIONS, type MutualAnswer, type MutualSide } from '../../../shared/issues/mutual.ts'
import { instant } from '../../i18n/format.ts'
import { useT } from '../../i18n/i18n.ts'
import classes from './Mutual.module.css'
import { meanText } from './meanScore.ts'
import { questionText } from './questionText.ts'

interface Props {
  side: MutualSide
  answer: MutualAnswer | null
  /** Whether the quarter can still be answered for. */
  isOpen: boolean
  /** Not one's own side. */
  isOther?: boolean
}

export function MutualScores({ side, answer, isOpen, isOther = false }: Props) {
  const t = useT()
  return (
    <section className={classes.scores} aria-label={t(`mutual.side.${side}`)}>
      <h4 className={classes.side}>
        {t(`mutual.side.${side}`)}
        {answer && <span className={classes.mean}>{meanText(answer)}</span>}
      </h4>
      {answer ? (
        <>
          <dl className={classes.rows}>
            {MUTUAL_QUESTIONS[side].map((question) => (
              <div key={question.key} className={classes.row}>
                <dt>{questionText(question)}</dt>
                <dd>{answer.scores[question.key]}</dd>
              </div>
            ))}
          </dl>
          {answer.words && <p className={classes.words}>{answer.words}</p>}
          <p className={classes.quiet}>
            {instant(answer.at)} · {answer.userName}
          </p>
        </>
      ) : (
        <p className={classes.quiet}>
          {t(!isOpen ? 'mutual.notGiven' : isOther ? 'mutual.hidden' : 'mutual.state.open')}
        </p>
      )}
    </section>
  )
}
