/** All ways, or the one from a grid to another. */
import { NativeSelect } from '@mantine/core'
import { count } from '../../i18n/format.ts'
import { useT } from '../../i18n/i18n.ts'
import type { TabProps } from './movedGrids.ts'

export type Way = { from: string | null; to: string | null }

interface Props extends Pick<TabProps, 'moves' | 'grids'> {
  of: 'homes' | 'openIssues'
  way: Way | null
  onChoose: (way: Way | null) => void
}

const keyOf = ({ from, to }: Way): string => `${from ?? ''} ${to ?? ''}`

export function WayPicker({ moves: { ways }, grids, of, way, onChoose }: Props) {
  const t = useT()
  const own = ways.filter((one) => one[of] > 0)
  return (
    <NativeSelect
      label={t('planPublish.way')}
      value={way ? keyOf(way) : ''}
      onChange={(event) => {
        const found = own.find((one) => keyOf(one) === event.currentTarget.value)
        onChoose(found ? { from: found.from, to: found.to } : null)
      }}
      data={[
        { value: '', label: t('planPublish.wayAll') },
        ...own.map((one) => ({
          value: keyOf(one),
          label: t(of === 'homes' ? 'planPublish.wayHomes' : 'planPublish.wayIssues', {
            from: grids.nameOf(one.from),
            to: grids.nameOf(one.to),
            count: count(of === 'homes' ? one.households : one.openIssues),
          }),
        })),
      ]}
    />
  )
}
