/** Facilities by kind; where many are close, a badge that says what it stands for. Names from z16. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { trpc } from '../../api/trpc.ts'
import { isQuiet } from '../../places.ts'
import { useAddress, useAt } from '../../state/addressStore.ts'
import { useStore } from '../../state/store.ts'
import { useIsDark } from '../../theme/useIsDark.ts'
import { isFacilityImage, loadGlyphs, putFacilityImage } from '../facilityImages.ts'
import { mapStore } from '../mapStore.ts'
import { EMPTY_PART } from '../parts.ts'
import { facilityFeatures, facilityPart } from '../style/facilityStyle.ts'
import { paletteOf } from '../style/palette.ts'
import { useMapPart } from '../useMapPart.ts'

/** Badges are drawn when the map asks for them, and anew when the look changes. */
function useFacilityImages(kinds: readonly string[] | undefined): boolean {
  const map = useStore(mapStore)
  const isDark = useIsDark()
  const [areReady, setAreReady] = useState(false)
  useEffect(() => {
    if (!kinds) return
    let isGone = false
    void loadGlyphs(new Set(kinds)).then(() => {
      if (!isGone) setAreReady(true)
    })
    return () => {
      isGone = true
    }
  }, [kinds])
  useEffect(() => {
    if (!map || !areReady) return
    const palette = paletteOf(isDark)
    const put = ({ id }: { id: string }) => putFacilityImage(map, id, palette)
    for (const id of map.listImages()) if (isFacilityImage(id)) put({ id })
    map.on('styleimagemissing', put)
    return () => {
      map.off('styleimagemissing', put)
    }
  }, [map, isDark, areReady])
  return areReady
}

export function FacilityLayer() {
  const at = useAt()
  const isDark = useIsDark()
  const isShown = useAddress((entry) => entry.shown.includes('facilities') && !isQuiet(entry, 'facilities'))
  const points = useQuery(
    trpc.facility.points.queryOptions({ at }, { placeholderData: keepPreviousData }),
  ).data
  const areImagesReady = useFacilityImages(points?.kinds)
  const data = useMemo(() => (points ? facilityFeatures(points) : null), [points])
  useMapPart(
    useMemo(
      () => (data && areImagesReady ? facilityPart(data, paletteOf(isDark), isShown) : EMPTY_PART),
      [data, areImagesReady, isDark, isShown],
    ),
  )
  return null
}
