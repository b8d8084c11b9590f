/** A new plan: what it is called, where, and what it begins with. */
import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { failureText } from '../api/failure.ts'
import { trpc } from '../api/trpc.ts'
import { useUnits } from '../api/useUnits.ts'
import { queryClient } from '../api/queryClient.ts'
import { useT } from '../i18n/i18n.ts'
import { flyToBox } from '../map/camera.ts'
import { Section } from '../ui/Section.tsx'
import { toastDone, toastFailure } from '../ui/toast.ts'
import { FileStartFields, NO_FILE } from './FileStartFields.tsx'
import classes from './Plans.module.css'
import { showPlan } from './planState.ts'
import { NotTaken, uploadForPlan } from './planUpload.ts'

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
  const begin =
    copies.some(({ id }) => from === `plan:${id}`) || from === 'nothing' || from === 'file' ? from : 'today'
  const [file, setFile] = useState(NO_FILE)
  const [isSending, setIsSending] = useState(false)
  /** Why the file was not taken: it stays until something else is tried. */
  const [trouble, setTrouble] = useState<string | null>(null)
  const create = useMutation(
    trpc.plan.create.mutationOptions({
      onSuccess: ({ id, faults }) => {
        void queryClient.invalidateQueries(trpc.plan.list.pathFilter())
        const box = nodes.get(chosen)?.box
        if (box) flyToBox(box)
        if (faults.length > 0) toastDone(t('planPage.faults', { count: faults.length }))
        showPlan(id)
      },
      onError: (error, { from: wanted }) =>
        typeof wanted === 'object' && 'upload' in wanted
          ? setTrouble(failureText(error))
          : toastFailure(error),
    }),
  )
  return (
    <Section title={t('planPage.new')}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (name.trim() === '' || chosen === '') return
          const wish = { name: name.trim(), purpose: purpose.trim(), scope: chosen }
          if (begin === 'file') {
            if (file.files.length === 0) return
            setIsSending(true)
            setTrouble(null)
            uploadForPlan(file.files)
              .then((upload) => {
                const { gapMeters, crs, axisOrder } = file
                create.mutate({
                  ...wish,
                  from: { upload, gapMeters, axisOrder, ...(crs === '' ? {} : { crs }) },
                })
              })
              .catch((error: unknown) =>
                setTrouble(error instanceof NotTaken ? error.message : failureText(error)),
              )
              .finally(() => setIsSending(false))
            return
          }
          create.mutate({
            ...wish,
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
            { value: 'file', label: t('planImport.from') },
            ...copies.map((plan) => ({
              value: `plan:${plan.id}`,
              label: t('planPage.from.plan', { name: plan.name }),
            })),
          ]}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        {begin === 'file' && <FileStartFields choice={file} onChange={setFile} />}
        {begin === 'file' && trouble !== null && (
          <p className={classes.bad} role="alert">
            {trouble}
          </p>
        )}
        <div className={classes.buttons}>
          <Button
            type="submit"
            disabled={name.trim() === '' || chosen === '' || (begin === 'file' && file.files.length === 0)}
            loading={create.isPending || isSending}
          >
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
