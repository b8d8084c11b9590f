/**
 * A table of any length inside a panel that scrolls: only the rows in sight are in the page. Rows that open
 * something are walked with the arrow keys and opened with Enter. The scroller is the panel's own body.
 */
import { UnstyledButton } from '@mantine/core'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode, type RefObject } from 'react'
import { useRowPixels } from './useRowPixels.ts'
import classes from './VirtualTable.module.css'

export interface Column<Row> {
  key: string
  head: ReactNode
  /** A grid track: `72px`, `1fr`, `minmax(0, 2fr)`. */
  width: string
  isEnd?: boolean
  cell: (row: Row) => ReactNode
  /** Whole text for the pointer, where the cell may be cut. */
  title?: (row: Row) => string
  sort?: { isDescending: boolean | null; onSort: () => void }
}

interface Props<Row> {
  label: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowPixels: number
  keyOf: (row: Row, index: number) => string
  scroller: RefObject<HTMLElement | null>
  selected?: string | null
  onOpen?: (row: Row) => void
  onPoint?: (row: Row | null) => void
}

export function VirtualTable<Row>(props: Props<Row>) {
  const { label, columns, rows, keyOf, scroller, selected, onOpen, onPoint } = props
  const body = useRef<HTMLDivElement>(null)
  const rowPixels = useRowPixels(props.rowPixels)
  const [margin, setMargin] = useState(0)
  const [focused, setFocused] = useState(0)
  const gridTemplateColumns = columns.map(({ width }) => width).join(' ')
  useEffect(() => {
    const measure = () => {
      const [inner, outer] = [body.current, scroller.current]
      if (!inner || !outer) return
      const top = inner.getBoundingClientRect().top - outer.getBoundingClientRect().top + outer.scrollTop
      setMargin(Math.round(top))
    }
    measure()
    const observer = new ResizeObserver(measure)
    if (scroller.current?.firstElementChild) observer.observe(scroller.current.firstElementChild)
    return () => observer.disconnect()
  }, [scroller, rows.length])
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPixels,
    overscan: 6,
    scrollMargin: margin,
  })
  useEffect(() => virtual.measure(), [virtual, rowPixels])
  const focusRow = (index: number) => {
    const next = Math.min(rows.length - 1, Math.max(0, index))
    setFocused(next)
    virtual.scrollToIndex(next)
    requestAnimationFrame(() =>
      body.current?.querySelector<HTMLElement>(`[data-index="${String(next)}"]`)?.focus(),
    )
  }
  const onKeyDown = (event: KeyboardEvent, row: Row, index: number) => {
    if (event.key === 'ArrowDown') focusRow(index + 1)
    else if (event.key === 'ArrowUp') focusRow(index - 1)
    else if (event.key === 'Home') focusRow(0)
    else if (event.key === 'End') focusRow(rows.length - 1)
    else if (event.key === 'Enter' || event.key === ' ') onOpen?.(row)
    else return
    event.preventDefault()
  }
  return (
    <div
      className={classes.table}
      role={onOpen ? 'grid' : 'table'}
      aria-label={label}
      aria-rowcount={rows.length + 1}
    >
      <div role="rowgroup">
        <div role="row" aria-rowindex={1} className={classes.head} style={{ gridTemplateColumns }}>
          {columns.map(({ key, head, isEnd, sort }) => (
            <div
              key={key}
              role="columnheader"
              className={classes.cell}
              data-end={isEnd || undefined}
              aria-sort={
                !sort || sort.isDescending === null
                  ? undefined
                  : sort.isDescending
                    ? 'descending'
                    : 'ascending'
              }
            >
              {sort ? (
                <UnstyledButton className={classes.sort} onClick={sort.onSort}>
                  {head}
                  {sort.isDescending === null ? '' : sort.isDescending ? ' ↓' : ' ↑'}
                </UnstyledButton>
              ) : (
                head
              )}
            </div>
          ))}
        </div>
      </div>
      <div
        ref={body}
        role="rowgroup"
        className={classes.body}
        style={{ height: virtual.getTotalSize() }}
        onPointerLeave={onPoint && (() => onPoint(null))}
      >
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index]
          if (!row) return null
          const key = keyOf(row, index)
          return (
            <div
              key={key}
              role="row"
              aria-rowindex={index + 2}
              aria-selected={onOpen ? key === selected : undefined}
              data-index={index}
              data-opens={onOpen ? '' : undefined}
              tabIndex={onOpen ? (index === Math.min(focused, rows.length - 1) ? 0 : -1) : undefined}
              className={classes.row}
              style={{
                height: rowPixels,
                transform: `translateY(${String(start - margin)}px)`,
                gridTemplateColumns,
              }}
              onClick={
                onOpen &&
                (() => {
                  setFocused(index)
                  onOpen(row)
                })
              }
              onKeyDown={onOpen && ((event) => onKeyDown(event, row, index))}
              onPointerEnter={onPoint && (() => onPoint(row))}
            >
              {columns.map(({ key: column, cell, isEnd, title }) => (
                <div
                  key={column}
                  role={onOpen ? 'gridcell' : 'cell'}
                  className={classes.cell}
                  data-end={isEnd || undefined}
                  title={title?.(row)}
                >
                  {cell(row)}
                </div>
              ))}
            </div>
          )
        })}
      </div>
    </div>
  )
}
