/** The units below, side by side; any column sorts, a name opens the unit. */
import { UnstyledButton } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { UnitFigures, UnitPanel } from '../../shared/domain/unit.ts'
import { count } from '../i18n/format.ts'
import { useT } from '../i18n/i18n.ts'
import { hoveredUnitStore } from '../map/hover.ts'
import { Section } from '../ui/Section.tsx'
import { openUnit } from './open.ts'
import classes from './UnitPanel.module.css'

type Child = UnitPanel['children'][number]
const COLUMNS = ['residents', 'over64', 'openIssues', 'lateIssues'] as const satisfies (keyof UnitFigures)[]
type Column = 'name' | (typeof COLUMNS)[number]

const SHORT = {
  residents: 'unit.residents',
  over64: 'unit.over64Short',
  openIssues: 'unit.openShort',
  lateIssues: 'unit.lateIssues',
} as const

export function sortChildren(rows: readonly Child[], column: Column, isDescending: boolean): Child[] {
  const way = isDescending ? -1 : 1
  return rows.toSorted((a, b) => {
    if (column === 'name') return way * a.code.localeCompare(b.code, 'en', { numeric: true })
    // What is not known comes last, whichever way.
    const [x, y] = [a.figures[column], b.figures[column]]
    if (x === null || y === null) return Number(x === null) - Number(y === null)
    return way * (x - y)
  })
}

export function ChildrenTable({ rows }: { rows: readonly Child[] }) {
  const t = useT()
  const [sort, setSort] = useState<{ column: Column; isDescending: boolean }>({
    column: 'name',
    isDescending: false,
  })
  const sorted = useMemo(() => sortChildren(rows, sort.column, sort.isDescending), [rows, sort])
  const head = (column: Column, label: string) => (
    <th
      key={column}
      scope="col"
      aria-sort={sort.column !== column ? 'none' : sort.isDescending ? 'descending' : 'ascending'}
    >
      <UnstyledButton
        aria-label={t('table.sortBy', { column: label })}
        onClick={() =>
          setSort({ column, isDescending: sort.column === column ? !sort.isDescending : column !== 'name' })
        }
      >
        {label}
        {sort.column === column ? (sort.isDescending ? ' ↓' : ' ↑') : ''}
      </UnstyledButton>
    </th>
  )
  const level = rows[0]?.level
  return (
    <Section title={t('unit.children', { level: level ? t(`level.${level}`) : '', count: rows.length })}>
      <table className={classes.table} onPointerLeave={() => hoveredUnitStore.set(null)}>
        <thead>
          <tr>
            {head('name', t('table.name'))}
            {COLUMNS.map((column) => head(column, t(SHORT[column])))}
          </tr>
        </thead>
        <tbody>
          {sorted.map((child) => (
            <tr key={child.code} onPointerEnter={() => hoveredUnitStore.set(child.code)}>
              <td>
                <UnstyledButton className={classes.rowLink} onClick={() => openUnit(child)}>
                  {child.name}
                </UnstyledButton>
              </td>
              {COLUMNS.map((column) => (
                <td
                  key={column}
                  className={
                    column === 'lateIssues' && child.figures.lateIssues > 0 ? classes.late : undefined
                  }
                >
                  {count(child.figures[column])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  )
}
