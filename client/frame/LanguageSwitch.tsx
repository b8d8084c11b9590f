import { Button } from '@mantine/core'
import { useT } from '../i18n/i18n.ts'
import { navigate, useAddress } from '../state/addressStore.ts'

/** The name of the other language, in that language. */
export function LanguageSwitch() {
  const t = useT()
  const language = useAddress((entry) => entry.language)
  return (
    <Button
      variant="subtle"
      color="gray"
      c="var(--qh-ink-soft)"
      size="compact-sm"
      fw={500}
      title={t('frame.languageLabel')}
      lang={language === 'en' ? 'zh-CN' : 'en'}
      onClick={() => navigate({ language: language === 'en' ? 'zh-CN' : 'en' }, 'replace')}
    >
      {t('frame.language')}
    </Button>
  )
}
