import { ActionIcon } from '@mantine/core'
import { IconPlayerPauseFilled, IconPlayerPlayFilled } from '@tabler/icons-react'
import { useT } from '../i18n/i18n.ts'

export function PlayButton({ isPlaying, onToggle }: { isPlaying: boolean; onToggle: () => void }) {
  const t = useT()
  const Icon = isPlaying ? IconPlayerPauseFilled : IconPlayerPlayFilled
  return (
    <ActionIcon
      size={36}
      variant={isPlaying ? 'light' : 'filled'}
      aria-label={t(isPlaying ? 'figures.pause' : 'figures.play')}
      onClick={onToggle}
    >
      <Icon size={18} aria-hidden />
    </ActionIcon>
  )
}
