/** The right panel of a wide screen; it can be folded away to see the whole map. */
import { ActionIcon } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useT } from '../i18n/i18n.ts'
import { useStore } from '../state/store.ts'
import { layoutStore, setFolded } from './layout.ts'
import classes from './SidePanel.module.css'

export function SidePanel({ children }: { children: ReactNode }) {
  const t = useT()
  const { isFolded } = useStore(layoutStore)
  const Chevron = isFolded ? IconChevronLeft : IconChevronRight
  return (
    <>
      <ActionIcon
        className={classes.fold}
        variant="default"
        size={28}
        aria-label={isFolded ? t('panel.expand') : t('panel.collapse')}
        aria-expanded={!isFolded}
        aria-controls="panel"
        onClick={() => setFolded(!isFolded)}
      >
        <Chevron size={16} aria-hidden />
      </ActionIcon>
      <aside
        id="panel"
        className={classes.panel}
        aria-label={t('panel.label')}
        hidden={isFolded}
        tabIndex={-1}
      >
        {children}
      </aside>
    </>
  )
}
