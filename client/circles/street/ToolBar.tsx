/** The tools, and for the one in hand what to do next; whatever a click does, the keyboard does too. */
import { Button, NativeSelect, SegmentedControl, UnstyledButton } from '@mantine/core'
import {
  IconBarrierBlock,
  IconBuildingBridge,
  IconDoor,
  IconWall,
  IconTrafficLights,
  type Icon,
} from '@tabler/icons-react'
import { useState } from 'react'
import { MOST_CHANGES } from '../../../shared/scenario/changes.ts'
import { useT } from '../../i18n/i18n.ts'
import { flyToPoint } from '../../map/camera.ts'
import { useStore } from '../../state/store.ts'
import circles from '../Circles.module.css'
import type { StreetGate, StreetGround } from './protocol.ts'
import classes from './Street.module.css'
import {
  applyTool,
  giveHours,
  letGo,
  middleOfMap,
  setToolOption,
  takeTool,
  toggleGate,
  type Tool,
  TOOLS,
  toolStore,
} from './tools.ts'
import { showsMiddleStore } from './useMiddleMarker.ts'

const ICONS: Record<Tool, Icon> = {
  gate: IconDoor,
  opening: IconWall,
  crossing: IconTrafficLights,
  bridge: IconBuildingBridge,
  works: IconBarrierBlock,
}

interface Props {
  /** As many changes as can be kept. */
  isFull: boolean
  ground: StreetGround | null
  gates: readonly StreetGate[]
  /** Nothing has been changed yet: say what this is for. */
  isFirst: boolean
}

export function ToolBar({ ground, gates, isFirst, isFull }: Props) {
  const t = useT()
  const { tool, from, refusal, hasSignals, hasSteps } = useStore(toolStore)
  const takeMiddle = () => {
    const middle = middleOfMap()
    if (ground && middle) void applyTool(ground, gates, middle.lon, middle.lat)
  }
  return (
    <section className={classes.tools} aria-label={t('street.tools')}>
      {isFirst && <p className={classes.lead}>{t('street.lead')}</p>}
      <div className={classes.toolRow} role="group" aria-label={t('street.tools')}>
        {TOOLS.map((one) => {
          const ToolIcon = ICONS[one]
          return (
            <UnstyledButton
              key={one}
              className={classes.tool}
              aria-pressed={tool === one}
              onClick={() => takeTool(tool === one ? null : one)}
            >
              <ToolIcon size={20} stroke={1.6} aria-hidden />
              {t(`street.tool.${one}`)}
            </UnstyledButton>
          )
        })}
      </div>
      {isFull && (
        <p className={circles.bad} role="status">
          {t('street.full', { most: MOST_CHANGES })}
        </p>
      )}
      {tool && (
        <div className={classes.inHand}>
          <p className={classes.instruction} role="status">
            {t(from ? 'street.doSecond' : `street.do.${tool}`)}
          </p>
          {refusal && !isFull && (
            <p className={circles.bad} role="alert">
              {refusal}
            </p>
          )}
          {tool === 'crossing' && (
            <SegmentedControl
              size="xs"
              aria-label={t('street.signals')}
              value={hasSignals ? 'yes' : 'no'}
              data={(['yes', 'no'] as const).map((value) => ({ value, label: t(`street.signals.${value}`) }))}
              onChange={(value) => setToolOption({ hasSignals: value === 'yes' })}
            />
          )}
          {tool === 'bridge' && (
            <SegmentedControl
              size="xs"
              aria-label={t('street.steps')}
              value={hasSteps ? 'yes' : 'no'}
              data={(['yes', 'no'] as const).map((value) => ({ value, label: t(`street.steps.${value}`) }))}
              onChange={(value) => setToolOption({ hasSteps: value === 'yes' })}
            />
          )}
          {tool === 'gate' ? (
            <GateChoice gates={gates} />
          ) : (
            <div className={classes.buttons}>
              <Button
                size="xs"
                variant="default"
                onClick={takeMiddle}
                onFocus={() => showsMiddleStore.set(true)}
                onBlur={() => showsMiddleStore.set(false)}
                onPointerEnter={() => showsMiddleStore.set(true)}
                onPointerLeave={() => showsMiddleStore.set(false)}
              >
                {t('street.takeMiddle')}
              </Button>
              <Button size="xs" variant="subtle" color="gray" onClick={letGo}>
                {t(from ? 'street.again' : 'street.letGo')}
              </Button>
            </div>
          )}
        </div>
      )}
    </section>
  )
}

/** The gates as a list beside the map. */
function GateChoice({ gates }: { gates: readonly StreetGate[] }) {
  const t = useT()
  const [index, setIndex] = useState('')
  const gate = index === '' ? null : (gates[Number(index)] ?? null)
  const sorted = gates
    .map(({ name }, at) => ({ value: String(at), label: name || t('street.namelessGate') }))
    .sort((a, b) => a.label.localeCompare(b.label, 'zh-CN'))
  return (
    <>
      <NativeSelect
        aria-label={t('street.gateList')}
        size="xs"
        value={index}
        data={[{ value: '', label: t('street.gatePick') }, ...sorted]}
        onChange={(event) => {
          setIndex(event.currentTarget.value)
          const picked = gates[Number(event.currentTarget.value)]
          if (event.currentTarget.value !== '' && picked) flyToPoint([picked.lon, picked.lat])
        }}
      />
      <div className={classes.buttons}>
        <Button size="xs" variant="default" disabled={!gate} onClick={() => gate && toggleGate(gate)}>
          {t('street.gateToggle')}
        </Button>
        <Button size="xs" variant="default" disabled={!gate} onClick={() => gate && giveHours(gate)}>
          {t('street.gateGiveHours')}
        </Button>
      </div>
    </>
  )
}
