/** User name and password; the page that was asked for opens afterwards. */
import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState, type FormEvent } from 'react'
import { failureText } from '../api/failure.ts'
import { trpc } from '../api/trpc.ts'
import { LanguageSwitch } from '../frame/LanguageSwitch.tsx'
import { useT } from '../i18n/i18n.ts'
import { openOutbox, outboxStore } from '../outbox/outboxStore.ts'
import { useStore } from '../state/store.ts'
import { isLinkUsed } from './linkUsed.ts'
import classes from './SignIn.module.css'

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
    <main className={classes.page}>
      <form className={classes.card} onSubmit={submit} aria-label={t('signIn.title')}>
        <h1 className={classes.name}>
          <img src="/icon.svg" alt="" width={28} height={28} />
          {t('app.name')}
        </h1>
        {isLinkUsed ? (
          <div className={classes.used} role="alert">
            <p>{t('signIn.linkUsed')}</p>
            <p>{t('signIn.linkUsedHint')}</p>
          </div>
        ) : (
          <p className={classes.lead}>{t('signIn.lead')}</p>
        )}
        <TextInput
          label={t('signIn.userName')}
          autoComplete="username"
          autoFocus
          required
          withAsterisk={false}
          value={userName}
          onChange={(event) => setUserName(event.currentTarget.value)}
        />
        <PasswordInput
          label={t('signIn.password')}
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {signIn.error && (
          <p className={classes.failed} role="alert">
            {failureText(signIn.error)}
          </p>
        )}
        <Button type="submit" loading={signIn.isPending}>
          {t('signIn.do')}
        </Button>
        <Unsent />
        {!isLinkUsed && <p className={classes.hint}>{t('signIn.linkHint')}</p>}
        <div className={classes.foot}>
          <LanguageSwitch />
        </div>
      </form>
    </main>
  )
}

/** What somebody wrote on this device and has not sent waits for them. */
function Unsent() {
  const t = useT()
  const { ofOthers } = useStore(outboxStore)
  useEffect(() => void openOutbox(null).catch(() => undefined), [])
  return ofOthers > 0 && <p className={classes.hint}>{t('work.waitsAtSignIn', { count: ofOthers })}</p>
}
