/** A day played again from its events: what was open at each minute, what came and what was closed by then. */
import { Button, Popover, Slider, UnstyledButton } from '@mantine/core'
import { DatePicker } from '@mantine/dates'
import { IconCalendar } from '@tabler/icons-react'
import { useCallback, useState } from 'react'
import { today } from '../../shared/domain/dates.ts'
import { ISSUE_STATES, type IssueState } from '../../shared/domain/place.ts'
import { type Replay, replayPart, type ReplayPart, type ReplayState } from '../../shared/issues/hotSpots.ts'
import { count } from '../i18n/format.ts'
import { useT } from '../i18n/i18n.ts'
import { Failed } from '../ui/Failed.tsx'
import { IssueMark } from '../ui/IssueMark.tsx'
import { PanelBody } from '../ui/PanelBody.tsx'
import { SkeletonLines } from '../ui/SkeletonLines.tsx'
import { StateMessage } from '../ui/StateMessage.tsx'
import { changeFigures } from './figureState.ts'
import classes from './Leader.module.css'
import { openReplay, partName } from './openReplay.ts'
import { PlayButton } from './PlayButton.tsx'
import { clockText, MINUTES_OF_DAY, minuteStore, useReplay } from './replayStore.ts'
import { usePlay } from './usePlay.ts'

const STEP_MINUTES = 10
/** A day takes about twenty seconds. */
const STEP_MILLISECONDS = 140
const MARKS = [0, 6, 12, 18, 24].map((hour) => ({ value: hour * 60, label: String(hour) }))

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
        <span className={classes.clock}>{clockText(minute)}</span>
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
          label={clockText}
          thumbValueText={clockText}
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
const FACTS = ['open', 'late', 'came', 'closed'] as const

function Counts({ replay, now, minute }: { replay: Replay; now: ReplayState; minute: number }) {
  const t = useT()
  const size = (part: ReplayPart): number => replayPart(replay, now, minute, part).length
  const open = size('open')
  const behind = (part: ReplayPart, number: number) => (
    <UnstyledButton
      className={classes.behindNumber}
      aria-label={t('replay.listOf', { name: partName(t, part), count: count(number) })}
      onClick={() => openReplay(part, replay.day, minute)}
    >
      {count(number)}
    </UnstyledButton>
  )
  return (
    <div className={classes.body}>
      <dl className={classes.facts}>
        {FACTS.map((part) => (
          <div key={part}>
            <dt>{t(`replay.${part}`)}</dt>
            <dd>{behind(part, part === 'open' ? open : size(part))}</dd>
          </div>
        ))}
      </dl>
      <ul className={classes.states}>
        {OPEN_STATES.map((state) => {
          const number = size(state)
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
              {behind(state, number)}
            </li>
          )
        })}
      </ul>
      <p className={classes.foot}>{t('replay.how')}</p>
    </div>
  )
}
