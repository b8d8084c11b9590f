/** A new plan: what it is called, where, and what it begins with. */
import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { trpc } from '../api/trpc.ts'
import { useUnits } from '../api/useUnits.ts'
import { queryClient } from '../api/queryClient.ts'
import { useT } from '../i18n/i18n.ts'
import { flyToBox } from '../map/camera.ts'
import { Section } from '../ui/Section.tsx'
import { toastDone, toastFailure } from '../ui/toast.ts'
import classes from './Plans.module.css'
import { showPlan } from './planState.ts'

interface Props {
  plans: readonly { id: string; name: string; scope: { code: string } }[]
  onClose: () => void
}

export function NewPlanForm({ plans, onClose }: Props) {
  const t = useT()
  const { nodes } = useUnits()
  const scopes = [...nodes.values()].filter(({ level }) => level !== 'grid')
  const [name, setName] = useState('')
  const [purpose, setPurpose] = useState('')
  const [scope, setScope] = useState('')
  const [from, setFrom] = useState('today')
  const chosen = scope || (scopes[0]?.code ?? '')
  const copies = plans.filter((plan) => plan.scope.code === chosen)
  const begin = copies.some(({ id }) => from === `plan:${id}`) || from === 'nothing' ? from : 'today'
  const create = useMutation(
    trpc.plan.create.mutationOptions({
      onSuccess: ({ id, faults }) => {
        void queryClient.invalidateQueries(trpc.plan.list.pathFilter())
        const box = nodes.get(chosen)?.box
        if (box) flyToBox(box)
        if (faults.length > 0) toastDone(t('planPage.faults', { count: faults.length }))
        showPlan(id)
      },
      onError: toastFailure,
    }),
  )
  return (
    <Section title={t('planPage.new')}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (name.trim() === '' || chosen === '') return
          create.mutate({
            name: name.trim(),
            purpose: purpose.trim(),
            scope: chosen,
            from: begin === 'today' || begin === 'nothing' ? begin : { plan: begin.slice('plan:'.length) },
          })
        }}
      >
        <TextInput
          label={t('planPage.name')}
          placeholder={t('planPage.namePlaceholder')}
          maxLength={80}
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Textarea
          label={t('planPage.purpose')}
          placeholder={t('planPage.purposePlaceholder')}
          maxLength={500}
          autosize
          minRows={2}
          value={purpose}
          onChange={(event) => setPurpose(event.currentTarget.value)}
        />
        <NativeSelect
          label={t('planPage.scope')}
          value={chosen}
          data={scopes.map(({ code, name: label }) => ({ value: code, label }))}
          onChange={(event) => setScope(event.currentTarget.value)}
        />
        <NativeSelect
          label={t('planPage.from')}
          value={begin}
          data={[
            { value: 'today', label: t('planPage.from.today') },
            { value: 'nothing', label: t('planPage.from.nothing') },
            ...copies.map((plan) => ({
              value: `plan:${plan.id}`,
              label: t('planPage.from.plan', { name: plan.name }),
            })),
          ]}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <div className={classes.buttons}>
          <Button type="submit" disabled={name.trim() === '' || chosen === ''} loading={create.isPending}>
            {t('planPage.create')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('planPage.cancel')}
          </Button>
        </div>
      </form>
    </Section>
  )
}
