/** The duty roster of one unit: who is on duty now, shifts, leave, deputies, and the people themselves. */
import { Select } from '@mantine/core'
import type { ReactNode } from 'react'
import type { UnitRoster } from '../../../shared/duty/roster.ts'
import { useMe } from '../../api/useMe.ts'
import { useUnits } from '../../api/useUnits.ts'
import { type Translate, useT } from '../../i18n/i18n.ts'
import { dutyTime } from '../../issues/dutyTime.ts'
import { addressStore, navigate, useAddress } from '../../state/addressStore.ts'
import { Failed } from '../../ui/Failed.tsx'
import { PanelBody } from '../../ui/PanelBody.tsx'
import { SkeletonLines } from '../../ui/SkeletonLines.tsx'
import { StateMessage } from '../../ui/StateMessage.tsx'
import { areaChoices } from '../areaChoices.ts'
import { Deputies } from './Deputies.tsx'
import classes from './Duty.module.css'
import { Leave } from './Leave.tsx'
import { People } from './People.tsx'
import { RosterFile } from './RosterFile.tsx'
import { Shifts } from './Shifts.tsx'
import { useRoster } from './useRoster.ts'

export function DutyHome() {
  const t = useT()
  const { nodes } = useUnits()
  const areas = useMe().me?.areas ?? []
  const asked = useAddress((entry) => entry.own['duty.unit'])
  if (nodes.size === 0) return <SkeletonLines rows={10} />
  const choices = areaChoices(nodes, '', areas).filter(({ value }) => nodes.has(value))
  const first = choices.find(({ value }) => nodes.get(value)?.level === 'grid') ?? choices[0]
  const unit = choices.find(({ value }) => value === asked) ?? first
  if (!unit) return <StateMessage tone="empty" title={t('duty.noUnits')} hint={t('duty.noUnitsHint')} />
  return (
    <UnitDuty
      unit={unit.value}
      choice={
        <Select
          label={t('duty.unit')}
          data={choices}
          value={unit.value}
          searchable
          allowDeselect={false}
          limit={60}
          className={classes.unit}
          onChange={(value) => {
            if (value) navigate({ own: { ...addressStore.get().own, 'duty.unit': value } }, 'replace')
          }}
        />
      }
    />
  )
}

function nowText(t: Translate, { now, assigned, shifts }: UnitRoster): string {
  const comma = t('suggest.comma')
  if (now.state === 'noRoster') {
    const names = now.on.map(({ name }) => name).join(comma)
    const until = now.on[0]?.until ?? null
    return until === null
      ? t('duty.now.noRoster', { names })
      : t('duty.now.noRosterUntil', { names, time: dutyTime(until) })
  }
  if (now.state === 'onDuty')
    return now.on
      .map(({ name, until, standsFor }) =>
        standsFor === null
          ? t('duty.now.onDuty', { name, time: dutyTime(until!) })
          : t('duty.now.standsIn', { name, of: standsFor, time: dutyTime(until!) }),
      )
      .join(t('suggest.semicolon'))
  if (now.next) return t('duty.now.nobodyUntil', { time: dutyTime(now.next.at), name: now.next.name })
  return t(assigned.length + shifts.length === 0 ? 'duty.now.noRosterNobody' : 'duty.now.nobody')
}

function UnitDuty({ unit, choice }: { unit: string; choice: ReactNode }) {
  const t = useT()
  const query = useRoster(unit)
  const roster = query.data
  return (
    <PanelBody>
      <div className={classes.tools}>
        {choice}
        {roster && (
          <span
            className={classes.now}
            data-nobody={roster.now.state === 'nobody' || undefined}
            role="status"
          >
            {t('duty.now')} <strong>{nowText(t, roster)}</strong>
          </span>
        )}
      </div>
      {query.error && !roster ? (
        <Failed error={query.error} onRetry={() => void query.refetch()} />
      ) : !roster ? (
        <SkeletonLines rows={10} />
      ) : (
        <div key={unit}>
          <Shifts roster={roster} />
          <Leave roster={roster} />
          <Deputies roster={roster} />
          <People roster={roster} />
          <RosterFile roster={roster} />
        </div>
      )}
    </PanelBody>
  )
}
