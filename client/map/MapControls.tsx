/** Zoom, the whole street, layers on and off; attribution beside them. */
import { ActionIcon, Checkbox, Popover, Stack, Tooltip } from '@mantine/core'
import { IconFocusCentered, IconMinus, IconPlus, IconStack2 } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useSystem } from '../api/useSystem.ts'
import { useT } from '../i18n/i18n.ts'
import { MAP_TOGGLES } from '../state/address.ts'
import { navigate, useAddress } from '../state/addressStore.ts'
import { flyToBox } from './camera.ts'
import { useStore } from '../state/store.ts'
import classes from './MapControls.module.css'
import { mapStore } from './mapStore.ts'

/** Idle until there is a map to act on. */
function Control({ label, onClick, children }: { label: string; onClick: () => void; children: ReactNode }) {
  const isReady = useStore(mapStore) !== null
  return (
    <Tooltip label={label} position="left">
      <ActionIcon
        variant="default"
        className={classes.control}
        aria-label={label}
        disabled={!isReady}
        onClick={onClick}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  )
}

export function MapControls() {
  const t = useT()
  const system = useSystem()
  const shown = useAddress((entry) => entry.shown)
  return (
    <>
      <div className={classes.controls}>
        <Popover position="left-start" withinPortal>
          <Popover.Target>
            <ActionIcon variant="default" className={classes.control} aria-label={t('map.layers')}>
              <IconStack2 size={18} aria-hidden />
            </ActionIcon>
          </Popover.Target>
          <Popover.Dropdown>
            <Stack gap={10} role="group" aria-label={t('map.layers')}>
              {MAP_TOGGLES.map((toggle) => (
                <Checkbox
                  key={toggle}
                  label={t(`map.layer.${toggle}`)}
                  checked={shown.includes(toggle)}
                  onChange={(event) => {
                    const isOn = event.currentTarget.checked
                    navigate(
                      { shown: MAP_TOGGLES.filter((one) => (one === toggle ? isOn : shown.includes(one))) },
                      'replace',
                    )
                  }}
                />
              ))}
            </Stack>
          </Popover.Dropdown>
        </Popover>
        <Control label={t('map.whole')} onClick={() => system?.bounds && flyToBox(system.bounds)}>
          <IconFocusCentered size={18} aria-hidden />
        </Control>
        <div className={classes.pair}>
          <Control label={t('map.zoomIn')} onClick={() => mapStore.get()?.zoomIn({ duration: 150 })}>
            <IconPlus size={18} aria-hidden />
          </Control>
          <Control label={t('map.zoomOut')} onClick={() => mapStore.get()?.zoomOut({ duration: 150 })}>
            <IconMinus size={18} aria-hidden />
          </Control>
        </div>
      </div>
      {system && system.attribution.length > 0 && (
        <p className={classes.attribution}>
          {system.attribution
            .map((source) => (source === 'demo town' ? t('map.demoData') : source))
            .join(' · ')}
        </p>
      )}
    </>
  )
}
