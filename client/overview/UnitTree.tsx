/**
 * All units as a tree beside the map, so that the map is never the only way to pick one. Arrow keys move and fold,
 * Home and End go to the ends, Enter picks; the row under the pointer is outlined on the map.
 */
import { IconChevronRight } from '@tabler/icons-react'
import { useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { useUnits } from '../api/useUnits.ts'
import { count } from '../i18n/format.ts'
import { useT } from '../i18n/i18n.ts'
import { hoveredUnitStore } from '../map/hover.ts'
import { openUnit } from './open.ts'
import { treeRows } from './treeRows.ts'
import classes from './UnitTree.module.css'

export function UnitTree() {
  const t = useT()
  const { nodes, figures } = useUnits()
  const tops = useMemo(
    () =>
      [...nodes.values()]
        .filter((node) => node.parent === null || !nodes.has(node.parent))
        .map((node) => node.code),
    [nodes],
  )
  const [folding, setFolding] = useState<ReadonlySet<string> | null>(null)
  const unfolded = useMemo(() => folding ?? new Set(tops.length === 1 ? tops : []), [folding, tops])
  const rows = useMemo(() => treeRows(nodes, unfolded), [nodes, unfolded])
  const [focused, setFocused] = useState<string | null>(null)
  const list = useRef<HTMLUListElement>(null)
  const current = Math.max(
    0,
    rows.findIndex((row) => row.node.code === focused),
  )

  const fold = (code: string, isUnfolded: boolean) => {
    const next = new Set(unfolded)
    if (isUnfolded) next.add(code)
    else next.delete(code)
    setFolding(next)
  }
  const focusRow = (index: number) => {
    const row = rows[Math.min(rows.length - 1, Math.max(0, index))]
    if (!row) return
    setFocused(row.node.code)
    list.current?.querySelector<HTMLElement>(`[data-code="${CSS.escape(row.node.code)}"]`)?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[current]
    if (!row) return
    const { node } = row
    const keys: Record<string, () => void> = {
      ArrowDown: () => focusRow(current + 1),
      ArrowUp: () => focusRow(current - 1),
      Home: () => focusRow(0),
      End: () => focusRow(rows.length - 1),
      ArrowRight: () => (row.hasChildren && !row.isUnfolded ? fold(node.code, true) : focusRow(current + 1)),
      ArrowLeft: () =>
        row.isUnfolded
          ? fold(node.code, false)
          : focusRow(rows.findIndex((one) => one.node.code === node.parent)),
      Enter: () => openUnit(node),
      ' ': () => openUnit(node),
    }
    const act = keys[event.key]
    if (!act) return
    event.preventDefault()
    act()
  }
  return (
    <div>
      <div className={classes.columns} aria-hidden>
        <span>{t('table.name')}</span>
        <span>{t('unit.residents')}</span>
        <span>{t('unit.openIssues')}</span>
      </div>
      <ul
        ref={list}
        role="tree"
        aria-label={t('overview.tree')}
        className={classes.tree}
        onKeyDown={onKeyDown}
      >
        {rows.map(({ node, depth, hasChildren, isUnfolded }, index) => {
          const own = figures.get(node.code)
          return (
            <li
              key={node.code}
              role="treeitem"
              aria-level={depth}
              aria-expanded={hasChildren ? isUnfolded : undefined}
              aria-selected={false}
              data-code={node.code}
              data-level={node.level}
              tabIndex={index === current ? 0 : -1}
              className={classes.row}
              style={{ paddingLeft: (depth - 1) * 18 }}
              onFocus={() => setFocused(node.code)}
              onClick={() => openUnit(node)}
              onPointerEnter={() => hoveredUnitStore.set(node.code)}
              onPointerLeave={() => hoveredUnitStore.set(null)}
            >
              <span
                className={classes.fold}
                data-unfolded={isUnfolded || undefined}
                onClick={(event) => {
                  event.stopPropagation()
                  if (hasChildren) fold(node.code, !isUnfolded)
                }}
              >
                {hasChildren && <IconChevronRight size={14} aria-hidden />}
              </span>
              <span className={classes.name}>{node.name}</span>
              <span className={classes.number}>
                <span className="qh-hidden">{t('unit.residents')}</span>
                {count(own?.residents)}
              </span>
              <span className={classes.number}>
                <span className="qh-hidden">{t('unit.openIssues')}</span>
                {count(own?.openIssues)}
                {own && own.lateIssues > 0 && (
                  <span className={classes.late} title={t('unit.late', { count: own.lateIssues })}>
                    {own.lateIssues}
                    <span className="qh-hidden">{t('unit.lateIssues')}</span>
                  </span>
                )}
              </span>
            </li>
          )
        })}
      </ul>
    </div>
  )
}
