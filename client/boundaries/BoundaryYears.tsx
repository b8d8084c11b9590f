/** The days on which boundaries changed, on a line: dragged, stepped through by keys, or played; and what changed on each. */
import { ActionIcon, Slider } from '@mantine/core'
import { IconChevronLeft, IconChevronRight, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { today } from '../../shared/domain/dates.ts'
import type { UnitChange } from '../../shared/domain/unitChanges.ts'
import { trpc } from '../api/trpc.ts'
import { share } from '../i18n/format.ts'
import { type Translate, useT } from '../i18n/i18n.ts'
import { PlayButton } from '../leader/PlayButton.tsx'
import { usePlay } from '../leader/usePlay.ts'
import { addressStore, navigate, useAddress } from '../state/addressStore.ts'
import { Failed } from '../ui/Failed.tsx'
import { SkeletonLines } from '../ui/SkeletonLines.tsx'
import classes from './BoundaryYears.module.css'
import { yearsStore } from './yearsStore.ts'

/** Long enough to see what moved. */
const STEP_MILLISECONDS = 1_600

/** The last change on a day or before it. */
export const placeOf = (days: readonly string[], day: string): number =>
  Math.max(
    0,
    days.findLastIndex((one) => one <= day),
  )

const show = (day: string, days: readonly string[]): void =>
  // What has been in force since the last change is what is in force today.
  navigate({ at: day === days.at(-1) ? null : day }, 'replace')

export default function BoundaryYears() {
  const t = useT()
  const history = useQuery(trpc.unit.history.queryOptions())
  return (
    <section className={classes.years} aria-label={t('years.title')}>
      <header className={classes.head}>
        <h2>{t('years.title')}</h2>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={36}
          aria-label={t('years.close')}
          onClick={() => yearsStore.set(false)}
        >
          <IconX size={18} aria-hidden />
        </ActionIcon>
      </header>
      {history.error ? (
        <Failed error={history.error} onRetry={() => void history.refetch()} />
      ) : !history.data ? (
        <SkeletonLines rows={2} />
      ) : (
        <Line days={history.data.days.filter((day) => day <= today()).reverse()} />
      )}
    </section>
  )
}

function Line({ days }: { days: readonly string[] }) {
  const t = useT()
  const at = useAddress((entry) => entry.at)
  const place = placeOf(days, at ?? today())
  const step = useCallback((): boolean => {
    const next = placeOf(days, addressStore.get().at ?? today()) + 1
    if (next < days.length) show(days[next]!, days)
    return next < days.length - 1
  }, [days])
  const play = usePlay(step, STEP_MILLISECONDS)
  if (days.length < 2) return <p className={classes.none}>{t('years.none')}</p>
  const go = (next: number): void => {
    play.stop()
    show(days[Math.min(days.length - 1, Math.max(0, next))]!, days)
  }
  return (
    <>
      <div className={classes.line}>
        <PlayButton
          isPlaying={play.isPlaying}
          onToggle={() => {
            if (!play.isPlaying && place === days.length - 1) show(days[0]!, days)
            play.toggle()
          }}
        />
        <ActionIcon
          variant="default"
          size={36}
          disabled={place === 0}
          aria-label={t('years.before')}
          onClick={() => go(place - 1)}
        >
          <IconChevronLeft size={18} aria-hidden />
        </ActionIcon>
        <Slider
          className={classes.slider}
          thumbLabel={t('years.day')}
          min={0}
          max={days.length - 1}
          step={1}
          marks={days.map((_day, value) => ({ value }))}
          label={(value) => days[value]}
          thumbValueText={(value) => days[value]!}
          value={place}
          onChange={go}
        />
        <ActionIcon
          variant="default"
          size={36}
          disabled={place === days.length - 1}
          aria-label={t('years.after')}
          onClick={() => go(place + 1)}
        >
          <IconChevronRight size={18} aria-hidden />
        </ActionIcon>
        <output className={classes.day}>{t('years.since', { day: days[place]! })}</output>
      </div>
      <Changes day={days[place]!} />
    </>
  )
}

function Changes({ day }: { day: string }) {
  const t = useT()
  const { data, error, refetch } = useQuery(trpc.unit.changes.queryOptions({ day }, { retry: false }))
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  if (!data) return <SkeletonLines rows={2} />
  if (data.isFirst) return <p className={classes.none}>{t('years.first')}</p>
  if (data.total === 0) return <p className={classes.none}>{t('years.nothing')}</p>
  return (
    <>
      <ul className={classes.changes} tabIndex={0} aria-label={t('years.changes', { count: data.total })}>
        {data.changes.map((change) => (
          <li key={change.code}>
            <span>
              {change.name} <small>{t(`years.kind.${change.kind}`)}</small>
            </span>
            <small>{whence(change, t)}</small>
          </li>
        ))}
      </ul>
      {data.total > data.changes.length && (
        <p className={classes.none}>{t('years.more', { count: data.total - data.changes.length })}</p>
      )}
    </>
  )
}

function whence({ kind, nameBefore, from, code }: UnitChange, t: Translate): string {
  if (kind === 'renamed') return t('years.wasNamed', { name: nameBefore ?? '' })
  const others = from.filter((one) => kind === 'new' || one.code !== code || one.areaShare < 0.9995)
  if (others.length === 0) return ''
  return t('years.from', {
    names: others
      .map(({ name, areaShare }) => t('years.origin', { name, share: share(areaShare) }))
      .join(t('planPublish.join')),
  })
}
