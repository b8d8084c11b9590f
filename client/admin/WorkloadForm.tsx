/** The weights by which plans reckon what looking after a grid takes. */
import { Button, NumberInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { DEFAULT_WEIGHTS, WORKLOAD_PARTS, WorkloadWeights } from '../../shared/plans/workload.ts'
import { queryClient } from '../api/queryClient.ts'
import { trpc } from '../api/trpc.ts'
import { useT } from '../i18n/i18n.ts'
import { Failed } from '../ui/Failed.tsx'
import { PanelBody } from '../ui/PanelBody.tsx'
import { SkeletonLines } from '../ui/SkeletonLines.tsx'
import { toastDone, toastFailure } from '../ui/toast.ts'
import classes from './OfficeCalendar.module.css'

export function WorkloadForm() {
  const query = useQuery(trpc.plan.weights.queryOptions())
  if (query.error && !query.data) return <Failed error={query.error} onRetry={() => void query.refetch()} />
  if (!query.data) return <SkeletonLines rows={8} />
  return (
    <PanelBody>
      <Weights key={JSON.stringify(query.data)} stored={query.data} />
    </PanelBody>
  )
}

type Typed = Record<keyof WorkloadWeights, number | string>

function Weights({ stored }: { stored: WorkloadWeights }) {
  const t = useT()
  const [typed, setTyped] = useState<Typed>(stored)
  const parsed = WorkloadWeights.safeParse(typed)
  const isChanged = WORKLOAD_PARTS.some((part) => typed[part] !== stored[part])
  const save = useMutation(
    trpc.plan.setWeights.mutationOptions({
      onSuccess: () => toastDone(t('workload.saved')),
      onError: toastFailure,
      onSettled: () =>
        Promise.all(
          [trpc.plan.weights, trpc.plan.ground].map((one) => queryClient.invalidateQueries(one.pathFilter())),
        ),
    }),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (parsed.success) save.mutate(parsed.data)
  }
  return (
    <form className={classes.weights} onSubmit={submit} aria-label={t('workload.title')}>
      <p className={classes.quiet}>{t('workload.hint')}</p>
      {WORKLOAD_PARTS.map((part) => (
        <NumberInput
          key={part}
          label={t(`workload.${part}`)}
          description={part === 'visits' || part === 'walk' ? t(`workload.${part}Hint`) : undefined}
          inputWrapperOrder={['label', 'input', 'description']}
          suffix={` ${t('workload.unit')}`}
          min={0}
          max={10_000}
          decimalScale={2}
          value={typed[part]}
          error={typed[part] === '' ? t('workload.needed') : undefined}
          onChange={(value) => setTyped((before) => ({ ...before, [part]: value }))}
        />
      ))}
      <div className={classes.buttons}>
        <Button type="submit" loading={save.isPending} disabled={!isChanged || !parsed.success}>
          {t('workload.save')}
        </Button>
        <Button variant="default" onClick={() => setTyped(DEFAULT_WEIGHTS)}>
          {t('workload.defaults')}
        </Button>
      </div>
    </form>
  )
}
