/** After a one-time link: a gentle reminder to set a password, which can be put off until the next visit. */
import { Button } from '@mantine/core'
import { useState } from 'react'
import { useMe } from '../api/useMe.ts'
import { useT } from '../i18n/i18n.ts'
import classes from './PasswordBanner.module.css'
import PasswordDialog from './PasswordDialog.tsx'

const PUT_OFF = 'quarterhour.passwordPutOff'

export default function PasswordBanner() {
  const t = useT()
  const { me } = useMe()
  const [isPutOff, setIsPutOff] = useState(() => sessionStorage.getItem(PUT_OFF) !== null)
  const [isSetting, setIsSetting] = useState(false)
  if (!me?.mustSetPassword) return null
  const putOff = () => {
    sessionStorage.setItem(PUT_OFF, '1')
    setIsPutOff(true)
  }
  return (
    <>
      {!isPutOff && (
        <section className={classes.banner} aria-label={t('password.title')}>
          <p className={classes.text}>{t('password.banner')}</p>
          <div className={classes.actions}>
            <Button size="compact-sm" variant="light" onClick={() => setIsSetting(true)}>
              {t('password.set')}
            </Button>
            <Button size="compact-sm" variant="subtle" color="gray" c="var(--qh-ink-soft)" onClick={putOff}>
              {t('password.later')}
            </Button>
          </div>
        </section>
      )}
      {isSetting && <PasswordDialog isOpen onClose={() => setIsSetting(false)} />}
    </>
  )
}
