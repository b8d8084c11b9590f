/**
 * The rows, walked with the arrow keys: the current one is shown on the map at once. Space selects, A accepts,
 * M asks for a place.
 */
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import type { LinkProblem } from '../../shared/domain/importing.ts'
import { useT } from '../i18n/i18n.ts'
import { flyToPoint } from '../map/camera.ts'
import type { PagedList } from '../overview/lists/usePagedList.ts'
import { useStore } from '../state/store.ts'
import { canAccept } from './canAccept.ts'
import { problemKey } from './problemFilter.ts'
import { ProblemDetail } from './ProblemDetail.tsx'
import { ProblemRow } from './ProblemRow.tsx'
import { currentProblemStore, movingProblemStore } from './problemStore.ts'
import classes from './Registers.module.css'
import type { useResolveProblems } from './useResolveProblems.ts'

const ROW_PIXELS = 52

interface Props {
  list: PagedList<LinkProblem>
  resolve: ReturnType<typeof useResolveProblems>
}

export function ProblemList({ list, resolve }: Props) {
  const t = useT()
  const { rows, hasMore, loadMore } = list
  const scroller = useRef<HTMLDivElement>(null)
  const current = useStore(currentProblemStore)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PIXELS,
    overscan: 8,
  })
  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (hasMore && last >= rows.length - 5) loadMore()
  }, [hasMore, last, rows.length, loadMore])

  const index = current ? rows.findIndex((row) => problemKey(row) === problemKey(current)) : -1
  const show = (row: LinkProblem | undefined) => {
    if (!row) return
    movingProblemStore.set(null)
    currentProblemStore.set(row)
    if (row.location && (row.location[0] !== 0 || row.location[1] !== 0)) flyToPoint(row.location, 16)
  }
  const toggle = (row: LinkProblem) => {
    const next = new Set(selected)
    if (!next.delete(problemKey(row))) next.add(problemKey(row))
    setSelected(next)
  }
  const chosen = rows.filter((row) => selected.has(problemKey(row)) && canAccept(row))
  const accept = async (problems: readonly LinkProblem[]) => {
    const next = rows[index + 1]
    await resolve.acceptAll(problems)
    setSelected(new Set())
    if (problems.length === 1) show(next)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[index]
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const next = Math.min(rows.length - 1, Math.max(0, index + (event.key === 'ArrowDown' ? 1 : -1)))
      show(rows[next])
      virtual.scrollToIndex(next)
    } else if (event.key === ' ' && row) toggle(row)
    else if (event.key.toLowerCase() === 'a' && row && canAccept(row)) void accept([row])
    else if (event.key.toLowerCase() === 'm' && row) movingProblemStore.set(row)
    else if (event.key === 'Escape') movingProblemStore.set(null)
    else return
    event.preventDefault()
  }
  return (
    <>
      <div
        ref={scroller}
        className={classes.list}
        role="listbox"
        aria-label={t('registers.title')}
        aria-activedescendant={current ? `problem-${problemKey(current)}` : undefined}
        aria-multiselectable
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        <div style={{ height: virtual.getTotalSize() }} role="presentation">
          {items.map(({ index: place, start }) => {
            const row = rows[place]
            if (!row) return null
            return (
              <ProblemRow
                key={problemKey(row)}
                problem={row}
                top={start}
                height={ROW_PIXELS}
                position={place + 1}
                total={list.total ?? rows.length}
                isCurrent={place === index}
                isSelected={selected.has(problemKey(row))}
                onShow={() => show(row)}
                onToggle={() => toggle(row)}
              />
            )
          })}
        </div>
      </div>
      <ProblemDetail
        problem={index >= 0 ? (rows[index] ?? null) : null}
        chosen={chosen}
        isBusy={resolve.isBusy}
        onAccept={(problems) => void accept(problems)}
        onMove={(problem, place) => void resolve.moveTo(problem, place)}
      />
    </>
  )
}
