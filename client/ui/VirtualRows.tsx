/** A list of any length: only what is seen is in the page, more is asked for as the end comes near. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, type ReactNode } from 'react'
import { useT } from '../i18n/i18n.ts'
import { useRowPixels } from './useRowPixels.ts'
import classes from './VirtualRows.module.css'

interface Props<Row> {
  label: string
  rows: readonly Row[]
  /** Of the whole list, for screen readers. */
  total: number
  rowPixels: number
  keyOf: (row: Row) => string
  children: (row: Row) => ReactNode
  hasMore: boolean
  onNeedMore: () => void
}

export function VirtualRows<Row>({
  label,
  rows,
  total,
  rowPixels: densePixels,
  keyOf,
  children,
  hasMore,
  onNeedMore,
}: Props<Row>) {
  const t = useT()
  const scroller = useRef<HTMLDivElement>(null)
  const rowPixels = useRowPixels(densePixels)
  const virtual = useVirtualizer({
    count: rows.length + (hasMore ? 1 : 0),
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPixels,
    overscan: 8,
  })
  useEffect(() => virtual.measure(), [virtual, rowPixels])
  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (hasMore && last >= rows.length - 5) onNeedMore()
  }, [hasMore, last, rows.length, onNeedMore])
  return (
    <div ref={scroller} className={classes.scroller} tabIndex={0} aria-label={label} role="region">
      <ul className={classes.list} style={{ height: virtual.getTotalSize() }} aria-label={label}>
        {items.map(({ index, start }) => {
          const row = rows[index]
          return (
            <li
              key={row ? keyOf(row) : 'more'}
              className={classes.item}
              style={{ height: rowPixels, transform: `translateY(${start}px)` }}
              aria-setsize={total}
              aria-posinset={index + 1}
            >
              {row ? children(row) : <span className={classes.more}>{t('list.more')}</span>}
            </li>
          )
        })}
      </ul>
    </div>
  )
}
