/** What the person's own places lose against the best that was found. */
import { Button } from '@mantine/core'
import type { SitingAnswer, TriedSites } from '../../shared/siting/sitingQuestion.ts'
import { count } from '../i18n/format.ts'
import { useT } from '../i18n/i18n.ts'
import classes from './Siting.module.css'
import { leaveTried } from './sitingEngine.ts'
import type { SitingState } from './sitingState.ts'

export function TriedLine({
  state,
  answer,
  tried,
}: {
  state: SitingState
  answer: SitingAnswer
  tried: TriedSites
}) {
  const t = useT()
  const { isMinutes, text } = lossOf(state, answer, tried)
  return (
    <div className={classes.tried} role="status">
      <span>{t(isMinutes ? 'siting.tried.minutes' : 'siting.tried.people', { lost: text })}</span>
      <Button size="compact-sm" variant="default" onClick={leaveTried}>
        {t('siting.tried.back')}
      </Button>
    </div>
  )
}

/** Minutes only where nobody loses the way altogether: otherwise a mean of fewer people would look like a gain. */
function lossOf(
  { aim }: SitingState,
  answer: SitingAnswer,
  tried: TriedSites,
): { isMinutes: boolean; text: string } {
  const people = (more: number) => ({ isMinutes: false, text: signed(more, count) })
  if (aim === 'reach' || aim === 'fewest') return people(tried.insideAfter - answer.insideAfter)
  const [before, after] =
    aim === 'worst'
      ? [answer.worstAfter ?? null, tried.worstAfter ?? null]
      : aim === 'walk'
        ? [answer.meanAfter, tried.meanAfter]
        : [answer.furthestAfter, tried.unreached > answer.unreached ? null : tried.furthestAfter]
  if (before === null || after === null) return people(answer.unreached - tried.unreached)
  return {
    isMinutes: true,
    text: signed(after - before, (value) => value.toFixed(aim === 'furthest' ? 1 : 2)),
  }
}

const signed = (value: number, text: (value: number) => string): string =>
  value < 0 ? `−${text(-value)}` : value > 0 ? `+${text(value)}` : '±0'
