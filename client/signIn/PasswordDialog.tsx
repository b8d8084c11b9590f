/** The first password after a one-time link: length is the only rule, and both entries must agree. */
import { Button, Modal, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { PASSWORD_MINIMUM_LENGTH } from '../../shared/domain/access.ts'
import { failureText } from '../api/failure.ts'
import { trpc } from '../api/trpc.ts'
import { useMe } from '../api/useMe.ts'
import { useT } from '../i18n/i18n.ts'
import { toastDone } from '../ui/toast.ts'

export function PasswordDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const t = useT()
  const { me } = useMe()
  const queryClient = useQueryClient()
  const [userName, setUserName] = useState(me?.userName ?? '')
  const [password, setPassword] = useState('')
  const [repeated, setRepeated] = useState('')
  const missing = PASSWORD_MINIMUM_LENGTH - password.length
  const differs = repeated !== '' && repeated !== password
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
    if (missing > 0 || repeated !== password) return
    save.mutate({ password, userName: userName.trim() === me?.userName ? undefined : userName.trim() })
  }
  return (
    <Modal
      closeButtonProps={{ 'aria-label': t('panel.close') }}
      opened={isOpen}
      onClose={onClose}
      title={t('password.title')}
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
          <PasswordInput
            label={t('password.new')}
            description={
              password !== '' && missing > 0
                ? t('password.tooShort', { count: missing })
                : t('password.rule', { count: PASSWORD_MINIMUM_LENGTH })
            }
            autoComplete="new-password"
            data-autofocus
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
          <Button type="submit" loading={save.isPending} disabled={missing > 0 || repeated !== password}>
            {t('password.save')}
          </Button>
        </Stack>
      </form>
    </Modal>
  )
}
