/**
 * The days on which boundaries changed or are to change, on a line: dragged, stepped through by keys, or played; and what
 * changes on each.
 */
import { ActionIcon, Slider } from '@mantine/core'
import { IconChevronLeft, IconChevronRight, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect } from 'react'
import { today } from '../../shared/domain/dates.ts'
import type { UnitChange } from '../../shared/domain/unitChanges.ts'
import { trpc } from '../api/trpc.ts'
import { share } from '../i18n/format.ts'
import { type Translate, useT } from '../i18n/i18n.ts'
import { PlayButton } from '../leader/PlayButton.tsx'
import { usePlay } from '../leader/usePlay.ts'
import { useSystem } from '../api/useSystem.ts'
import { addressStore, navigate, useAddress } from '../state/addressStore.ts'
import { useStore } from '../state/store.ts'
import { Failed } from '../ui/Failed.tsx'
import { SkeletonLines } from '../ui/SkeletonLines.tsx'
import { AheadLayer } from './AheadLayer.tsx'
import classes from './BoundaryYears.module.css'
import { aheadStore, closeYears } from './yearsStore.ts'

/** Long enough to see what moved. */
const STEP_MILLISECONDS = 1_600

/** The last change on a day or before it. */
export const placeOf = (days: readonly string[], day: string): number =>
  Math.max(
    0,
    days.findLastIndex((one) => one <= day),
  )

/** The day that is looked at: to come, of the past, or today. */
const dayNow = (): string => aheadStore.get() ?? addressStore.get().at ?? today()

function show(day: string, days: readonly string[]): void {
  const isAhead = day > today()
  aheadStore.set(isAhead ? day : null)
  // What has been in force since the last change is what is in force today; over it lies what is to come.
  const isNow = isAhead || day === days.findLast((one) => one <= today())
  navigate({ at: isNow ? null : day }, 'replace')
}

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
          onClick={closeYears}
        >
          <IconX size={18} aria-hidden />
        </ActionIcon>
      </header>
      {history.error ? (
        <Failed error={history.error} onRetry={() => void history.refetch()} />
      ) : !history.data ? (
        <SkeletonLines rows={2} />
      ) : (
        <Line days={[...history.data.days].reverse()} />
      )}
    </section>
  )
}

function Line({ days }: { days: readonly string[] }) {
  const t = useT()
  const at = useAddress((entry) => entry.at)
  const ahead = useStore(aheadStore)
  const revision = useSystem()?.revision
  const place = placeOf(days, ahead ?? at ?? today())
  // Another day that was chosen elsewhere is what is looked at.
  useEffect(() => {
    if (at !== null) aheadStore.set(null)
  }, [at])
  const step = useCallback((): boolean => {
    const next = placeOf(days, dayNow()) + 1
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
        <output className={classes.day}>
          {t(ahead ? 'years.ahead' : 'years.since', { day: days[place]! })}
        </output>
      </div>
      {ahead && (
        <>
          <p className={classes.none}>{t('years.aheadHint')}</p>
          {revision !== undefined && <AheadLayer day={ahead} revision={revision} />}
        </>
      )}
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
