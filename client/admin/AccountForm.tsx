/** A new account, or a change to one: name, roles, area, end. */
import { Button, Checkbox, Modal, MultiSelect, Stack, Text, TextInput } from '@mantine/core'
import { DateInput } from '@mantine/dates'
import { useMutation } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { ALL_AREAS, rolesToGive, type Account, type Role } from '../../shared/domain/access.ts'
import { failureText } from '../api/failure.ts'
import { trpc } from '../api/trpc.ts'
import { useMe } from '../api/useMe.ts'
import { useUnits } from '../api/useUnits.ts'
import { useT } from '../i18n/i18n.ts'
import { toastDone } from '../ui/toast.ts'
import { areaChoices } from './areaChoices.ts'
import type { HandedLink } from './AccountLinkDialog.tsx'
import { refreshAccounts } from './refreshAccounts.ts'

interface Props {
  /** null makes a new one. */
  account: Account | null
  onClose: () => void
  onLink: (link: HandedLink) => void
}

export function AccountForm({ account, onClose, onLink }: Props) {
  const t = useT()
  const { nodes } = useUnits()
  const { me } = useMe()
  const ownAreas = me?.areas ?? []
  const ownRoles = rolesToGive(me?.roles ?? [], ownAreas)
  const [userName, setUserName] = useState(account?.userName ?? '')
  const [displayName, setDisplayName] = useState(account?.displayName ?? '')
  const [roles, setRoles] = useState<Role[]>(account?.roles ?? [])
  const [areas, setAreas] = useState<string[]>(account?.areas ?? [])
  const [validTo, setValidTo] = useState<string | null>(account?.validTo ?? null)
  const [isTried, setIsTried] = useState(false)
  const create = useMutation(trpc.account.create.mutationOptions())
  const update = useMutation(trpc.account.update.mutationOptions())
  const error = create.error ?? update.error
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setIsTried(true)
    if (roles.length === 0 || areas.length === 0) return
    if (account) {
      await update.mutateAsync({
        id: account.id,
        displayName,
        roles,
        areas,
        validTo,
        isDisabled: account.isDisabled,
      })
      toastDone(t('account.saved'))
    } else {
      const made = await create.mutateAsync({ userName, displayName, roles, areas, validTo })
      onLink({ name: displayName, path: made.linkPath })
    }
    onClose()
    await refreshAccounts()
  }
  return (
    <Modal
      closeButtonProps={{ 'aria-label': t('panel.close') }}
      opened
      onClose={onClose}
      title={account ? t('account.editOf', { name: account.displayName }) : t('account.newTitle')}
      size={480}
    >
      <form onSubmit={(event) => void submit(event).catch(() => undefined)}>
        <Stack gap={14}>
          <TextInput
            label={t('account.displayName')}
            required
            data-autofocus
            maxLength={64}
            value={displayName}
            onChange={(event) => setDisplayName(event.currentTarget.value)}
          />
          {!account && (
            <TextInput
              label={t('account.userName')}
              description={t('account.userNameHint')}
              required
              minLength={2}
              maxLength={64}
              autoComplete="off"
              value={userName}
              onChange={(event) => setUserName(event.currentTarget.value)}
            />
          )}
          <Checkbox.Group
            label={t('account.roles')}
            withAsterisk
            value={roles}
            onChange={(value) => setRoles(ownRoles.filter((role) => value.includes(role)))}
            error={isTried && roles.length === 0 ? t('account.needsRole') : undefined}
          >
            <Stack gap={8} mt={6}>
              {ownRoles.map((role) => (
                <Checkbox
                  key={role}
                  value={role}
                  label={t(`role.${role}`)}
                  description={t(`roleHint.${role}`)}
                />
              ))}
            </Stack>
          </Checkbox.Group>
          <MultiSelect
            label={t('account.areas')}
            description={t('account.areasHint')}
            placeholder={areas.length === 0 ? t('account.pick') : undefined}
            withAsterisk
            searchable
            data={areaChoices(nodes, t('account.wholeOffice'), ownAreas)}
            limit={60}
            value={areas}
            onChange={(value) =>
              // The whole office and a part of it at once would say the same as the whole.
              setAreas(value.at(-1) === ALL_AREAS ? [ALL_AREAS] : value.filter((code) => code !== ALL_AREAS))
            }
            error={isTried && areas.length === 0 ? t('account.needsArea') : undefined}
          />
          <DateInput
            label={t('account.validTo')}
            description={t('account.validToHint')}
            valueFormat="YYYY-MM-DD"
            placeholder="YYYY-MM-DD"
            clearable
            value={validTo}
            onChange={setValidTo}
          />
          {error && (
            <Text role="alert" c="var(--qh-late)">
              {failureText(error)}
            </Text>
          )}
          <Button type="submit" loading={create.isPending || update.isPending}>
            {account ? t('account.save') : t('account.create')}
          </Button>
        </Stack>
      </form>
    </Modal>
  )
}
