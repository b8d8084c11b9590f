/** What the file holds: layer, kind of data, level of units, the day it is true from. */
import { Checkbox, NativeSelect } from '@mantine/core'
import { DateInput } from '@mantine/dates'
import type { Inspected } from '../../shared/domain/importing.ts'
import { UNIT_LEVELS } from '../../shared/domain/levels.ts'
import { count } from '../i18n/format.ts'
import { useT } from '../i18n/i18n.ts'
import { Section } from '../ui/Section.tsx'
import { useImportReach } from './importReach.ts'
import { choose, type Chosen, type Kind } from './importState.ts'
import classes from './Imports.module.css'
import type { Resolved } from './resolveChoice.ts'

const KINDS = ['units', 'buildings', 'register', 'counts', 'facilities', 'issues', 'roster'] as const
type KindChoice = (typeof KINDS)[number] | 'basemap' | 'network'

interface Props {
  inspected: Inspected
  resolved: Resolved
  chosen: Chosen
}

export function WhatStep({ inspected, resolved, chosen }: Props) {
  const t = useT()
  const { kind, isCounts, layer, level } = resolved
  const reach = useImportReach()
  const isOsm = layer.suggestedKind === 'basemap'
  const value: KindChoice = kind === 'residents' ? (isCounts ? 'counts' : 'register') : kind
  const kinds: readonly KindChoice[] =
    reach !== 'all'
      ? ['roster']
      : isOsm
        ? ['basemap', 'network', 'buildings', 'facilities']
        : layer.geometryTypes.some((type) => type.endsWith('LineString'))
          ? [...KINDS, 'network']
          : KINDS
  const chooseKind = (next: KindChoice) => {
    const isPeople = next === 'register' || next === 'counts'
    choose({
      kind: isPeople ? 'residents' : (next as Kind),
      isCounts: isPeople ? next === 'counts' : undefined,
      mapping: {},
    })
  }
  const hasDate = kind === 'units' || isCounts
  return (
    <Section title={t('imports.what')}>
      <div className={classes.stack}>
        {inspected.layers.length > 1 && (
          <NativeSelect
            label={t('imports.layer')}
            value={layer.name}
            data={inspected.layers.map(({ name, rowCount }) => ({
              value: name,
              label: t('imports.layerRows', { name, count: count(rowCount) }),
            }))}
            onChange={(event) =>
              choose({
                layer: event.currentTarget.value,
                kind: undefined,
                isCounts: undefined,
                level: undefined,
                mapping: {},
              })
            }
          />
        )}
        <NativeSelect
          label={t('imports.kind')}
          value={value}
          data={kinds.map((one) => ({ value: one, label: t(`imports.kind.${one}`) }))}
          onChange={(event) => chooseKind(event.currentTarget.value as KindChoice)}
        />
        {(kind === 'units' || hasDate) && (
          <div className={classes.pair}>
            {kind === 'units' && (
              <NativeSelect
                label={t('imports.level')}
                value={level ?? ''}
                data={[
                  { value: '', label: t('imports.levelPick'), disabled: true },
                  ...UNIT_LEVELS.map((one) => ({ value: one, label: t(`level.${one}`) })),
                ]}
                onChange={(event) => choose({ level: event.currentTarget.value as Chosen['level'] })}
              />
            )}
            <DateInput
              label={kind === 'units' ? t('imports.dateUnits') : t('imports.date')}
              valueFormat="YYYY-MM-DD"
              placeholder="YYYY-MM-DD"
              clearable
              value={chosen.date ?? null}
              onChange={(day) => choose({ date: day ?? undefined })}
            />
          </div>
        )}
        {hasDate && (
          <p className={classes.soft}>
            {kind === 'units' ? t('imports.dateUnitsHint') : t('imports.dateHint')}
          </p>
        )}
        {kind === 'network' && (
          <Checkbox
            label={t('network.join')}
            description={t('network.joinHint')}
            checked={chosen.joinNearMisses ?? false}
            onChange={(event) => choose({ joinNearMisses: event.currentTarget.checked })}
          />
        )}
        {(kind === 'units' || kind === 'roster') && (
          <Checkbox
            label={t(kind === 'units' ? 'imports.endMissing' : 'imports.endShifts')}
            description={t(kind === 'units' ? 'imports.endMissingHint' : 'imports.endShiftsHint')}
            checked={chosen.endMissing ?? false}
            onChange={(event) => choose({ endMissing: event.currentTarget.checked })}
          />
        )}
        {kind === 'units' && chosen.endMissing && (
          <Checkbox
            label={t('imports.endMissingTop')}
            description={t('imports.endMissingTopHint')}
            checked={chosen.endMissingTop ?? false}
            onChange={(event) => choose({ endMissingTop: event.currentTarget.checked })}
          />
        )}
      </div>
    </Section>
  )
}
