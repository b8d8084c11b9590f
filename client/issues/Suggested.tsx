/** Whom an issue is best handed to, each with the reasons in plain words; one click takes it. */
import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useId } from 'react'
import type { PassedOver, SuggestedOption } from '../../shared/duty/suggest.ts'
import type { Suggestion } from '../../shared/issues/desk.ts'
import type { Target } from '../../shared/issues/progress.ts'
import { count, distance } from '../i18n/format.ts'
import { type Translate, useT } from '../i18n/i18n.ts'
import { departmentName } from './departmentName.ts'
import { dutyTime } from './dutyTime.ts'
import classes from './Issues.module.css'

/** As many people are named of one unit. */
const MOST_NAMED = 3

const nameOf = ({ target, name }: SuggestedOption): string =>
  'department' in target ? departmentName(target.department) : name

function whoText(t: Translate, { state, people, next }: SuggestedOption): string {
  const named = people.slice(0, MOST_NAMED)
  const more = people.length > named.length ? t('suggest.more', { count: people.length - named.length }) : ''
  switch (state) {
    case 'onDuty':
      return (
        named
          .map(({ name, standsFor, until }) =>
            standsFor === null
              ? t('suggest.onDuty', { name, time: dutyTime(until!) })
              : t('suggest.standsIn', { name, of: standsFor, time: dutyTime(until!) }),
          )
          .join(t('suggest.comma')) + more
      )
    case 'noRoster':
      return t('suggest.noRoster', { names: named.map(({ name }) => name).join(t('suggest.comma')) + more })
    case 'later':
      return next ? t('suggest.later', { name: next.name, time: dutyTime(next.at) }) : ''
    case 'desk':
      return t('suggest.desk')
    case 'department':
      return t('suggest.department')
  }
}

function trainedText(t: Translate, { people }: SuggestedOption): string | null {
  const trained = people.filter(({ isTrained }) => isTrained === true).map(({ name }) => name)
  if (trained.length > 0) return t('suggest.trained', { names: trained.join(t('suggest.comma')) })
  const isKnown = people.length > 0 && people.every(({ isTrained }) => isTrained === false)
  return isKnown ? t('suggest.untrained') : null
}

/** What those named have taken themselves, where it is known; else, and said so, what the unit has. */
function loadText(t: Translate, { people, level, openIssues }: SuggestedOption): string {
  const ofUnit = t('suggest.load.unit', { unit: level, count: count(openIssues) })
  const known = people
    .slice(0, MOST_NAMED)
    .flatMap(({ name, inHand }) =>
      inHand === null ? [] : [t('suggest.load.person', { name, count: count(inHand) })],
    )
  return [...known, ofUnit].join(t('suggest.comma'))
}

function reasonsOf(t: Translate, option: SuggestedOption): string[] {
  return [
    whoText(t, option),
    trainedText(t, option),
    loadText(t, option),
    option.level === 'grid' && option.meters !== null
      ? t('suggest.distance', { distance: distance(option.meters) })
      : null,
  ].filter((reason): reason is string => reason !== null && reason !== '')
}

function passedText(t: Translate, { name, away, next }: PassedOver): string {
  const nobody = next
    ? t('suggest.nobodyUntil', { unit: name, time: dutyTime(next.at), name: next.name })
    : t('suggest.nobody', { unit: name })
  return away.length > 0 ? `${nobody}${t('suggest.away', { names: away.join(t('suggest.comma')) })}` : nobody
}

interface Props {
  suggestion: Suggestion
  isBusy: boolean
  isReady: boolean
  onTake: (target: Target) => void
}

export function Suggested({ suggestion: { unit, options, passedOver }, isBusy, isReady, onTake }: Props) {
  const t = useT()
  const id = useId()
  const [best, ...others] = options
  if (!best) return null
  return (
    <section className={classes.suggestion} aria-labelledby={id}>
      <span id={id} className={classes.suggestTitle}>
        {t('issues.suggested')}
        <span className={classes.quiet}>{t('suggest.place', { name: unit.name })}</span>
      </span>
      {passedOver.length > 0 && (
        <p className={classes.passed} role="status">
          <IconAlertTriangle size={16} aria-hidden />
          <span>
            {passedOver.map((one) => passedText(t, one)).join(t('suggest.semicolon'))}
            {t('suggest.goesTo', { name: nameOf(best) })}
          </span>
        </p>
      )}
      <div className={classes.best}>
        <strong>{nameOf(best)}</strong>
        <ul className={classes.reasons}>
          {reasonsOf(t, best).map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
        {best.isBeyond ? (
          <span className={classes.quiet}>{t('suggest.beyond')}</span>
        ) : (
          <Button loading={isBusy} disabled={!isReady} onClick={() => onTake(best.target)}>
            {t('issues.dispatchTo', { name: nameOf(best) })}
          </Button>
        )}
      </div>
      {others.length > 0 && (
        <ol className={classes.others} start={2} aria-label={t('suggest.others')}>
          {others.map((option) => (
            <li key={nameOf(option)}>
              <span className={classes.otherText}>
                <strong>{nameOf(option)}</strong>
                <span className={classes.quiet}>{reasonsOf(t, option).join(' · ')}</span>
              </span>
              {option.isBeyond ? (
                <span className={classes.quiet}>{t('suggest.beyond')}</span>
              ) : (
                <Button
                  variant="default"
                  size="compact-sm"
                  disabled={isBusy || !isReady}
                  aria-label={t('suggest.takeOf', { name: nameOf(option) })}
                  onClick={() => onTake(option.target)}
                >
                  {t('suggest.take')}
                </Button>
              )}
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}
