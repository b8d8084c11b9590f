/** Which sound tells of new issues; each is heard when it is chosen. */
import { ActionIcon, Menu, Tooltip } from '@mantine/core'
import { IconBell, IconBellOff, IconCheck } from '@tabler/icons-react'
import { useT } from '../../i18n/i18n.ts'
import { useStore } from '../../state/store.ts'
import { chooseSound, play, SOUND_NAMES, soundStore } from './sounds.ts'

export function SoundMenu() {
  const t = useT()
  const chosen = useStore(soundStore)
  const Bell = chosen === 'off' ? IconBellOff : IconBell
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Tooltip label={t('issues.sound')}>
          <ActionIcon
            variant="subtle"
            color="gray"
            c="var(--qh-ink-soft)"
            size={32}
            aria-label={`${t('issues.sound')}: ${t(`issues.sound.${chosen}`)}`}
          >
            <Bell size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('issues.sound')}</Menu.Label>
        {SOUND_NAMES.map((sound) => (
          <Menu.Item
            key={sound}
            rightSection={sound === chosen && <IconCheck size={14} aria-label={t('issues.soundChosen')} />}
            onClick={() => {
              chooseSound(sound)
              void play(sound).catch(() => undefined)
            }}
          >
            {t(`issues.sound.${sound}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
