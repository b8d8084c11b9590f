/**
 * The panel on a phone: a sheet from below with three heights. The handle can be dragged, tapped (next height)
 * or moved with the arrow keys.
 */
import { useRef, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react'
import { useT } from '../i18n/i18n.ts'
import { useStore } from '../state/store.ts'
import { layoutStore, setSheet, type SheetHeight } from './layout.ts'
import classes from './Sheet.module.css'

const HEIGHTS: readonly SheetHeight[] = ['low', 'half', 'full']
const DRAG_PIXELS = 40

const step = (from: SheetHeight, by: 1 | -1): SheetHeight =>
  HEIGHTS[Math.min(2, Math.max(0, HEIGHTS.indexOf(from) + by))] ?? from

/** @param isPage  at its full height it is a page of its own */
export function Sheet({ isPage = false, children }: { isPage?: boolean; children: ReactNode }) {
  const t = useT()
  const { sheet } = useStore(layoutStore)
  const startY = useRef<number | null>(null)
  const onPointerUp = (event: PointerEvent) => {
    const dragged = event.clientY - (startY.current ?? event.clientY)
    startY.current = null
    if (Math.abs(dragged) >= DRAG_PIXELS) setSheet(step(sheet, dragged < 0 ? 1 : -1))
    else setSheet(sheet === 'full' ? 'low' : step(sheet, 1))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowUp') setSheet(step(sheet, 1))
    else if (event.key === 'ArrowDown') setSheet(step(sheet, -1))
    else if (event.key === 'Enter' || event.key === ' ') setSheet(sheet === 'full' ? 'low' : step(sheet, 1))
    else return
    event.preventDefault()
  }
  return (
    <aside
      id="panel"
      className={classes.sheet}
      data-height={sheet}
      data-page={isPage || undefined}
      aria-label={t('panel.label')}
      tabIndex={-1}
    >
      <button
        type="button"
        className={classes.handle}
        data-touch="own"
        aria-label={sheet === 'full' ? t('panel.lower') : t('panel.taller')}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          startY.current = event.clientY
          event.currentTarget.setPointerCapture(event.pointerId)
        }}
        onPointerUp={onPointerUp}
      />
      {children}
    </aside>
  )
}
