/** What can be done with the chosen issues together, how far it has come, and what came of it. */
import { Button, CloseButton, Menu } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconAlertTriangle, IconChevronDown } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { MOST_CHOSEN } from '../../../shared/issues/desk.ts'
import { failureText } from '../../api/failure.ts'
import { trpc } from '../../api/trpc.ts'
import { PHONE_QUERY } from '../../frame/layout.ts'
import { count } from '../../i18n/format.ts'
import { useT, wordFor } from '../../i18n/i18n.ts'
import classes from '../Issues.module.css'
import { StepForm } from '../StepForm.tsx'
import { chooseAll, endChoosing } from './chosen.ts'
import { manySteps, type ManyStep } from './manySteps.ts'
import { goesHigher } from './ownUnits.ts'
import { type ManyDone, useManySteps } from './useManySteps.ts'

const SHOWN = 2
/** On a phone the list to choose from needs the room. */
const SHOWN_ON_PHONE = 1
/** As many units are named that issues go to instead of their grids. */
const MOST_NAMED = 3

interface Props {
  chosen: ReadonlySet<string>
  /** Of the list beside, as far as it is loaded. */
  listed: readonly string[]
}

export function ManyBar({ chosen, listed }: Props) {
  const t = useT()
  const ids = [...chosen].sort()
  const query = useQuery(
    trpc.issue.choices.queryOptions({ ids }, { enabled: ids.length > 0, placeholderData: keepPreviousData }),
  )
  const { takeAll, takeAllBack, progress, last, forget } = useManySteps()
  const [asked, setAsked] = useState<ManyStep | null>(null)
  const isBusy = progress !== null
  const isPhone = useMediaQuery(PHONE_QUERY, matchMedia(PHONE_QUERY).matches)
  const shown = isPhone ? SHOWN_ON_PHONE : SHOWN
  const choices = ids.length === 0 ? [] : (query.data ?? []).filter(({ id }) => chosen.has(id))
  const steps = manySteps(choices)
  const nameOf = ({ step, toOwnGrid, choices: those }: ManyStep): string => {
    const name = toOwnGrid ? t('issues.manyOwnGrid') : wordFor('issueStep', step)
    return those.length < chosen.size ? t('issues.manySome', { name, count: count(those.length) }) : name
  }
  const begin = (many: ManyStep) => {
    if (many.needs.length > 0) setAsked(many)
    else void takeAll(many, '', {})
  }
  return (
    <section className={classes.many} aria-label={t('issues.many')}>
      <div className={classes.manyHead}>
        <strong aria-live="polite">{t('issues.manyChosen', { count: count(chosen.size) })}</strong>
        <Button size="compact-sm" variant="subtle" onClick={() => chooseAll(listed)} disabled={isBusy}>
          {t('issues.manyAll', { count: count(Math.min(listed.length, MOST_CHOSEN)) })}
        </Button>
        <CloseButton aria-label={t('issues.manyEnd')} onClick={endChoosing} disabled={isBusy} />
      </div>
      {last && <Ended last={last} isBusy={isBusy} onUndo={() => void takeAllBack()} onClose={forget} />}
      {progress && (
        <p className={classes.quiet} role="status">
          {t('issues.manyProgress', { done: count(progress.done), all: count(progress.all) })}
        </p>
      )}
      {query.error && ids.length > 0 ? (
        <div className={classes.passed} role="alert" title={failureText(query.error)}>
          <IconAlertTriangle size={16} aria-hidden />
          <span className={classes.manyFailed}>{t('state.failed')}</span>
          <Button
            size="compact-sm"
            variant="default"
            loading={query.isFetching}
            onClick={() => void query.refetch()}
          >
            {t('state.retry')}
          </Button>
        </div>
      ) : asked ? (
        <StepForm
          step={asked.step}
          needs={asked.needs}
          isBusy={isBusy}
          isStale={false}
          mayGoOn
          onGoOn={() => undefined}
          onTake={({ reason = '', details = {} }) => {
            const now = manySteps(choices).find(({ step, toOwnGrid }) => step === asked.step && !toOwnGrid)
            if (now) void takeAll(now, reason, details).then((isDone) => isDone && setAsked(null))
          }}
          onCancel={() => setAsked(null)}
        />
      ) : steps.length > 0 ? (
        <>
          <HigherLine steps={steps} />
          <div className={classes.steps}>
            {steps.slice(0, shown).map((many, index) => (
              <Button
                key={`${many.step} ${String(many.toOwnGrid)}`}
                variant={index === 0 ? 'filled' : 'default'}
                disabled={isBusy}
                onClick={() => begin(many)}
              >
                {nameOf(many)}
              </Button>
            ))}
            {steps.length > shown && (
              <Menu position="bottom-end" withinPortal>
                <Menu.Target>
                  <Button
                    variant="default"
                    disabled={isBusy}
                    rightSection={<IconChevronDown size={14} aria-hidden />}
                  >
                    {t('issues.more')}
                  </Button>
                </Menu.Target>
                <Menu.Dropdown>
                  {steps.slice(shown).map((many) => (
                    <Menu.Item key={`${many.step} ${String(many.toOwnGrid)}`} onClick={() => begin(many)}>
                      {nameOf(many)}
                    </Menu.Item>
                  ))}
                </Menu.Dropdown>
              </Menu>
            )}
          </div>
        </>
      ) : (
        <p className={classes.quiet}>
          {chosen.size === 0 ? t('issues.manyHint') : query.isFetching ? '' : t('issues.noSteps')}
        </p>
      )}
    </section>
  )
}

