/** Where boundaries do not fit: gaps, overlaps and the rest with their sizes; a row takes the map there. */
import { useMemo, useState, type RefObject } from 'react'
import type { z } from 'zod'
import type { ImportReport, TopologyFinding } from '../../shared/domain/importing.ts'
import { area, count } from '../i18n/format.ts'
import { useT } from '../i18n/i18n.ts'
import { flyToPoint } from '../map/camera.ts'
import { Section } from '../ui/Section.tsx'
import { VirtualTable, type Column } from '../ui/VirtualTable.tsx'
import classes from './Imports.module.css'
import { findingStore } from './preview.ts'

type Finding = z.infer<typeof TopologyFinding>

const TYPES = ['selfIntersection', 'overlap', 'gap', 'sliver', 'outsideParent'] as const

interface Props {
  report: ImportReport
  scroller: RefObject<HTMLElement | null>
}

const keyOf = (finding: Finding, index: number): string => `${finding.type} ${String(index)}`

export function TopologyTable({ report, scroller }: Props) {
  const t = useT()
  const [selected, setSelected] = useState<string | null>(null)
  const rows = useMemo(
    () => report.topology.toSorted((a, b) => b.areaSquareMeters - a.areaSquareMeters),
    [report.topology],
  )
  const total = TYPES.reduce((sum, type) => sum + (report.topologyTotal[type] ?? 0), 0)
  const open = (finding: Finding) => {
    setSelected(keyOf(finding, rows.indexOf(finding)))
    findingStore.set(finding)
    flyToPoint([finding.lon, finding.lat], 17)
  }
  const columns: Column<Finding>[] = [
    {
      key: 'type',
      head: t('imports.topologyType'),
      width: '92px',
      cell: ({ type }) => t(`topology.${type}`),
    },
    {
      key: 'units',
      head: t('imports.topologyUnits'),
      width: 'minmax(0, 1fr)',
      cell: ({ units }) => units.join('、'),
      title: ({ units }) => units.join('、'),
    },
    {
      key: 'area',
      head: t('imports.topologyArea'),
      width: '84px',
      isEnd: true,
      cell: ({ areaSquareMeters }) =>
        areaSquareMeters > 0 && areaSquareMeters < 1 ? '< 1 m²' : area(areaSquareMeters),
    },
  ]
  return (
    <Section title={t('imports.topology', { count: count(total) })}>
      <ul className={classes.kinds}>
        {TYPES.filter((type) => report.topologyTotal[type]).map((type) => (
          <li key={type}>
            {t(`topology.${type}`)} <strong>{count(report.topologyTotal[type])}</strong>{' '}
            <span className={classes.soft}>{area(report.topologyTotal[`${type}SquareMeters`] ?? 0)}</span>
          </li>
        ))}
      </ul>
      <p className={classes.soft}>
        {t('imports.topologyHint')}
        {total > rows.length && ` ${t('imports.topologyFirst', { count: count(rows.length) })}`}
      </p>
      <VirtualTable
        label={t('imports.topology', { count: count(total) })}
        columns={columns}
        rows={rows}
        rowPixels={34}
        keyOf={keyOf}
        scroller={scroller}
        selected={selected}
        onOpen={open}
      />
    </Section>
  )
}
