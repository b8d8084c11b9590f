/** The changes in their order: where each lies, hours of gates, taken away or undone; and when people walk. */
import { ActionIcon, Button, NativeSelect } from '@mantine/core'
import { IconArrowBackUp, IconArrowForwardUp, IconClock, IconX } from '@tabler/icons-react'
import { isGateChange, type Change, type ChangeFault } from '../../../shared/scenario/changes.ts'
import type { ChangeDrawing } from '../../../shared/scenario/drawChanges.ts'
import { useT } from '../../i18n/i18n.ts'
import { flyToPoint } from '../../map/camera.ts'
import { Section } from '../../ui/Section.tsx'
import {
  changeDraft,
  changeGate,
  clearChanges,
  draftStore,
  redo,
  removeChange,
  setWalkAt,
  undo,
  type Draft,
} from './draft.ts'
import { pickScenario } from './streetState.ts'
import classes from './Street.module.css'
import { giveHours } from './tools.ts'
import { changeText } from './words.ts'

const TIMES = ['06:30', '08:00', '12:00', '18:00', '21:00', '22:30', '23:30', '05:00'] as const

/** Back or on; to another scenario, where the step leads there. */
function travel(step: (draft: Draft) => Draft): void {
  const before = draftStore.get().kept?.id
  changeDraft(step)
  const now = draftStore.get().kept?.id
  if (now !== before) pickScenario(now ?? null)
}

interface Props {
  draft: Draft
  drawings: readonly ChangeDrawing[]
  faults: readonly ChangeFault[]
}

export function ChangeList({ draft, drawings, faults }: Props) {
  const t = useT()
  const { changes, walkAt, past, future } = draft
  const times = [...new Set([...TIMES, ...(walkAt === null ? [] : [walkAt])])].sort()
  return (
    <Section
      title={t('street.changes', { count: changes.length })}
      aside={
        <span className={classes.undo}>
          <ActionIcon
            variant="transparent"
            color="gray"
            size={32}
            disabled={past.length === 0}
            aria-label={t('street.undo')}
            title={t('street.undo')}
            onClick={() => travel(undo)}
          >
            <IconArrowBackUp size={18} aria-hidden />
          </ActionIcon>
          <ActionIcon
            variant="transparent"
            color="gray"
            size={32}
            disabled={future.length === 0}
            aria-label={t('street.redo')}
            title={t('street.redo')}
            onClick={() => travel(redo)}
          >
            <IconArrowForwardUp size={18} aria-hidden />
          </ActionIcon>
          <Button size="xs" variant="subtle" color="gray" onClick={() => changeDraft(clearChanges)}>
            {t('street.clear')}
          </Button>
        </span>
      }
    >
      <ol className={classes.changes}>
        {changes.map((change, index) => (
          <ChangeLine
            key={index}
            change={change}
            index={index}
            drawing={drawings.find((drawing) => drawing.index === index)}
            fault={faults.find((fault) => fault.index === index)}
          />
        ))}
      </ol>
      <label className={classes.walkAt}>
        <span>{t('street.walkAt')}</span>
        <NativeSelect
          size="xs"
          value={walkAt ?? ''}
          data={[
            { value: '', label: t('street.byDay') },
            ...times.map((time) => ({ value: time, label: time })),
          ]}
          onChange={(event) => {
            const time = event.currentTarget.value
            changeDraft((now) => setWalkAt(now, time || null))
          }}
        />
      </label>
    </Section>
  )
}

interface LineProps {
  change: Change
  index: number
  drawing: ChangeDrawing | undefined
  fault: ChangeFault | undefined
}

function ChangeLine({ change, index, drawing, fault }: LineProps) {
  const t = useT()
  const text = changeText(t, change, drawing?.streets)
  const at = drawing?.line[0]
  return (
    <li>
      <button type="button" className={classes.change} onClick={() => at && flyToPoint(at)}>
        {text}
      </button>
      {isGateChange(change) && change.type !== 'gateHours' && (
        <ActionIcon
          variant="subtle"
          color="gray"
          c="var(--qh-ink-soft)"
          size={32}
          aria-label={t('street.hoursOf', { name: change.gate.name })}
          title={t('street.gateGiveHours')}
          onClick={() => giveHours(change.gate)}
        >
          <IconClock size={16} aria-hidden />
        </ActionIcon>
      )}
      <ActionIcon
        variant="subtle"
        color="gray"
        c="var(--qh-ink-soft)"
        size={32}
        aria-label={t('street.remove', { change: text })}
        title={t('street.removeShort')}
        onClick={() => changeDraft((draft) => removeChange(draft, index))}
      >
        <IconX size={16} aria-hidden />
      </ActionIcon>
      {change.type === 'gateHours' && <Hours change={change} />}
      {fault && (
        <p className={classes.fault} role="alert">
          {t(fault.key, fault.facts)}
        </p>
      )}
    </li>
  )
}

const HALF_HOURS = Array.from(
  { length: 48 },
  (_, i) => `${String(i >> 1).padStart(2, '0')}:${i % 2 === 0 ? '00' : '30'}`,
)

function Hours({ change }: { change: Extract<Change, { type: 'gateHours' }> }) {
  const t = useT()
  const { gate, opens, closes } = change
  const set = (part: { opens: string } | { closes: string }) =>
    changeDraft((draft) => changeGate(draft, gate, { ...change, ...part }))
  const times = [...new Set([...HALF_HOURS, opens, closes])].sort()
  return (
    <div className={classes.hours}>
      <NativeSelect
        size="xs"
        aria-label={t('street.opens', { name: gate.name })}
        value={opens}
        data={times}
        onChange={(event) => set({ opens: event.currentTarget.value })}
      />
      <span aria-hidden>–</span>
      <NativeSelect
        size="xs"
        aria-label={t('street.closes', { name: gate.name })}
        value={closes}
        data={times}
        onChange={(event) => set({ closes: event.currentTarget.value })}
      />
    </div>
  )
}
