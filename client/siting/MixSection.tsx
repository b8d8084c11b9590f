/** Whether some of the money does more as openings in walls: asked with one number, answered with the best mix. */
import { Button, NumberInput, Progress } from '@mantine/core'
import { useState } from 'react'
import { mayBeMixed, type MixAnswer, type MixedOpening } from '../../shared/siting/mixed/mixDesk.ts'
import type { SitingAnswer } from '../../shared/siting/sitingQuestion.ts'
import { addChange, changeDraft } from '../circles/street/draft.ts'
import { openStreet } from '../circles/street/streetState.ts'
import { openingText } from '../circles/street/words.ts'
import { count } from '../i18n/format.ts'
import { useT } from '../i18n/i18n.ts'
import { flyToPoint } from '../map/camera.ts'
import { openPlace } from '../state/addressStore.ts'
import { Section } from '../ui/Section.tsx'
import classes from './Siting.module.css'
import type { MixRun } from './protocol.ts'
import { leaveMix, mixSiting, type SitingRun } from './sitingEngine.ts'
import { MOST_POINTS, type SitingState } from './sitingState.ts'

interface Props {
  state: SitingState
  run: SitingRun
  answer: SitingAnswer
}

const FIRST_COST = 20
const MOST_COST = 100

/** Only where what a mix brings is a sum over people. */
export function MixSection({ state, run, answer }: Props) {
  const t = useT()
  const [cost, setCost] = useState(FIRST_COST)
  const [chosen, setBudget] = useState<number | null>(null)
  const budget = chosen ?? state.count
  if (run.isWorking || !run.answered || !mayBeMixed(run.answered) || !answer.isDone) return null
  const { mix } = run
  const isWorking = mix !== null && mix.failure === null && mix.answer?.isDone !== true
  return (
    <Section title={t('siting.mix')}>
      <p className={classes.soft}>{t('siting.mix.lead')}</p>
      <div className={classes.mixAsk}>
        <NumberInput
          label={t('siting.mix.budget')}
          min={0.1}
          max={MOST_POINTS}
          step={0.1}
          decimalScale={1}
          clampBehavior="strict"
          value={budget}
          onChange={(value) => {
            if (typeof value === 'number' && value >= 0.1 && value <= MOST_POINTS) setBudget(value)
          }}
        />
        <NumberInput
          label={t('siting.mix.cost')}
          suffix="%"
          min={1}
          max={MOST_COST}
          allowDecimal={false}
          clampBehavior="strict"
          value={cost}
          onChange={(value) => {
            if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= MOST_COST)
              setCost(value)
          }}
        />
        {isWorking ? (
          <Button variant="default" onClick={leaveMix}>
            {t('siting.mix.stop')}
          </Button>
        ) : (
          <Button variant="light" onClick={() => mixSiting(cost, Math.round(100 * budget), answer.sites)}>
            {t('siting.mix.ask')}
          </Button>
        )}
      </div>
      {mix && <Mixed state={state} mix={mix} isWorking={isWorking} />}
    </Section>
  )
}

function Mixed({ state, mix, isWorking }: { state: SitingState; mix: MixRun; isWorking: boolean }) {
  const t = useT()
  if (mix.failure !== null)
    return (
      <p className={classes.soft} role="alert">
        {t('siting.failed')} {mix.failure}
      </p>
    )
  if (mix.answer === null)
    return (
      <div aria-live="polite">
        <p className={classes.soft}>
          {mix.all === 0
            ? t('siting.mix.preparing')
            : t('siting.mix.ranking', { done: count(mix.done), all: count(mix.all) })}
        </p>
        <Progress value={mix.all === 0 ? 2 : (100 * mix.done) / mix.all} aria-hidden />
      </div>
    )
  return <MixFound state={state} answer={mix.answer} isWorking={isWorking} />
}

const minutesOf = (minutes: number): string => minutes.toFixed(2)

function MixFound({
  state,
  answer,
  isWorking,
}: {
  state: SitingState
  answer: MixAnswer
  isWorking: boolean
}) {
  const t = useT()
  const { openings, sites, alone, mixed, considered } = answer
  const isReach = state.aim === 'reach'
  const better = Math.abs(mixed - alone)
  const told = (value: number): string => (isReach ? count(Math.round(value)) : minutesOf(value))
  return (
    <div aria-live="polite" aria-busy={isWorking}>
      <p className={classes.mixHead}>
        {considered === 0
          ? t('siting.mix.noWalls')
          : openings.length === 0
            ? t('siting.mix.alone', { considered })
            : t(isReach ? 'siting.mix.reach' : 'siting.mix.walk', {
                points: sites.length,
                openings: openings.length,
                more: told(better),
              })}
      </p>
      {openings.length > 0 && (
        <>
          <ol className={classes.sites}>
            {openings.map((opening) => (
              <li key={`${String(opening.lon)} ${String(opening.lat)}`}>
                <button type="button" onClick={() => flyToPoint([opening.lon, opening.lat])}>
                  <i className={classes.gate} aria-hidden />
                  <span className={classes.siteName}>
                    {openingText(t, opening)}
                    <small>{t('siting.mix.meters', { meters: Math.round(opening.meters) })}</small>
                  </span>
                  <span className={classes.gain}>
                    <strong>{isReach ? `+${told(opening.loss)}` : `−${told(opening.loss)}`}</strong>
                    <small>{t(isReach ? 'siting.mix.people' : 'siting.mix.minutes')}</small>
                  </span>
                </button>
              </li>
            ))}
          </ol>
          <Button size="compact-sm" variant="default" onClick={() => tryOnStreet(openings)}>
            {t('siting.mix.tryStreet')}
          </Button>
        </>
      )}
      {considered > 0 && (
        <p className={classes.soft}>
          {isWorking
            ? t('siting.mix.searching', { considered })
            : t('siting.mix.proved', { considered, minutes: state.minutes })}
        </p>
      )}
    </div>
  )
}

/** Lays the openings on the street as changes to look into, beside what is being worked on there. */
function tryOnStreet(openings: readonly MixedOpening[]): void {
  for (const { from, to } of openings) {
    changeDraft((draft) =>
      addChange(draft, {
        type: 'addLink',
        link: 'opening',
        from: { lon: from.lon, lat: from.lat },
        to: { lon: to.lon, lat: to.lat },
      }),
    )
  }
  openPlace('circles')
  openStreet('draft')
}
