/** What is coloured, at which level, by which classes. The choices live in the address. */
import { NativeSelect, SegmentedControl } from '@mantine/core'
import { BREAK_METHODS, type BreakMethod } from '../../shared/domain/classBreaks.ts'
import { UNIT_LEVELS } from '../../shared/domain/levels.ts'
import { useUnits } from '../api/useUnits.ts'
import { FIGURE_IDS, type FigureId } from '../figures.ts'
import { useT } from '../i18n/i18n.ts'
import type { Address } from '../state/address.ts'
import { navigate, useAddress } from '../state/addressStore.ts'
import classes from './Legend.module.css'

const CLASS_NUMBERS = [3, 4, 5, 6, 7] as const

export function ColourSettings() {
  const t = useT()
  const { nodes } = useUnits()
  const colour = useAddress((entry) => entry.colour)
  const level = useAddress((entry) => entry.level)
  const breaks = useAddress((entry) => entry.breaks)
  const number = useAddress((entry) => entry.classes)
  const present = UNIT_LEVELS.filter((one) => [...nodes.values()].some((node) => node.level === one))
  return (
    <div className={classes.settings}>
      <NativeSelect
        label={t('legend.colourBy')}
        value={colour}
        data={[
          { value: 'none', label: t('legend.none') },
          ...FIGURE_IDS.map((id) => ({ value: id, label: t(`figure.${id}`) })),
        ]}
        onChange={(event) => navigate({ colour: event.currentTarget.value as FigureId | 'none' })}
      />
      <div className={classes.pair}>
        <NativeSelect
          label={t('legend.level')}
          value={level}
          data={(['auto', ...present] as const).map((one) => ({ value: one, label: t(`level.${one}`) }))}
          onChange={(event) => navigate({ level: event.currentTarget.value as Address['level'] })}
        />
        <NativeSelect
          label={t('legend.method')}
          value={breaks}
          data={BREAK_METHODS.map((method) => ({ value: method, label: t(`legend.method.${method}`) }))}
          onChange={(event) => navigate({ breaks: event.currentTarget.value as BreakMethod })}
        />
      </div>
      <p className={classes.note}>{t(`legend.method.${breaks}Hint`)}</p>
      <div role="group" aria-label={t('legend.classes')} className={classes.number}>
        <span>{t('legend.classes')}</span>
        <SegmentedControl
          size="xs"
          aria-label={t('legend.classes')}
          value={String(number)}
          data={CLASS_NUMBERS.map(String)}
          onChange={(value) => navigate({ classes: Number(value) })}
        />
      </div>
    </div>
  )
}
