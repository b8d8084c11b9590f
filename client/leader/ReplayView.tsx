/** A day played again from its events: what was open at each minute, what came and what was closed by then. */
import { Button, Popover, Slider } from '@mantine/core'
import { DatePicker } from '@mantine/dates'
import { IconCalendar } from '@tabler/icons-react'
import { useCallback, useState } from 'react'
import { today } from '../../shared/domain/dates.ts'
import { ISSUE_STATES, type IssueState } from '../../shared/domain/place.ts'
import type { Replay, ReplayState } from '../../shared/issues/hotSpots.ts'
import { count } from '../i18n/format.ts'
import { useT } from '../i18n/i18n.ts'
import { Failed } from '../ui/Failed.tsx'
import { IssueMark } from '../ui/IssueMark.tsx'
import { PanelBody } from '../ui/PanelBody.tsx'
import { SkeletonLines } from '../ui/SkeletonLines.tsx'
import { StateMessage } from '../ui/StateMessage.tsx'
import { changeFigures } from './figureState.ts'
import classes from './Leader.module.css'
import { PlayButton } from './PlayButton.tsx'
import { MINUTES_OF_DAY, minuteStore, useReplay } from './replayStore.ts'
import { usePlay } from './usePlay.ts'

const STEP_MINUTES = 10
/** A day takes about twenty seconds. */
const STEP_MILLISECONDS = 140
const MARKS = [0, 6, 12, 18, 24].map((hour) => ({ value: hour * 60, label: String(hour) }))

const timeText = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

export function ReplayView() {
  const t = useT()
  const { day, query, replay, minute, now, until } = useReplay()
  const step = useCallback((): boolean => {
    const next = minuteStore.get() + STEP_MINUTES
    minuteStore.set(Math.min(until, next))
    return next < until
  }, [until])
  const play = usePlay(step, STEP_MILLISECONDS)
  const toggle = () => {
    if (!play.isPlaying && minuteStore.get() >= until) minuteStore.set(0)
    play.toggle()
  }
  return (
    <>
      <div className={classes.tools}>
        <PlayedDay key={day} day={day} />
        <span className={classes.clock}>{timeText(minute)}</span>
      </div>
      <div className={classes.time}>
        <PlayButton isPlaying={play.isPlaying} onToggle={toggle} />
        <Slider
          className={classes.slider}
          thumbLabel={t('replay.time')}
          min={0}
          max={MINUTES_OF_DAY}
          step={STEP_MINUTES}
          marks={MARKS}
          label={timeText}
          thumbValueText={timeText}
          value={minute}
          onChange={(next) => {
            play.stop()
            minuteStore.set(Math.min(next, until))
          }}
        />
      </div>
      {query.error && !replay ? (
        <Failed error={query.error} onRetry={() => void query.refetch()} />
      ) : !replay || !now ? (
        <SkeletonLines rows={8} height={28} gap={16} />
      ) : replay.ids.length === 0 ? (
        <StateMessage tone="empty" title={t('replay.empty')} hint={t('spots.emptyHint')} />
      ) : (
        <PanelBody>
          <Counts replay={replay} now={now} minute={minute} />
        </PanelBody>
      )}
    </>
  )
}

function PlayedDay({ day }: { day: string }) {
  const t = useT()
  const [isOpen, setIsOpen] = useState(false)
  return (
    <Popover opened={isOpen} onChange={setIsOpen} position="bottom-start" trapFocus returnFocus>
      <Popover.Target>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconCalendar size={14} aria-hidden />}
          aria-label={`${t('replay.day')}：${day}`}
          aria-expanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
        >
          {day}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('replay.day')}>
        <DatePicker
          value={day}
          defaultDate={day}
          maxDate={today()}
          size="sm"
          onChange={(next) => {
            setIsOpen(false)
            if (next !== null) changeFigures({ day: next })
          }}
        />
      </Popover.Dropdown>
    </Popover>
  )
}

const OPEN_STATES = ISSUE_STATES.filter((state): state is Exclude<IssueState, 'closed'> => state !== 'closed')
const CLOSED = ISSUE_STATES.indexOf('closed')

function Counts({ replay, now, minute }: { replay: Replay; now: ReplayState; minute: number }) {
  const t = useT()
  const sums = ISSUE_STATES.map(() => 0)
  let [late, came] = [0, 0]
  now.states.forEach((state, index) => {
    if (state < 0) return
    sums[state] = (sums[state] ?? 0) + 1
    if (state !== CLOSED && now.isLate[index]) late++
    if (replay.states[index] === -1) came++
  })
  const closed = new Set(
    replay.changes.flatMap(([issue, at, state]) => (at <= minute && state === CLOSED ? [issue] : [])),
  ).size
  const open = OPEN_STATES.reduce((sum, state) => sum + (sums[ISSUE_STATES.indexOf(state)] ?? 0), 0)
  const facts: [string, number][] = [
    [t('replay.open'), open],
    [t('replay.late'), late],
    [t('replay.came'), came],
    [t('replay.closed'), closed],
  ]
  return (
    <div className={classes.body}>
      <dl className={classes.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{count(value)}</dd>
          </div>
        ))}
      </dl>
      <ul className={classes.states}>
        {OPEN_STATES.map((state) => {
          const number = sums[ISSUE_STATES.indexOf(state)] ?? 0
          return (
            <li key={state}>
              <IssueMark state={state} />
              <span>{t(`issueState.${state}`)}</span>
              <span className={classes.bar}>
                <i
                  style={{
                    width: `${open === 0 ? 0 : (100 * number) / open}%`,
                    background: `var(--qh-state-${state})`,
                  }}
                />
              </span>
              <span>{count(number)}</span>
            </li>
          )
        })}
      </ul>
      <p className={classes.foot}>{t('replay.how')}</p>
    </div>
  )
}
