/** The answer in five seconds: how many are left out, and of how many. */
import { SegmentedControl } from '@mantine/core'
import { memo } from 'react'
import { count, share } from '../i18n/format.ts'
import { useT } from '../i18n/i18n.ts'
import { useIsDark } from '../theme/useIsDark.ts'
import { circleColours } from './circlePart.ts'
import classes from './Circles.module.css'
import { changeCircles, WHO, type CircleState, type Who } from './circleState.ts'
import type { ShownCircles } from './shownCircles.ts'

interface Props {
  answer: ShownCircles
  state: CircleState
}

export function Headline({ answer, state: { who } }: Props) {
  const t = useT()
  return (
    <section
      className={classes.headline}
      data-none={answer.outside[who] === 0 || undefined}
      aria-label={t('circles.within')}
    >
      <WhoSwitch who={who} />
      <Sentence answer={answer} who={who} />
    </section>
  )
}

/** Apart, so that it is not drawn anew with every figure. */
const WhoSwitch = memo(function WhoSwitch({ who }: { who: Who }) {
  const t = useT()
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('circles.who')}
      value={who}
      data={WHO.map((one) => ({ value: one, label: t(`circles.who.${one}`) }))}
      onChange={(value) => changeCircles({ who: value }, 'replace')}
    />
  )
})

function Sentence({ answer, who }: { answer: ShownCircles; who: Who }) {
  const t = useT()
  const { ring } = circleColours(useIsDark())
  const outside = answer.outside[who]
  const total = answer.total[who]
  const minutes = answer.rings.at(-1)?.minutes ?? 15
  let before = 0
  const parts = answer.rings.map((one, index) => {
    const persons = one[who] - before
    before = one[who]
    return { persons, opacity: [1, 0.62, 0.34][index] ?? 0.3, minutes: one.minutes }
  })
  if (total === 0) return <p className={classes.sentence}>{t('circles.noPeople')}</p>
  return (
    <>
      <p className={classes.sentence} aria-live="polite">
        <span className={classes.big}>{count(outside)}</span>
        {outside === 0 ? t('circles.headlineNone', { minutes }) : t(`circles.headline.${who}`, { minutes })}
        <span className={classes.share}>
          {t('circles.headlineShare', { share: share(outside / total), total: count(total) })}
        </span>
      </p>
      <div className={classes.bar} aria-hidden>
        {parts.map(({ persons, opacity, minutes: key }) => (
          <i key={key} style={{ width: `${String((persons / total) * 100)}%`, background: ring, opacity }} />
        ))}
        <i style={{ width: `${String((outside / total) * 100)}%` }} />
      </div>
    </>
  )
}
