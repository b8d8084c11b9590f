/** User name and password; the page that was asked for opens afterwards. */
import { Button, Center, Paper, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { failureText } from '../api/failure.ts'
import { trpc } from '../api/trpc.ts'
import { useT } from '../i18n/i18n.ts'

export default function SignIn() {
  const t = useT()
  const queryClient = useQueryClient()
  const [userName, setUserName] = useState('')
  const [password, setPassword] = useState('')
  const signIn = useMutation(
    trpc.session.signIn.mutationOptions({ onSuccess: () => queryClient.invalidateQueries() }),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    signIn.mutate({ userName, password })
  }
  return (
    <Center component="main" h="100%" p={16}>
      <Paper component="form" onSubmit={submit} withBorder p={32} w={380} maw="100%">
        <Stack gap={16}>
          <Title order={1} size={20}>
            {t('app.name')}
          </Title>
          <Text c="dimmed">{t('signIn.neededHint')}</Text>
          <TextInput
            label={t('signIn.userName')}
            autoComplete="username"
            required
            value={userName}
            onChange={(event) => setUserName(event.currentTarget.value)}
          />
          <PasswordInput
            label={t('signIn.password')}
            autoComplete="current-password"
            required
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          {signIn.error && (
            <Text role="alert" c="var(--qh-late)">
              {failureText(signIn.error)}
            </Text>
          )}
          <Button type="submit" loading={signIn.isPending}>
            {t('signIn.do')}
          </Button>
        </Stack>
      </Paper>
    </Center>
  )
}
