/**
 * One's own password, the first one after a one-time link or another one in its place: length is the only rule, both
 * entries must agree, and whoever has a password gives it first.
 */
import { Button, Modal, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { PASSWORD_MINIMUM_LENGTH } from '../../shared/domain/access.ts'
import { failureText } from '../api/failure.ts'
import { trpc } from '../api/trpc.ts'
import { useMe } from '../api/useMe.ts'
import { useT } from '../i18n/i18n.ts'
import { toastDone } from '../ui/toast.ts'

export default function PasswordDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const t = useT()
  const { me } = useMe()
  const queryClient = useQueryClient()
  const [userName, setUserName] = useState(me?.userName ?? '')
  // What it was opened for; it is still so while it closes.
  const [isChange] = useState(me !== null && !me.mustSetPassword)
  const [current, setCurrent] = useState('')
  const [password, setPassword] = useState('')
  const [repeated, setRepeated] = useState('')
  const missing = PASSWORD_MINIMUM_LENGTH - password.length
  const differs = repeated !== '' && repeated !== password
  const isReady = missing <= 0 && repeated === password && (!isChange || current !== '')
  const save = useMutation(
    trpc.session.setPassword.mutationOptions({
      onSuccess: async () => {
        onClose()
        toastDone(t('password.saved'))
        await queryClient.invalidateQueries({ queryKey: trpc.session.pathKey() })
      },
    }),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!isReady) return
    save.mutate({
      password,
      currentPassword: isChange ? current : undefined,
      userName: userName.trim() === me?.userName ? undefined : userName.trim(),
    })
  }
  return (
    <Modal
      closeButtonProps={{ 'aria-label': t('panel.close') }}
      opened={isOpen}
      onClose={onClose}
      title={t(isChange ? 'password.change' : 'password.title')}
      size={420}
    >
      <form onSubmit={submit}>
        <Stack gap={14}>
          <TextInput
            label={t('password.userName')}
            description={t('password.userNameHint')}
            autoComplete="username"
            required
            withAsterisk={false}
            value={userName}
            onChange={(event) => setUserName(event.currentTarget.value)}
          />
          {isChange && (
            <PasswordInput
              label={t('password.current')}
              autoComplete="current-password"
              data-autofocus
              required
              withAsterisk={false}
              maxLength={256}
              value={current}
              onChange={(event) => setCurrent(event.currentTarget.value)}
            />
          )}
          <PasswordInput
            label={t('password.new')}
            description={
              password !== '' && missing > 0
                ? t('password.tooShort', { count: missing })
                : t('password.rule', { count: PASSWORD_MINIMUM_LENGTH })
            }
            autoComplete="new-password"
            data-autofocus={!isChange || undefined}
            required
            withAsterisk={false}
            minLength={PASSWORD_MINIMUM_LENGTH}
            maxLength={256}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <PasswordInput
            label={t('password.repeat')}
            autoComplete="new-password"
            required
            withAsterisk={false}
            error={differs ? t('password.differs') : undefined}
            value={repeated}
            onChange={(event) => setRepeated(event.currentTarget.value)}
          />
          {save.error && (
            <Text role="alert" c="var(--qh-late)">
              {failureText(save.error)}
            </Text>
          )}
          <Button type="submit" loading={save.isPending} disabled={!isReady}>
            {t('password.save')}
          </Button>
        </Stack>
      </form>
    </Modal>
  )
}
