/** One row a class: swatch, from-to, how many units. */
import { UNKNOWN, figureText } from '../i18n/format.ts'
import { useT } from '../i18n/i18n.ts'
import type { Colouring } from '../colouring/colouring.ts'
import { fillOpacityAt, rampOf, seenColour } from '../colouring/ramps.ts'
import { markedClassStore } from '../colouring/useColouring.ts'
import { FIGURES } from '../figures.ts'
import { zoomStore } from '../map/mapStore.ts'
import { paletteOf } from '../map/style/palette.ts'
import { useStore } from '../state/store.ts'
import { useIsDark } from '../theme/useIsDark.ts'
import classes from './Legend.module.css'

/**
 * Classes are half open: the upper end of one is the lower end of the next. Of things that are counted the last
 * one still inside is written, so that no number seems to belong to two classes.
 */
export function classRange({ breaks, range, figure }: Colouring, index: number): string {
  if (!range) return UNKNOWN
  const { format, isWhole } = FIGURES[figure]
  const write = (value: number) => figureText(format, value)
  const between = (from: number, to: number) => (from === to ? write(from) : `${write(from)} – ${write(to)}`)
  const from = breaks[index - 1]
  const to = breaks[index]
  if (isWhole) return between(Math.ceil(from ?? range[0]), to === undefined ? range[1] : Math.ceil(to) - 1)
  if (from === undefined && to === undefined) return between(range[0], range[1])
  if (from === undefined) return `< ${write(to ?? 0)}`
  if (to === undefined) return `≥ ${write(from)}`
  return between(from, to)
}

export function ClassRows({ colouring }: { colouring: Colouring }) {
  const t = useT()
  const isDark = useIsDark()
  const zoom = useStore(zoomStore)
  const { land } = paletteOf(isDark)
  const colours = rampOf(isDark, colouring.counts.length).map((colour) =>
    seenColour(colour, land, fillOpacityAt(zoom)),
  )
  if (colouring.counts.length === 0) return <p className={classes.note}>{t('legend.empty')}</p>
  return (
    <ul className={classes.rows} onPointerLeave={() => markedClassStore.set(null)}>
      {colouring.counts.map((number, index) => (
        <li key={index} className={classes.row} onPointerEnter={() => markedClassStore.set(index)}>
          <span className={classes.swatch} style={{ background: colours[index] }} aria-hidden />
          <span>{classRange(colouring, index)}</span>
          <span className={classes.count}>{t('legend.units', { count: number })}</span>
        </li>
      ))}
      {colouring.withoutData.length > 0 && (
        <li className={classes.row} onPointerEnter={() => markedClassStore.set(null)}>
          <span className={`${classes.swatch} ${classes.hatch}`} aria-hidden />
          <span>{t('legend.noData')}</span>
          <span className={classes.count}>{t('legend.units', { count: colouring.withoutData.length })}</span>
        </li>
      )}
    </ul>
  )
}
