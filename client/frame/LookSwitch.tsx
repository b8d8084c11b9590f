import { ActionIcon, Tooltip, useMantineColorScheme } from '@mantine/core'
import { IconMoon, IconSun } from '@tabler/icons-react'
import { useT } from '../i18n/i18n.ts'
import { useIsDark } from '../theme/useIsDark.ts'

/** Light or dark; remembered in this browser. */
export function LookSwitch() {
  const t = useT()
  const isDark = useIsDark()
  const { setColorScheme } = useMantineColorScheme()
  const label = isDark ? t('frame.toLight') : t('frame.toDark')
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        c="var(--qh-ink-soft)"
        size={32}
        aria-label={label}
        onClick={() => setColorScheme(isDark ? 'light' : 'dark')}
      >
        {isDark ? <IconSun size={18} aria-hidden /> : <IconMoon size={18} aria-hidden />}
      </ActionIcon>
    </Tooltip>
  )
}
