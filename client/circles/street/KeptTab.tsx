/** Scenarios that are kept: opened, renamed, deleted; those that are ticked stand side by side. */
import { ActionIcon, Button, Checkbox, Modal, TextInput } from '@mantine/core'
import { IconPencil, IconTrash } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { MOST_SCENARIOS, type ScenarioRecord } from '../../../shared/scenario/scenarioRecord.ts'
import { trpc } from '../../api/trpc.ts'
import { useMay } from '../../api/useMe.ts'
import { instant } from '../../i18n/format.ts'
import { useT } from '../../i18n/i18n.ts'
import { Failed } from '../../ui/Failed.tsx'
import { Section } from '../../ui/Section.tsx'
import { SkeletonLines } from '../../ui/SkeletonLines.tsx'
import { StateMessage } from '../../ui/StateMessage.tsx'
import { toastDone, toastFailure } from '../../ui/toast.ts'
import circles from '../Circles.module.css'
import { CompareTable } from './CompareTable.tsx'
import { changeDraft, renamed } from './draft.ts'
import { compareScenarios, openStreet, pickScenario, useStreetState } from './streetState.ts'
import classes from './Street.module.css'
import { refreshScenarios, useKeptScenarios, useScenarios } from './useKeptScenarios.ts'
import { useStreetGround } from './useStreet.ts'

type Asked = { what: 'rename' | 'delete'; scenario: ScenarioRecord } | null

export function KeptTab() {
  const t = useT()
  const { rows, total, hasMore, loadMore, error, retry } = useKeptScenarios()
  const { scenario: open, compared } = useStreetState()
  const { ground } = useStreetGround()
  const mayWork = useMay('scenario.work')
  const [asked, setAsked] = useState<Asked>(null)
  const toCompare = useScenarios(compared)
  if (error && total === null) return <Failed error={error} onRetry={retry} />
  if (total === null) return <SkeletonLines rows={6} />
  if (total === 0)
    return (
      <StateMessage
        tone="empty"
        title={t('street.noneKept')}
        hint={t('street.noneKeptHint')}
        action={{ label: t('street.noneKeptDo'), onClick: () => openStreet('draft') }}
      />
    )
  return (
    <>
      <Section title={t('street.kept', { count: total })}>
        <ul className={classes.kept}>
          {rows.map((scenario) => {
            const { id, name, changes, updatedBy, updatedAt, networkHash } = scenario
            return (
              <li key={id} data-open={id === open || undefined}>
                <Checkbox
                  size="sm"
                  aria-label={t('street.compareOne', { name })}
                  checked={compared.includes(id)}
                  onChange={(event) =>
                    compareScenarios(
                      event.currentTarget.checked ? [...compared, id] : compared.filter((one) => one !== id),
                    )
                  }
                />
                <button type="button" className={classes.keptName} onClick={() => pickScenario(id)}>
                  <span>{name}</span>
                  <small>
                    {t('street.keptLine', { count: changes.length, by: updatedBy, at: instant(updatedAt) })}
                  </small>
                  {ground && networkHash !== ground.hash && (
                    <span className={circles.mark}>{t('street.otherNetwork')}</span>
                  )}
                </button>
                {mayWork && (
                  <>
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      c="var(--qh-ink-soft)"
                      size={32}
                      aria-label={t('street.renameOne', { name })}
                      title={t('street.rename')}
                      onClick={() => setAsked({ what: 'rename', scenario })}
                    >
                      <IconPencil size={16} aria-hidden />
                    </ActionIcon>
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      c="var(--qh-ink-soft)"
                      size={32}
                      aria-label={t('street.deleteOne', { name })}
                      title={t('street.delete')}
                      onClick={() => setAsked({ what: 'delete', scenario })}
                    >
                      <IconTrash size={16} aria-hidden />
                    </ActionIcon>
                  </>
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
        {total >= MOST_SCENARIOS && (
          <p className={circles.bad} role="status">
            {t('scenario.full', { most: MOST_SCENARIOS })}
          </p>
        )}
        <p className={circles.soft}>{t('street.compareHint')}</p>
      </Section>
      {toCompare.length > 0 && <CompareTable scenarios={toCompare} />}
      <DeleteDialog asked={asked} onClose={() => setAsked(null)} />
      <RenameDialog asked={asked} onClose={() => setAsked(null)} />
    </>
  )
}

interface DialogProps {
  asked: Asked
  onClose: () => void
}

function DeleteDialog({ asked, onClose }: DialogProps) {
  const t = useT()
  const { compared } = useStreetState()
  const scenario = asked?.what === 'delete' ? asked.scenario : null
  const remove = useMutation(
    trpc.scenario.delete.mutationOptions({
      onSuccess: async (_, { id }) => {
        compareScenarios(compared.filter((one) => one !== id))
        await refreshScenarios()
        toastDone(t('street.deleted'))
      },
      onError: (error) => {
        toastFailure(error)
        void refreshScenarios()
      },
      onSettled: onClose,
    }),
  )
  return (
    <Modal
      opened={scenario !== null}
      onClose={onClose}
      title={t('street.deleteTitle', { name: scenario?.name ?? '' })}
      size="sm"
      closeButtonProps={{ 'aria-label': t('street.cancel') }}
    >
      <p className={classes.dialogText}>{t('street.deleteHint')}</p>
      <div className={classes.buttons}>
        <Button
          color="red"
          loading={remove.isPending}
          onClick={() => scenario && remove.mutate({ id: scenario.id, version: scenario.version })}
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

function RenameDialog({ asked, onClose }: DialogProps) {
  const t = useT()
  const scenario = asked?.what === 'rename' ? asked.scenario : null
  const [name, setName] = useState('')
  const [namedFor, setNamedFor] = useState<string | null>(null)
  if (namedFor !== (scenario?.id ?? null)) {
    setNamedFor(scenario?.id ?? null)
    setName(scenario?.name ?? '')
  }
  const rename = useMutation(
    trpc.scenario.rename.mutationOptions({
      onSuccess: async (record) => {
        changeDraft((now) => renamed(now, record))
        await refreshScenarios()
      },
      onError: (error) => {
        toastFailure(error)
        void refreshScenarios()
      },
      onSettled: onClose,
    }),
  )
  return (
    <Modal
      opened={scenario !== null}
      onClose={onClose}
      title={t('street.rename')}
      size="sm"
      closeButtonProps={{ 'aria-label': t('street.cancel') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (scenario && name.trim())
            rename.mutate({ id: scenario.id, version: scenario.version, name: name.trim() })
        }}
      >
        <TextInput
          aria-label={t('street.name')}
          maxLength={80}
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <div className={classes.buttons}>
          <Button type="submit" disabled={name.trim() === ''} loading={rename.isPending}>
            {t('street.rename')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('street.cancel')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
