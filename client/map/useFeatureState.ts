/** One feature of a source bears a mark (`selected`, `hovered`); the one before it loses it. Ids are text. */
import { useEffect } from 'react'
import { useStore } from '../state/store.ts'
import { mapStore } from './mapStore.ts'

export function useFeatureState(
  { source, sourceLayer }: { source: string; sourceLayer?: string },
  mark: string,
  id: string | null,
): void {
  const map = useStore(mapStore)
  useEffect(() => {
    if (!map || id === null || !map.getSource(source)) return
    const target = { source, sourceLayer, id }
    map.setFeatureState(target, { [mark]: true })
    return () => {
      if (mapStore.get() === map && map.getSource(source)) map.setFeatureState(target, { [mark]: false })
    }
  }, [map, source, sourceLayer, mark, id])
}
