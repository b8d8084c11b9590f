/** Holds the room that rows will take, so that nothing moves when they come. */
import { Skeleton } from '@mantine/core'
import { useT } from '../i18n/i18n.ts'

export function SkeletonLines({
  rows,
  height = 20,
  gap = 14,
}: {
  rows: number
  height?: number
  gap?: number
}) {
  const t = useT()
  return (
    <div aria-busy="true" aria-label={t('state.loading')} role="group" style={{ padding: '16px' }}>
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} height={height} width={`${92 - ((row * 17) % 38)}%`} mb={gap} radius={4} />
      ))}
    </div>
  )
}
