/** Whose wall it is, whether it is live and how old it is, the day and the time. */
import { duration } from '../i18n/format.ts'
import { useT } from '../i18n/i18n.ts'
import { useAddress } from '../state/addressStore.ts'
import { clockText, dateText, dayOf } from './wallClock.ts'
import classes from './Wall.module.css'

/** Two looks and a bit: older than this, the line is down. */
export const LOST_AFTER = 75_000

const ageText = (age: number, seconds: (count: number) => string): string =>
  age < 60_000 ? seconds(Math.max(0, Math.round(age / 10_000) * 10)) : duration(age)

export function WallHead({
  title,
  isDemo,
  now,
  age,
}: {
  title: string
  isDemo: boolean
  now: number
  age: number
}) {
  const t = useT()
  const language = useAddress((entry) => entry.language)
  const isLost = age > LOST_AFTER
  const time = ageText(age, (count) => t('wall.seconds', { count }))
  return (
    <header className={classes.head}>
      <h1 className={classes.title}>{title || t('app.name')}</h1>
      <span className={classes.where}>
        {t('wall.title')}
        {isDemo && ` · ${t('app.demo')}`}
      </span>
      <span className={classes.live} data-lost={isLost || undefined} role="status">
        <span className={classes.liveDot} aria-hidden />
        {isLost ? t('wall.lost', { time }) : t('wall.live', { time })}
      </span>
      <span className={classes.date}>{dateText(now, language)}</span>
      <time className={classes.clock} dateTime={`${dayOf(now)}T${clockText(now)}+08:00`}>
        {clockText(now)}
      </time>
    </header>
  )
}
