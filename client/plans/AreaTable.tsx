/** All grids of the plan with their load; the list beside the map. */
import { type RefObject, useMemo, useState } from 'react'
import type { AreaKey } from '../../shared/coverage/coverage.ts'
import { loadClass } from '../../shared/plans/norm.ts'
import type { AreaFigures } from '../../shared/plans/planFigures.ts'
import { useUnits } from '../api/useUnits.ts'
import { count } from '../i18n/format.ts'
import { useT } from '../i18n/i18n.ts'
import { flyToBox } from '../map/camera.ts'
import { shortName } from '../map/style/unitLabels.ts'
import { useStore } from '../state/store.ts'
import { useIsDark } from '../theme/useIsDark.ts'
import { Section } from '../ui/Section.tsx'
import { VirtualTable, type Column } from '../ui/VirtualTable.tsx'
import { planColours } from './planColours.ts'
import type { Desk } from './planDesk.ts'
import classes from './Plans.module.css'
import { clickArea, toolStore } from './planTools.ts'

interface Row {
  key: AreaKey
  name: string
  parent: string
  isLocked: boolean
  isExempt: boolean
  figures: AreaFigures | undefined
}

type SortBy = 'name' | 'households' | 'residents' | 'movers'

interface Props {
  desk: Desk
  scroller: RefObject<HTMLDivElement | null>
}

export function AreaTable({ desk: { work, dedicated, count: counted, rested }, scroller }: Props) {
  const t = useT()
  const colours = planColours(useIsDark())
  const { nodes } = useUnits()
  const { selected } = useStore(toolStore)
  const [sort, setSort] = useState<{ by: SortBy; isDescending: boolean }>({
    by: 'households',
    isDescending: true,
  })
  const figures = counted?.figures
  const rows = useMemo(() => {
    const all = [...work.grids.values()].map(({ key, code, name, parent, isLocked }): Row => ({
      key,
      name,
      parent: nodes.get(parent)?.name ?? parent,
      isLocked,
      isExempt: code !== null && dedicated.has(code),
      figures: figures?.get(key),
    }))
    const way = sort.isDescending ? -1 : 1
    const { by } = sort
    return all.sort((a, b) => {
      const difference =
        by === 'name'
          ? a.name.localeCompare(b.name, 'zh-CN')
          : (a.figures?.[by] ?? 0) - (b.figures?.[by] ?? 0)
      return way * difference || (a.key < b.key ? -1 : 1)
    })
  }, [work.grids, dedicated, figures, nodes, sort])
  const head = (by: SortBy, text: string, width: string, cell: Column<Row>['cell']): Column<Row> => ({
    key: by,
    head: text,
    width,
    isEnd: by !== 'name',
    sort: {
      isDescending: sort.by === by ? sort.isDescending : null,
      onSort: () => setSort({ by, isDescending: sort.by === by ? !sort.isDescending : by !== 'name' }),
    },
    cell,
  })
  const columns: Column<Row>[] = [
    {
      ...head('name', t('planPage.area'), 'minmax(90px, 1fr)', ({ name, parent, isLocked }) => (
        <>
          {shortName(name, parent)}
          {isLocked && <span className={classes.mark}>{t('planPage.lock')}</span>}
          {name !== shortName(name, parent) && <small className={classes.parent}>{parent}</small>}
        </>
      )),
      title: ({ name }) => name,
    },
    head('households', t('planPage.households'), '72px', ({ figures: one, isExempt }) =>
      one ? (
        <span className={classes.load}>
          <i
            style={{ background: isExempt ? colours.dedicated : colours.load[loadClass(one.households)] }}
            aria-hidden
          />
          <span className="qh-hidden">
            {t(isExempt ? 'planPage.dedicated' : `planPage.load.${loadClass(one.households)}`)}
          </span>
          {count(one.households)}
        </span>
      ) : (
        count(null)
      ),
    ),
    head('residents', t('planPage.residents'), '52px', ({ figures: one }) => count(one?.residents)),
    head('movers', t('planPage.moved'), '64px', ({ figures: one }) => count(one?.movers)),
  ]
  const open = ({ key }: Row) => {
    clickArea(key)
    const box = boxOf(rested?.shapes.get(key)?.coordinates ?? [])
    if (box && toolStore.get().tool !== 'merge') flyToBox(box)
  }
  return (
    <Section title={t('planPage.areas')}>
      <VirtualTable
        label={t('planPage.areas')}
        columns={columns}
        rows={rows}
        rowPixels={36}
        keyOf={({ key }) => key}
        scroller={scroller}
        selected={selected}
        onOpen={open}
      />
    </Section>
  )
}

function boxOf(
  polygons: readonly (readonly (readonly number[])[][])[],
): [number, number, number, number] | null {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [ring = []] of polygons)
    for (const [lon = 0, lat = 0] of ring as readonly (readonly number[])[]) {
      west = Math.min(west, lon)
      east = Math.max(east, lon)
      south = Math.min(south, lat)
      north = Math.max(north, lat)
    }
  return west < east ? [west, south, east, north] : null
}
