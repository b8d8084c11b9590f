/** Asking for opinion: a closed list of questions, the days, and which colleagues; residents get links afterwards. */
import { ActionIcon, Button, Checkbox, Modal, NativeSelect, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Role } from '../../../shared/domain/access.ts'
import { UnitCode } from '../../../shared/domain/ids.ts'
import { addDays, isDay } from '../../../shared/domain/dates.ts'
import {
  AskOpinion,
  MOST_CHOICES,
  MOST_DAYS_OPEN,
  MOST_QUESTIONS,
} from '../../../shared/plans/opinionRecord.ts'
import type { UnitNode } from '../../../shared/domain/unit.ts'
import type { PlanHead } from '../../../shared/plans/planRecord.ts'
import { queryClient } from '../../api/queryClient.ts'
import { trpc } from '../../api/trpc.ts'
import { useSystem } from '../../api/useSystem.ts'
import { useUnits } from '../../api/useUnits.ts'
import { useT, wordFor } from '../../i18n/i18n.ts'
import { toastDone, toastFailure } from '../../ui/toast.ts'
import { refreshChecks } from '../review/usePlanChecks.ts'
import classes from './Opinions.module.css'

const ASKABLE: readonly Role[] = [
  'communityStaff',
  'gridWorker',
  'commandCentre',
  'planner',
  'sitingStaff',
  'administrator',
  'viewer',
]

interface Draft {
  text: string
  /** Apart by commas; none: yes and no. */
  choices: string
}

const choicesOf = (text: string): string[] => [
  ...new Set(
    text
      .split(/[、,，;；]/)
      .map((choice) => choice.trim())
      .filter((choice) => choice !== ''),
  ),
]

/** Whether a unit is another one, or lies below it. */
function isWithin(nodes: ReadonlyMap<string, UnitNode>, code: string, scope: string): boolean {
  for (let at: string | null | undefined = code; at; at = nodes.get(at)?.parent) if (at === scope) return true
  return false
}

