/** What can be done with a plan as a whole: another name, away with it, into force. */
import { ActionIcon, Button, Menu, Modal, Textarea, TextInput } from '@mantine/core'
import {
  IconArrowBackUp,
  IconCalendarCheck,
  IconDots,
  IconMap2,
  IconPencil,
  IconPrinter,
  IconTable,
  IconTrash,
  IconUsers,
} from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { queryClient } from '../api/queryClient.ts'
import { trpc } from '../api/trpc.ts'
import { useMay } from '../api/useMe.ts'
import { useT } from '../i18n/i18n.ts'
import { fileName, saveFile } from '../ui/saveFile.ts'
import { toastDone, toastFailure } from '../ui/toast.ts'
import type { PlanState } from '../../shared/plans/planRecord.ts'
import { planGeoJson, planTable } from './exportPlan.ts'
import type { Desk } from './planDesk.ts'
import classes from './Plans.module.css'
import { PublishDialog } from './PublishDialog.tsx'
import { showPlan } from './planState.ts'
import { FileItems } from './publishing/FileItems.tsx'
import { WithdrawDialog } from './publishing/WithdrawDialog.tsx'
import { refreshChecks } from './review/usePlanChecks.ts'

const EffectDialog = lazy(() => import('./publishing/EffectDialog.tsx'))
const GridMaps = lazy(() => import('./publishing/GridMaps.tsx'))

interface Props {
  plan: { id: string; name: string; purpose: string; state: PlanState; publishOn: string | null }
}

interface MenuProps extends Props {
  desk: Desk
  /** Reads the plan as the server has it now. */
  onChanged: () => Promise<void>
}

export function PlanMenu({ plan, desk, onChanged }: MenuProps) {
  const t = useT()
  const mayWork = useMay('plan.work')
  const [asked, setAsked] = useState<'rename' | 'remove' | 'publish' | 'withdraw' | 'effect' | 'maps' | null>(
    null,
  )
  const close = () => setAsked(null)
  const mayPublish = useMay('plan.publish')
  const isDraft = plan.state === 'draft' || plan.state === 'withdrawn'
  const canPublish = mayPublish && isDraft
  const canWithdraw = mayPublish && plan.state === 'published'
  const save = (ending: 'geojson' | 'csv'): void => {
    const text =
      ending === 'geojson'
        ? planGeoJson(desk.work, desk.rested)
        : planTable(desk.work, desk.rested, (column) =>
            column === 'movers'
              ? t('planPage.moved')
              : column === 'code' || column === 'parent'
                ? t(`planPage.column.${column}`)
                : t(`planPage.${column}`),
          )
    const type = ending === 'geojson' ? 'application/geo+json' : 'text/csv;charset=utf-8'
    saveFile(fileName(plan.name, ending), new Blob([text], { type }))
  }
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            c="var(--qh-ink-soft)"
            size={36}
            aria-label={t('planPage.more')}
          >
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown className={classes.menu}>
          {canPublish && (
            <Menu.Item
              leftSection={<IconCalendarCheck size={16} aria-hidden />}
              onClick={() => setAsked('publish')}
            >
              {t('planPage.publish')}
            </Menu.Item>
          )}
          {canWithdraw && (
            <Menu.Item
              leftSection={<IconArrowBackUp size={16} aria-hidden />}
              onClick={() => setAsked('withdraw')}
            >
              {t('planPage.withdraw')}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconUsers size={16} aria-hidden />} onClick={() => setAsked('effect')}>
            {t('planPublish.effect')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item leftSection={<IconMap2 size={16} aria-hidden />} onClick={() => save('geojson')}>
            {t('planPage.saveGeoJson')}
          </Menu.Item>
          <Menu.Item leftSection={<IconTable size={16} aria-hidden />} onClick={() => save('csv')}>
            {t('planPage.saveTable')}
          </Menu.Item>
          <FileItems plan={plan} />
          <Menu.Item leftSection={<IconPrinter size={16} aria-hidden />} onClick={() => setAsked('maps')}>
            {t('planPublish.mapsItem')}
          </Menu.Item>
          {mayWork && isDraft && (
            <>
              <Menu.Divider />
              <Menu.Item
                leftSection={<IconPencil size={16} aria-hidden />}
                onClick={() => setAsked('rename')}
              >
                {t('planPage.rename')}
              </Menu.Item>
              <Menu.Item leftSection={<IconTrash size={16} aria-hidden />} onClick={() => setAsked('remove')}>
                {t('planPage.remove')}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {asked === 'rename' && <RenameDialog plan={plan} onClose={close} />}
      {asked === 'publish' && (
        <PublishDialog
          plan={{ id: plan.id, name: plan.name, version: desk.work.version }}
          isSaved={desk.work.waiting.length === 0}
          onClose={close}
          onPublished={() => {
            close()
            refreshChecks()
            void onChanged()
          }}
        />
      )}
      {asked === 'effect' && (
        <Suspense>
          <EffectDialog plan={plan} onClose={close} />
        </Suspense>
      )}
      {asked === 'maps' && (
        <Suspense>
          <GridMaps plan={plan} desk={desk} onClose={close} />
        </Suspense>
      )}
      {asked === 'withdraw' && (
        <WithdrawDialog
          plan={plan}
          onClose={close}
          onWithdrawn={() => {
            close()
            refreshChecks()
            void onChanged()
          }}
        />
      )}
      {asked === 'remove' && <RemoveDialog plan={plan} onClose={close} />}
    </>
  )
}

interface DialogProps extends Props {
  onClose: () => void
}

const refresh = (): Promise<void> => queryClient.invalidateQueries(trpc.plan.pathFilter())

function RenameDialog({ plan, onClose }: DialogProps) {
  const t = useT()
  const [name, setName] = useState(plan.name)
  const [purpose, setPurpose] = useState(plan.purpose)
  const rename = useMutation(
    trpc.plan.rename.mutationOptions({
      onSuccess: refresh,
      onError: toastFailure,
      onSettled: onClose,
    }),
  )
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('planPage.rename')}
      size="sm"
      closeButtonProps={{ 'aria-label': t('planPage.cancel') }}
    >
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (name.trim() !== '') rename.mutate({ id: plan.id, name: name.trim(), purpose: purpose.trim() })
        }}
      >
        <TextInput
          label={t('planPage.name')}
          maxLength={80}
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Textarea
          label={t('planPage.purpose')}
          maxLength={500}
          autosize
          minRows={2}
          value={purpose}
          onChange={(event) => setPurpose(event.currentTarget.value)}
        />
        <div className={classes.buttons}>
          <Button type="submit" disabled={name.trim() === ''} loading={rename.isPending}>
            {t('planPage.rename')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('planPage.cancel')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}

function RemoveDialog({ plan, onClose }: DialogProps) {
  const t = useT()
  const remove = useMutation(
    trpc.plan.remove.mutationOptions({
      onSuccess: () => {
        showPlan(null)
        void queryClient.invalidateQueries(trpc.plan.list.pathFilter())
        toastDone(t('planPage.removed'))
      },
      onError: toastFailure,
      onSettled: onClose,
    }),
  )
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('planPage.removeTitle', { name: plan.name })}
      size="sm"
      closeButtonProps={{ 'aria-label': t('planPage.cancel') }}
    >
      <p className={classes.dialogText}>{t('planPage.removeHint')}</p>
      <div className={classes.buttons}>
        <Button color="red" loading={remove.isPending} onClick={() => remove.mutate({ id: plan.id })}>
          {t('planPage.remove')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('planPage.cancel')}
        </Button>
      </div>
    </Modal>
  )
}
