/** Places with an amount each; a row takes the map there. */
import { useState, type RefObject } from 'react'
import { useT } from '../i18n/i18n.ts'
import { flyToPoint } from '../map/camera.ts'
import { VirtualTable, type Column } from '../ui/VirtualTable.tsx'
import { findingStore } from './preview.ts'

export interface PlaceRow {
  key: string
  /** Degrees. */
  lon: number
  lat: number
  name: string
  /** As it is shown. */
  amount: string
}

interface Props {
  label: string
  amountHead: string
  rows: readonly PlaceRow[]
  scroller: RefObject<HTMLElement | null>
}

export function PlaceTable({ label, amountHead, rows, scroller }: Props) {
  const t = useT()
  const [selected, setSelected] = useState<string | null>(null)
  const columns: Column<PlaceRow>[] = [
    {
      key: 'name',
      head: t('network.place'),
      width: 'minmax(0, 1fr)',
      cell: ({ name }) => name,
      title: ({ name }) => name,
    },
    { key: 'amount', head: amountHead, width: '96px', isEnd: true, cell: ({ amount }) => amount },
  ]
  return (
    <VirtualTable
      label={label}
      columns={columns}
      rows={rows}
      rowPixels={34}
      keyOf={({ key }) => key}
      scroller={scroller}
      selected={selected}
      onOpen={(row) => {
        setSelected(row.key)
        findingStore.set(row)
        flyToPoint([row.lon, row.lat], 17)
      }}
    />
  )
}