export function AskDialog({ plan, onClose }: { plan: PlanHead; onClose: () => void }) {
  const t = useT()
  const today = useSystem()?.today ?? ''
  const { nodes } = useUnits()
  const [title, setTitle] = useState(t('planOpinion.defaultTitle', { name: plan.name }).slice(0, 80))
  const [questions, setQuestions] = useState<readonly Draft[]>([
    { text: t('planOpinion.defaultFirst'), choices: '' },
    { text: t('planOpinion.defaultSecond'), choices: t('planOpinion.defaultChoices') },
  ])
  const [opens, setOpens] = useState<string | null>(null)
  const [closes, setCloses] = useState<string | null>(null)
  const [roles, setRoles] = useState<readonly Role[]>(['communityStaff', 'gridWorker'])
  const [unit, setUnit] = useState<string>(plan.scope.code)
  const opensOn = opens ?? today
  const closesOn = closes ?? (isDay(today) ? addDays(today, 7) : '')
  const units = [...nodes.values()].filter(({ code }) => isWithin(nodes, code, plan.scope.code))
  const colleagues = useQuery(
    trpc.opinion.colleagues.queryOptions(
      { id: plan.id, roles: [...roles], unit: UnitCode.parse(unit) },
      { enabled: roles.length > 0, retry: false },
    ),
  )
  const input = AskOpinion.safeParse({
    id: plan.id,
    title,
    questions: questions.map(({ text, choices }) => ({ text, choices: choicesOf(choices) })),
    opensOn,
    closesOn,
    colleagues: roles.length > 0 && colleagues.data?.length ? { roles, unit } : null,
  })
  const isTooLong = isDay(opensOn) && closesOn > addDays(opensOn, MOST_DAYS_OPEN)
  const ask = useMutation(
    trpc.opinion.ask.mutationOptions({
      onSuccess: () => {
        void queryClient.invalidateQueries(trpc.opinion.list.pathFilter())
        refreshChecks()
        toastDone(t('planOpinion.asked'))
        onClose()
      },
      onError: toastFailure,
    }),
  )
  const change = (index: number, part: Partial<Draft>): void =>
    setQuestions(questions.map((question, i) => (i === index ? { ...question, ...part } : question)))
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('planOpinion.title')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('planPage.cancel') }}
    >
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (input.success) ask.mutate(input.data)
        }}
      >
        <TextInput
          label={t('planOpinion.surveyTitle')}
          maxLength={80}
          value={title}
          data-autofocus
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <div className={classes.two}>
          <TextInput
            type="date"
            label={t('planOpinion.opens')}
            value={opensOn}
            min={today}
            onChange={(event) => setOpens(event.currentTarget.value)}
          />
          <TextInput
            type="date"
            label={t('planOpinion.closes')}
            value={closesOn}
            min={opensOn}
            error={isTooLong && t('planOpinion.tooLong', { days: MOST_DAYS_OPEN })}
            onChange={(event) => setCloses(event.currentTarget.value)}
          />
        </div>
        <fieldset className={classes.group}>
          <legend>{t('planOpinion.questions')}</legend>
          <p className={classes.soft}>{t('planOpinion.choicesHint', { most: MOST_CHOICES })}</p>
          {questions.map((question, i) => (
            <div key={i} className={classes.question}>
              <TextInput
                label={t('planOpinion.question', { number: i + 1 })}
                maxLength={200}
                value={question.text}
                onChange={(event) => change(i, { text: event.currentTarget.value })}
              />
              <TextInput
                label={t('planOpinion.choices')}
                value={question.choices}
                onChange={(event) => change(i, { choices: event.currentTarget.value })}
              />
              {questions.length > 1 && (
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  c="var(--qh-ink-soft)"
                  size={36}
                  aria-label={t('planOpinion.dropQuestion', { number: i + 1 })}
                  onClick={() => setQuestions(questions.filter((_, other) => other !== i))}
                >
                  <IconTrash size={16} aria-hidden />
                </ActionIcon>
              )}
            </div>
          ))}
          {questions.length < MOST_QUESTIONS && (
            <Button
              size="compact-sm"
              variant="subtle"
              leftSection={<IconPlus size={14} aria-hidden />}
              onClick={() => setQuestions([...questions, { text: '', choices: '' }])}
            >
              {t('planOpinion.addQuestion')}
            </Button>
          )}
          <p className={classes.soft}>{t('planOpinion.remarkToo')}</p>
        </fieldset>
        <fieldset className={classes.group}>
          <legend>{t('planOpinion.colleagues')}</legend>
          <NativeSelect
            label={t('planOpinion.where')}
            value={unit}
            data={units.map(({ code, name }) => ({ value: code, label: name }))}
            onChange={(event) => setUnit(event.currentTarget.value)}
          />
          <div className={classes.roles}>
            {ASKABLE.map((role) => (
              <Checkbox
                key={role}
                label={wordFor('role', role)}
                checked={roles.includes(role)}
                onChange={(event) =>
                  setRoles(
                    event.currentTarget.checked ? [...roles, role] : roles.filter((one) => one !== role),
                  )
                }
              />
            ))}
          </div>
          <p className={classes.soft} role="status">
            {roles.length === 0
              ? t('planOpinion.noColleagues')
              : colleagues.data &&
                (colleagues.data.length === 0
                  ? t('planOpinion.nobodyThere')
                  : t('planOpinion.wouldAsk', {
                      count: colleagues.data.length,
                      names: colleagues.data
                        .slice(0, 6)
                        .map(({ displayName }) => displayName)
                        .join('、'),
                    }))}
          </p>
          <p className={classes.soft}>{t('planOpinion.residentsLater')}</p>
        </fieldset>
        <div className={classes.buttons}>
          <Button type="submit" disabled={!input.success || isTooLong} loading={ask.isPending}>
            {t('planOpinion.begin')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('planPage.cancel')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
