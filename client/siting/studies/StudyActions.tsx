/** What can be done with the answer on the page: kept under a name, taken along as files. */
import { Button, Modal, TextInput } from '@mantine/core'
import { IconDeviceFloppy } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { trpc } from '../../api/trpc.ts'
import { useMay } from '../../api/useMe.ts'
import { useT } from '../../i18n/i18n.ts'
import { facilityKindName } from '../../i18n/vocabulary.ts'
import { toastDone, toastFailure } from '../../ui/toast.ts'
import type { DraftStudy } from './draftStudy.ts'
import { StudyExport } from './StudyExport.tsx'
import { openStudy } from './studyState.ts'
import classes from './Studies.module.css'
import { refreshStudies } from './useStudies.ts'

interface Props {
  draft: DraftStudy
  /** While it is still being looked for there is nothing to keep. */
  isWorking: boolean
}

export function StudyActions({ draft, isWorking }: Props) {
  const t = useT()
  const mayKeep = useMay('scenario.work')
  const [name, setName] = useState<string | null>(null)
  const save = useMutation(
    trpc.siting.save.mutationOptions({
      onSuccess: async (record) => {
        setName(null)
        await refreshStudies()
        toastDone(t('study.saved', { name: record.name }))
        openStudy(record.id)
      },
      onError: (error) => toastFailure(error),
    }),
  )
  const [isHashing, setHashing] = useState(false)
  const suggested = t('study.suggested', {
    kind: facilityKindName(draft.kind),
    count: draft.answer.sites.length,
  })
  const keep = async (given: string) => {
    setHashing(true)
    const study = await draft.whole(given).finally(() => setHashing(false))
    if (study) save.mutate(study)
    else toastFailure(new Error(t('study.notYet')))
  }
  return (
    <div className={classes.actions}>
      {mayKeep && (
        <Button
          size="compact-sm"
          variant="default"
          disabled={isWorking}
          leftSection={<IconDeviceFloppy size={14} aria-hidden />}
          onClick={() => setName(suggested)}
        >
          {t('study.save')}
        </Button>
      )}
      <StudyExport name={suggested} isDisabled={isWorking} make={() => draft.whole(suggested)} />
      <Modal
        opened={name !== null}
        onClose={() => setName(null)}
        title={t('study.save')}
        size="sm"
        closeButtonProps={{ 'aria-label': t('street.cancel') }}
      >
        <form
          onSubmit={(event) => {
            event.preventDefault()
            if (name?.trim()) void keep(name.trim())
          }}
        >
          <TextInput
            label={t('street.name')}
            description={t('study.saveHint')}
            maxLength={80}
            data-autofocus
            value={name ?? ''}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <div className={classes.buttons}>
            <Button type="submit" disabled={!name?.trim()} loading={isHashing || save.isPending}>
              {t('study.save')}
            </Button>
            <Button variant="default" onClick={() => setName(null)}>
              {t('street.cancel')}
            </Button>
          </div>
        </form>
      </Modal>
    </div>
  )
}
