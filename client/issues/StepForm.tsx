/** What a step has to be given, asked for in place; nothing is sent before it is complete. */
import { Button, Chip, Group, Select, SegmentedControl, Textarea, TextInput } from '@mantine/core'
import { DateInput, DateTimePicker } from '@mantine/dates'
import { type ReactNode, useEffect, useId, useMemo, useRef, useState } from 'react'
import type { Need, RuledStep } from '../../shared/issues/steps.ts'
import { DEPARTMENTS } from '../../shared/standards/departments.ts'
import { useUnits } from '../api/useUnits.ts'
import { useT, wordFor } from '../i18n/i18n.ts'
import { departmentName } from './departmentName.ts'
import classes from './Issues.module.css'
import { detailsOf, type Draft, EMPTY_DRAFT, isComplete } from './stepForm.ts'
import type { GivenStep } from './useIssueSteps.ts'

const SATISFACTIONS = [1, 2, 3, 4, 5] as const

interface Props {
  step: RuledStep
  needs: readonly Need[]
  isBusy: boolean
  /** Somebody has acted on the issue since the form was opened. */
  isStale: boolean
  /** Whether the step can still be taken. */
  mayGoOn: boolean
  onGoOn: () => void
  onTake: (given: GivenStep) => void
  onCancel: () => void
  /** What is given beside the words, and whether that is complete. */
  isReady?: boolean
  children?: ReactNode
}

export function StepForm({
  step,
  needs,
  isBusy,
  isStale,
  mayGoOn,
  onGoOn,
  onTake,
  onCancel,
  isReady = true,
  children,
}: Props) {
  const t = useT()
  const [draft, setDraft] = useState<Draft>(EMPTY_DRAFT)
  const isAnswer = needs.includes('answer')
  const form = useRef<HTMLFormElement>(null)
  const set = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }))
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('input:not([type=file]), textarea')?.focus()
  }, [step])
  return (
    <form
      ref={form}
      className={classes.form}
      data-step-form
      aria-label={wordFor('issueStep', step)}
      onSubmit={(event) => {
        event.preventDefault()
        if (isReady && isComplete(needs, draft) && !isBusy && !isStale)
          onTake({ step, reason: draft.reason.trim(), details: detailsOf(needs, draft) })
      }}
      onKeyDown={(event) => {
        const isListOpen =
          event.target instanceof HTMLElement && event.target.getAttribute('aria-expanded') === 'true'
        if (event.key === 'Escape' && !event.nativeEvent.isComposing && !isListOpen && draft === EMPTY_DRAFT)
          onCancel()
      }}
    >
      {needs.includes('target') && (
        <TargetChoice value={draft.target} onChange={(target) => set({ target })} />
      )}
      {needs.includes('due') && (
        <DateTimePicker
          label={t('issues.due')}
          value={draft.due}
          onChange={(due) => set({ due })}
          minDate={new Date()}
          maxDate={new Date(Date.now() + 3 * 365 * 86_400_000)}
          valueFormat="YYYY-MM-DD HH:mm"
        />
      )}
      {needs.includes('reviewDate') && (
        <DateInput
          label={t('issues.reviewDate')}
          value={draft.reviewDate}
          onChange={(reviewDate) => set({ reviewDate })}
          minDate={new Date(Date.now() + 86_400_000)}
          valueFormat="YYYY-MM-DD"
        />
      )}
      {needs.includes('other') && (
        <TextInput
          label={t('issues.other')}
          value={draft.other}
          onChange={(event) => set({ other: event.currentTarget.value })}
        />
      )}
      {isAnswer && (
        <>
          <SegmentedControl
            aria-label={t('issues.answer')}
            value={draft.isSolved === null ? '' : String(draft.isSolved)}
            onChange={(value) => set({ isSolved: value === 'true' })}
            data={[
              { value: 'true', label: t('issues.answer.solved') },
              { value: 'false', label: t('issues.answer.notSolved') },
            ]}
          />
          <Satisfaction value={draft.satisfaction} onChange={(satisfaction) => set({ satisfaction })} />
        </>
      )}
      <Textarea
        label={t(isAnswer ? 'issues.residentSays' : 'issues.reason')}
        placeholder={t(isAnswer ? 'issues.residentSaysHint' : 'issues.reasonHint')}
        required={needs.includes('reason') || draft.isSolved === false}
        value={draft.reason}
        onChange={(event) => set({ reason: event.currentTarget.value })}
        autosize
        minRows={2}
        maxLength={500}
      />
      {draft.isSolved === false && <p className={classes.note}>{t('issues.willReopen')}</p>}
      {children}
      {isStale && (
        <div className={classes.stale} role="status">
          <span>{t(mayGoOn ? 'issues.stale' : 'issues.staleNotNow')}</span>
          {mayGoOn && (
            <Button size="compact-sm" variant="default" onClick={onGoOn}>
              {t('issues.goOn')}
            </Button>
          )}
        </div>
      )}
      <div className={classes.formEnd}>
        <Button variant="default" onClick={onCancel}>
          {t('issues.cancel')}
        </Button>
        <Button type="submit" loading={isBusy} disabled={isStale || !isReady || !isComplete(needs, draft)}>
          {wordFor('issueStep', step)}
        </Button>
      </div>
    </form>
  )
}

/** How content the resident is, from 1 to 5; pressed again, the mark is taken away. */
function Satisfaction({
  value,
  onChange,
}: {
  value: number | null
  onChange: (value: number | null) => void
}) {
  const t = useT()
  const id = useId()
  return (
    <div role="radiogroup" aria-labelledby={id}>
      <div id={id} className={classes.label}>
        {t('issues.satisfaction')} <span className={classes.quiet}>{t('issues.satisfaction.optional')}</span>
      </div>
      <Chip.Group value={value === null ? null : String(value)} onChange={(next) => onChange(Number(next))}>
        <Group gap={6}>
          {SATISFACTIONS.map((one) => (
            <Chip
              key={one}
              value={String(one)}
              size="xs"
              radius="sm"
              classNames={{ label: classes.chip }}
              onClick={() => {
                if (one === value) onChange(null)
              }}
            >
              {one} {t(`issues.satisfaction.${one}`)}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
    </div>
  )
}

/** Grids and communities in force, and the office's departments. */
function TargetChoice({
  value,
  onChange,
}: {
  value: string | null
  onChange: (value: string | null) => void
}) {
  const t = useT()
  const { nodes } = useUnits()
  const data = useMemo(
    () => [
      {
        group: t('issues.targetDepartment'),
        items: DEPARTMENTS.map(({ department }) => ({
          value: `department:${department}`,
          label: departmentName(department),
        })),
      },
      {
        group: t('issues.targetUnit'),
        items: [...nodes.values()]
          .filter(({ level }) => level !== 'street')
          .map(({ code, name }) => ({ value: `unit:${code}`, label: `${name} ${code.slice(-5)}` })),
      },
    ],
    [nodes, t],
  )
  return (
    <Select
      label={t('issues.target')}
      data={data}
      value={value}
      onChange={onChange}
      searchable
      limit={60}
      comboboxProps={{ withinPortal: true }}
    />
  )
}
