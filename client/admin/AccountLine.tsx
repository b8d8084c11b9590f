/** One account, and what can be done with it. */
import { ActionIcon, Button, Menu } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconDots } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { ALL_AREAS, type Account } from '../../shared/domain/access.ts'
import { trpc } from '../api/trpc.ts'
import { useMe } from '../api/useMe.ts'
import { useSystem } from '../api/useSystem.ts'
import { useUnits } from '../api/useUnits.ts'
import { instant } from '../i18n/format.ts'
import { translate, useT, wordFor } from '../i18n/i18n.ts'
import { toastFailure } from '../ui/toast.ts'
import classes from './Admin.module.css'
import { refreshAccounts } from './refreshAccounts.ts'
import type { HandedLink } from './AccountLinkDialog.tsx'

interface Props {
  account: Account
  onEdit: () => void
  onLink: (link: HandedLink) => void
}

export function AccountLine({ account, onEdit, onLink }: Props) {
  const t = useT()
  const { me } = useMe()
  const { nodes } = useUnits()
  const today = useSystem()?.today ?? ''
  const isOver = account.validTo !== null && account.validTo < today
  const isSelf = account.id === me?.accountId
  const name = account.displayName
  const update = useMutation(trpc.account.update.mutationOptions({ onError: toastFailure }))
  const reset = useMutation(
    trpc.account.reset.mutationOptions({
      onSuccess: ({ linkPath }) => onLink({ name, path: linkPath }),
      onError: toastFailure,
    }),
  )
  const setDisabled = async (isDisabled: boolean) => {
    const { id, displayName, roles, areas, validTo } = account
    await update.mutateAsync({ id, displayName, roles, areas, validTo, isDisabled })
    await refreshAccounts()
    const toast = notifications.show({
      withBorder: true,
      autoClose: 8000,
      message: (
        <>
          {translate(isDisabled ? 'account.disabledDone' : 'account.enabledDone', { name })}
          {isDisabled && (
            <Button
              size="compact-sm"
              variant="subtle"
              ml={8}
              onClick={() => {
                notifications.hide(toast)
                void setDisabled(false).catch(() => undefined)
              }}
            >
              {translate('account.undo')}
            </Button>
          )}
        </>
      ),
    })
  }
  return (
    <tr data-off={account.isDisabled || isOver || undefined}>
      <td>
        <div className={classes.strong}>
          {name}
          {isSelf && <span className={classes.user}> · {t('account.you')}</span>}
        </div>
        <div className={classes.user}>
          {account.userName}{' '}
          {(account.isDisabled || isOver) && (
            <span className={classes.off}>
              {t(account.isDisabled ? 'account.disabled' : 'account.ended')}
            </span>
          )}
        </div>
        {!account.mayChange && <div className={classes.user}>{t('account.notYours')}</div>}
      </td>
      <td>{account.roles.map((role) => wordFor('role', role)).join('、')}</td>
      <td className={classes.wideOnly}>
        {account.areas
          .map((code) => (code === ALL_AREAS ? t('account.wholeOffice') : (nodes.get(code)?.name ?? code)))
          .join('、')}
      </td>
      <td className={classes.wideOnly}>
        {account.lastSeenAt ? instant(account.lastSeenAt) : t('account.never')}
      </td>
      <td>
        {account.mayChange && (
          <Menu position="bottom-end" width={220}>
            <Menu.Target>
              <ActionIcon
                variant="subtle"
                color="gray"
                c="var(--qh-ink-soft)"
                size={32}
                aria-label={t('account.more', { name })}
              >
                <IconDots size={18} aria-hidden />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={onEdit}>{t('account.edit')}</Menu.Item>
              <Menu.Item title={t('account.resetHint')} onClick={() => reset.mutate({ id: account.id })}>
                {t('account.reset')}
              </Menu.Item>
              {!isSelf && (
                <Menu.Item onClick={() => void setDisabled(!account.isDisabled).catch(() => undefined)}>
                  {account.isDisabled ? t('account.enable') : t('account.disable')}
                </Menu.Item>
              )}
            </Menu.Dropdown>
          </Menu>
        )}
      </td>
    </tr>
  )
}
