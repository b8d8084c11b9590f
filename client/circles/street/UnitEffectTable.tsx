/** Where it is felt: units by who comes in, drops out, and minutes; a row shows its unit on the map. */
import { useMemo, type RefObject } from 'react'
import { byGainIn, type UnitEffect } from '../../../shared/scenario/effect.ts'
import { useUnits } from '../../api/useUnits.ts'
import { useT } from '../../i18n/i18n.ts'
import { flyToBox } from '../../map/camera.ts'
import { hoveredUnitStore } from '../../map/hover.ts'
import { VirtualTable, type Column } from '../../ui/VirtualTable.tsx'
import circles from '../Circles.module.css'
import { useStreetState } from './streetState.ts'
import { minus, plus, signed } from './words.ts'

export function UnitEffectTable({
  units,
  scroller,
}: {
  units: readonly UnitEffect[]
  scroller: RefObject<HTMLElement | null>
}) {
  const t = useT()
  const { nodes } = useUnits()
  const { ring } = useStreetState()
  const within = ({ rings }: UnitEffect) => rings[ring] ?? { gained: 0, lost: 0 }
  const rows = useMemo(() => byGainIn(units, ring), [units, ring])
  const columns: Column<UnitEffect>[] = [
    {
      key: 'unit',
      head: t('circles.unit'),
      width: 'minmax(0, 1fr)',
      cell: ({ name }) => name,
      title: ({ name, code }) => `${name} ${code}`,
    },
    {
      key: 'in',
      head: t('street.column.in'),
      width: '56px',
      isEnd: true,
      cell: (unit) => <strong>{plus(within(unit).gained)}</strong>,
    },
    {
      key: 'out',
      head: t('street.column.out'),
      width: '56px',
      isEnd: true,
      cell: (unit) => minus(within(unit).lost),
    },
    {
      key: 'minutes',
      head: t('street.column.minutes'),
      width: '84px',
      isEnd: true,
      cell: (unit) => signed(unit.personMinutesSaved - unit.personMinutesLost),
    },
  ]
  if (units.length === 0) return <p className={circles.note}>{t('street.noUnit')}</p>
  return (
    <VirtualTable
      label={t('street.byUnit')}
      columns={columns}
      rows={rows}
      rowPixels={34}
      keyOf={({ code }) => code}
      scroller={scroller}
      onOpen={({ code }) => {
        const node = nodes.get(code)
        if (node) flyToBox(node.box)
      }}
      onPoint={(row) => hoveredUnitStore.set(row?.code ?? null)}
    />
  )
}
