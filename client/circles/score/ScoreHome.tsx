/** One home and every kind of the set: which are in reach, and why the others are not. */
import { useState } from 'react'
import type { ScoreSet } from '../../../shared/standards/scoreSets.ts'
import { useT } from '../../i18n/i18n.ts'
import { facilityKindName } from '../../i18n/vocabulary.ts'
import { FacilityIcon } from '../../ui/FacilityIcon.tsx'
import { Section } from '../../ui/Section.tsx'
import classes from '../Circles.module.css'
import { formatPlace, pickCircles, type CircleState } from '../circleState.ts'
import { CloseHome } from '../home/HomeSection.tsx'
import { HomeReasons } from '../home/HomeReasons.tsx'
import { minutesText } from '../minutesText.ts'
import { useWalkCall } from '../walk/useWalkCall.ts'

interface Props {
  state: CircleState
  set: ScoreSet
}

export function ScoreHome({ state, set }: Props) {
  const t = useT()
  const { home, walker } = state
  const [opened, setOpened] = useState<string | null>(null)
  const { answer } = useWalkCall('nearest', home && { walker, home, targets: set.kinds })
  if (!home) return <p className={classes.hint}>{t('home.scoreHint')}</p>
  const rows = set.kinds
    .map(({ kind, minutes }, k) => ({ kind, limit: minutes, minutes: answer?.[k] ?? null }))
    .map((row) => ({ ...row, isInside: row.minutes !== null && row.minutes <= row.limit }))
    .sort((a, b) => Number(a.isInside) - Number(b.isInside) || (b.minutes ?? 999) - (a.minutes ?? 999))
  const reached = rows.filter(({ isInside }) => isInside).length
  return (
    <Section
      title={answer ? t('home.scoreTitle', { reached, kinds: rows.length }) : t('home.title')}
      aside={<CloseHome />}
    >
      {answer && (
        <ul className={classes.missing}>
          {rows.map(({ kind, limit, minutes, isInside }) => (
            <li key={kind}>
              <button
                type="button"
                className={classes.missingRow}
                aria-expanded={opened === kind}
                onClick={() => setOpened(opened === kind ? null : kind)}
              >
                <FacilityIcon kind={kind} size={16} />
                <span className={classes.name}>{facilityKindName(kind)}</span>
                <span className={classes.number} data-outside={!isInside || undefined}>
                  {minutes === null
                    ? t('home.unreached')
                    : t('home.ofLimit', { minutes: minutesText(minutes), limit })}
                </span>
              </button>
              {opened === kind && (
                <HomeReasons
                  key={formatPlace(home)}
                  home={home}
                  kind={kind}
                  minutes={limit}
                  walker={walker}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      <button
        type="button"
        className={classes.reachMore}
        onClick={() => pickCircles({ from: 'place', ...home })}
      >
        {t('home.fromHere')}
      </button>
    </Section>
  )
}
