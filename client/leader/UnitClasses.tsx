/** Rows of the legend: swatch, from-to, how many units. */
import { fillOpacityAt, rampOf, seenColour } from '../colouring/ramps.ts'
import { UNKNOWN } from '../i18n/format.ts'
import { useT } from '../i18n/i18n.ts'
import legend from '../legend/Legend.module.css'
import { zoomStore } from '../map/mapStore.ts'
import { paletteOf } from '../map/style/palette.ts'
import { useStore } from '../state/store.ts'
import { useIsDark } from '../theme/useIsDark.ts'
import type { UnitColours } from './unitColours.ts'

interface Props {
  colours: Pick<UnitColours, 'breaks' | 'range' | 'counts'> & { withoutData?: readonly string[] }
  /** Things that are counted: a class of 3 to 5 holds 3, 4 and 5. */
  isWhole: boolean
  write: (value: number) => string
  /** What is counted in each class. */
  unitOf?: (count: number) => string
}

export function UnitClasses({ colours, isWhole, write, unitOf }: Props) {
  const t = useT()
  const isDark = useIsDark()
  const zoom = useStore(zoomStore)
  const { breaks, range, counts, withoutData = [] } = colours
  const { land } = paletteOf(isDark)
  const seen = rampOf(isDark, counts.length).map((one) => seenColour(one, land, fillOpacityAt(zoom)))
  const units = unitOf ?? ((count: number) => t('legend.units', { count }))
  const rangeOf = (index: number): string => {
    if (!range) return UNKNOWN
    const [from, to] = [breaks[index - 1] ?? range[0], breaks[index]]
    const [first, last] = isWhole
      ? [Math.ceil(from), to === undefined ? range[1] : Math.ceil(to) - 1]
      : [from, to ?? range[1]]
    return write(first) === write(last) ? write(first) : `${write(first)} – ${write(last)}`
  }
  return (
    <ul className={legend.rows}>
      {counts.map((number, index) => (
        <li key={index} className={legend.row}>
          <span className={legend.swatch} style={{ background: seen[index] }} aria-hidden />
          <span>{rangeOf(index)}</span>
          <span className={legend.count}>{units(number)}</span>
        </li>
      ))}
      {withoutData.length > 0 && (
        <li className={legend.row}>
          <span className={`${legend.swatch} ${legend.hatch}`} aria-hidden />
          <span>{t('figures.noData')}</span>
          <span className={legend.count}>{units(withoutData.length)}</span>
        </li>
      )}
    </ul>
  )
}