/** Whom those go to whose own grid has nobody on duty now. */
function HigherLine({ steps }: { steps: readonly ManyStep[] }) {
  const t = useT()
  const own = steps.find(({ toOwnGrid }) => toOwnGrid)
  const higher = goesHigher(own?.choices ?? [])
  if (higher.count === 0) return null
  const named = higher.to.slice(0, MOST_NAMED).map(({ unit, count: issues }) =>
    t(unit.state === 'desk' ? 'issues.manyToDesk' : 'issues.manyToUnit', {
      name: unit.name,
      count: count(issues),
    }),
  )
  const left = higher.to.length - named.length
  const more = left > 0 ? t('issues.manyToMore', { count: count(left) }) : ''
  return (
    <p
      className={classes.passed}
      role="status"
      title={t('suggest.nobody', { unit: higher.passedOver.join(t('suggest.comma')) })}
    >
      <IconAlertTriangle size={16} aria-hidden />
      <span>
        {t('issues.manyHigher', {
          count: count(higher.count),
          to: named.join(t('suggest.comma')) + more,
        })}
      </span>
    </p>
  )
}

interface EndedProps {
  last: ManyDone
  isBusy: boolean
  onUndo: () => void
  onClose: () => void
}

function Ended({ last: { step, done, refused, undoUntil }, isBusy, onUndo, onClose }: EndedProps) {
  const t = useT()
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  const seconds = Math.ceil((undoUntil - now) / 1000)
  return (
    <div className={classes.manyEnded}>
      {done.length > 0 && (
        <div className={classes.undo}>
          <span>
            {t(seconds > 0 ? 'issues.manyTakenUndo' : 'issues.manyTaken', {
              step: wordFor('issueStep', step),
              count: count(done.length),
              seconds,
            })}
          </span>
          {seconds > 0 && (
            <Button size="compact-sm" variant="default" loading={isBusy} onClick={onUndo}>
              {t('issues.manyUndo')}
            </Button>
          )}
        </div>
      )}
      {refused.length > 0 && (
        <div className={classes.manyRefused} role="alert">
          <span>{t('issues.manyRefused', { count: count(refused.length) })}</span>
          <ul>
            {refused.map(({ id, why }) => (
              <li key={id}>
                {id}: {why}
              </li>
            ))}
          </ul>
          <Button size="compact-sm" variant="default" onClick={onClose}>
            {t('issues.manyRead')}
          </Button>
        </div>
      )}
    </div>
  )
}
