/** Answers that are kept: opened, put side by side, deleted. */
import { ActionIcon, Button, Checkbox, Modal } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { MOST_COMPARED, type StudyLine } from '../../../shared/siting/sitingStudy.ts'
import { trpc } from '../../api/trpc.ts'
import { useMay } from '../../api/useMe.ts'
import { instant } from '../../i18n/format.ts'
import { useT } from '../../i18n/i18n.ts'
import { facilityKindName } from '../../i18n/vocabulary.ts'
import { Failed } from '../../ui/Failed.tsx'
import { Section } from '../../ui/Section.tsx'
import { SkeletonLines } from '../../ui/SkeletonLines.tsx'
import { StateMessage } from '../../ui/StateMessage.tsx'
import { toastDone, toastFailure } from '../../ui/toast.ts'
import { CompareStudies } from './CompareStudies.tsx'
import classes from './Studies.module.css'
import { openQuestion, openStudy, putBeside, useStudyState } from './studyState.ts'
import { refreshStudies, useStudiesBeside, useStudyList } from './useStudies.ts'

export function KeptStudies() {
  const t = useT()
  const mayKeep = useMay('scenario.work')
  const { beside } = useStudyState()
  const { rows, total, hasMore, loadMore, error, retry } = useStudyList()
  const compared = useStudiesBeside(beside)
  const [asked, setAsked] = useState<StudyLine | null>(null)
  if (error && total === null) return <Failed error={error} onRetry={retry} />
  if (total === null) return <SkeletonLines rows={6} />
  if (total === 0)
    return (
      <StateMessage
        tone="empty"
        title={t('study.none')}
        hint={t('study.noneHint')}
        action={{ label: t('study.noneDo'), onClick: openQuestion }}
      />
    )
  return (
    <>
      <Section title={t('study.kept', { count: total })}>
        <ul className={classes.kept}>
          {rows.map((one) => {
            const isBeside = beside.includes(one.id)
            return (
              <li key={one.id}>
                <Checkbox
                  size="sm"
                  aria-label={t('study.compareOne', { name: one.name })}
                  checked={isBeside}
                  disabled={!isBeside && beside.length >= MOST_COMPARED}
                  onChange={() =>
                    putBeside(isBeside ? beside.filter((id) => id !== one.id) : [...beside, one.id])
                  }
                />
                <button type="button" className={classes.open} onClick={() => openStudy(one.id)}>
                  <span>{one.name}</span>
                  <small>
                    {t('study.line', {
                      kind: facilityKindName(one.kind),
                      count: one.sites,
                      by: one.createdBy,
                      at: instant(one.createdAt),
                    })}
                  </small>
                </button>
                {mayKeep && (
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    c="var(--qh-ink-soft)"
                    size={32}
                    aria-label={t('street.deleteOne', { name: one.name })}
                    title={t('street.delete')}
                    onClick={() => setAsked(one)}
                  >
                    <IconTrash size={16} aria-hidden />
                  </ActionIcon>
                )}
              </li>
            )
          })}
        </ul>
        {hasMore && (
          <Button size="xs" variant="subtle" color="gray" onClick={loadMore}>
            {t('street.keptMore', { count: total - rows.length })}
          </Button>
        )}
        {compared.length < 2 && (
          <p className={classes.soft}>{t('study.compareHint', { most: MOST_COMPARED })}</p>
        )}
      </Section>
      {compared.length > 1 && <CompareStudies studies={compared} />}
      <DeleteDialog asked={asked} onClose={() => setAsked(null)} />
    </>
  )
}

function DeleteDialog({ asked, onClose }: { asked: StudyLine | null; onClose: () => void }) {
  const t = useT()
  const { beside } = useStudyState()
  const remove = useMutation(
    trpc.siting.delete.mutationOptions({
      onSuccess: async (_, { id }) => {
        putBeside(beside.filter((one) => one !== id))
        await refreshStudies()
        toastDone(t('study.deleted'))
      },
      onError: (error) => {
        toastFailure(error)
        void refreshStudies()
      },
      onSettled: onClose,
    }),
  )
  return (
    <Modal
      opened={asked !== null}
      onClose={onClose}
      title={t('street.deleteTitle', { name: asked?.name ?? '' })}
      size="sm"
      closeButtonProps={{ 'aria-label': t('street.cancel') }}
    >
      <p className={classes.dialogText}>{t('study.deleteHint')}</p>
      <div className={classes.buttons}>
        <Button
          color="red"
          loading={remove.isPending}
          onClick={() => asked && remove.mutate({ id: asked.id })}
        >
          {t('street.delete')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('street.cancel')}
        </Button>
      </div>
    </Modal>
  )
}
