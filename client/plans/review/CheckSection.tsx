/** The four checks before publishing: what the program knows of each, and the verdict that somebody gave, with reason. */
import { Button, SegmentedControl, Textarea } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconPoint } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { PlanHead } from '../../../shared/plans/planRecord.ts'
import {
  type CheckFact,
  isPassed,
  LONGEST_REASON,
  type PlanCheck,
  type PlanChecks,
  type Verdict,
  VERDICTS,
} from '../../../shared/plans/reviewRecord.ts'
import { queryClient } from '../../api/queryClient.ts'
import { trpc } from '../../api/trpc.ts'
import { useMay } from '../../api/useMe.ts'
import { instant } from '../../i18n/format.ts'
import { say, useT } from '../../i18n/i18n.ts'
import { Failed } from '../../ui/Failed.tsx'
import { Section } from '../../ui/Section.tsx'
import { SkeletonLines } from '../../ui/SkeletonLines.tsx'
import { announce } from '../../ui/announce.ts'
import { toastFailure } from '../../ui/toast.ts'
import classes from './Review.module.css'
import { usePlanChecks } from './usePlanChecks.ts'

interface Props {
  plan: PlanHead
  isSaved: boolean
}

export function CheckSection({ plan, isSaved }: Props) {
  const t = useT()
  const mayWork = useMay('plan.work')
  const { data, error, refetch } = usePlanChecks(plan.id, plan.publishOn ?? undefined)
  const canCheck = mayWork && isSaved && (plan.state === 'draft' || plan.state === 'withdrawn')
  const passed = data?.checks.filter(isPassed).length
  return (
    <Section
      title={t('planCheck.title')}
      aside={passed !== undefined && <small>{t('planCheck.passed', { count: passed })}</small>}
    >
      {error ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <SkeletonLines rows={8} />
      ) : (
        <>
          <ul className={classes.checks} aria-label={t('planCheck.title')}>
            {data.checks.map((check) => (
              <Check key={check.kind} id={plan.id} version={data.version} check={check} canCheck={canCheck} />
            ))}
          </ul>
          <Despite despite={data.despite} />
        </>
      )}
    </Section>
  )
}

function Check({
  id,
  version,
  check,
  canCheck,
}: {
  id: string
  version: number
  check: PlanCheck
  canCheck: boolean
}) {
  const t = useT()
  const [isOpen, setIsOpen] = useState(false)
  const { kind, facts, given } = check
  return (
    <li className={classes.check}>
      <div className={classes.checkHead}>
        <h4>{t(`planCheck.${kind}`)}</h4>
        <VerdictMark given={given} />
      </div>
      <p className={classes.soft}>{t(`planCheck.hint.${kind}`)}</p>
      <ul className={classes.facts}>
        {facts.map((fact) => (
          <Fact key={fact.key} fact={fact} />
        ))}
      </ul>
      {given && (
        <blockquote className={classes.reason}>
          {given.reason}
          <small>
            {given.by} · {instant(given.at)}
            {given.isStale && ` · ${t('planCheck.stale')}`}
          </small>
        </blockquote>
      )}
      {canCheck &&
        (isOpen ? (
          <VerdictForm id={id} version={version} kind={kind} onDone={() => setIsOpen(false)} />
        ) : (
          <Button
            size="compact-sm"
            variant="default"
            aria-label={`${t(given ? 'planCheck.again' : 'planCheck.do')}：${t(`planCheck.${kind}`)}`}
            onClick={() => setIsOpen(true)}
          >
            {t(given ? 'planCheck.again' : 'planCheck.do')}
          </Button>
        ))}
    </li>
  )
}

export function VerdictMark({ given }: Pick<PlanCheck, 'given'>) {
  const t = useT()
  const state = given === null ? 'missing' : given.isStale ? 'stale' : given.verdict
  return (
    <span className={classes.verdict} data-verdict={state}>
      {t(`planCheck.verdict.${state}`)}
    </span>
  )
}

const ICONS = { good: IconCheck, bad: IconAlertTriangle, plain: IconPoint } as const

function Fact({ fact: { key, facts, tone } }: { fact: CheckFact }) {
  const t = useT()
  const Icon = ICONS[tone]
  return (
    <li data-tone={tone}>
      <Icon size={14} aria-hidden />
      <span>
        {tone !== 'plain' && <span className="qh-hidden">{t(`planCheck.tone.${tone}`)}</span>}
        {say(key, facts) ?? key}
      </span>
    </li>
  )
}

function VerdictForm({
  id,
  version,
  kind,
  onDone,
}: {
  id: string
  version: number
  kind: PlanCheck['kind']
  onDone: () => void
}) {
  const t = useT()
  const [verdict, setVerdict] = useState<Verdict>('passed')
  const [reason, setReason] = useState('')
  const give = useMutation(
    trpc.review.check.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.review.checks.pathFilter())
        announce(t('planCheck.kept'))
        onDone()
      },
      onError: toastFailure,
    }),
  )
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (reason.trim() !== '') give.mutate({ id, version, kind, verdict, reason: reason.trim() })
      }}
    >
      <SegmentedControl
        fullWidth
        aria-label={t('planCheck.verdict')}
        value={verdict}
        data={VERDICTS.map((one) => ({ value: one, label: t(`planCheck.verdict.${one}`) }))}
        onChange={(value) => setVerdict(value as Verdict)}
      />
      <Textarea
        label={t('planCheck.reason')}
        description={t('planCheck.reasonHint')}
        maxLength={LONGEST_REASON}
        autosize
        minRows={2}
        required
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <div className={classes.buttons}>
        <Button type="submit" size="xs" disabled={reason.trim() === ''} loading={give.isPending}>
          {t('planCheck.keep')}
        </Button>
        <Button size="xs" variant="default" onClick={onDone}>
          {t('planPage.cancel')}
        </Button>
      </div>
    </form>
  )
}

function Despite({ despite }: Pick<PlanChecks, 'despite'>) {
  const t = useT()
  return despite.map(({ on, missing, reason, by, at }) => (
    <div key={at} className={classes.despite}>
      {t('planCheck.despite', {
        day: on,
        missing: missing.map((kind) => t(`planCheck.${kind}`)).join('、'),
      })}
      <blockquote className={classes.reason}>
        {reason}
        <small>
          {by} · {instant(at)}
        </small>
      </blockquote>
    </div>
  ))
}
