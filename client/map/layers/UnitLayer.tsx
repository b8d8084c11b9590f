/** Units: boundaries in force on the day asked for, coloured by the figure asked for, with their names. */
import { useEffect, useMemo } from 'react'
import { useSystem } from '../../api/useSystem.ts'
import { useUnits } from '../../api/useUnits.ts'
import { rampOf } from '../../colouring/ramps.ts'
import { markedClassStore, useColouring } from '../../colouring/useColouring.ts'
import { isQuiet } from '../../places.ts'
import { useAddress, useAt } from '../../state/addressStore.ts'
import { useStore } from '../../state/store.ts'
import { useIsDark } from '../../theme/useIsDark.ts'
import { hoveredUnitStore } from '../hover.ts'
import { putHatch } from '../images.ts'
import { mapStore } from '../mapStore.ts'
import { EMPTY_PART, type MapPart } from '../parts.ts'
import { unitBorders, unitFills } from '../style/unitStyle.ts'
import { unitLabels, unitPoints } from '../style/unitLabels.ts'
import { paletteOf } from '../style/palette.ts'
import { useActiveLevel, useUnitZooms } from '../useActiveLevel.ts'
import { unitsAddress } from '../unitsAddress.ts'
import { useFeatureState } from '../useFeatureState.ts'
import { useMapPart } from '../useMapPart.ts'

export function UnitLayer() {
  const map = useStore(mapStore)
  const isDark = useIsDark()
  const at = useAt()
  const revision = useSystem()?.revision
  const { nodes } = useUnits()
  const zooms = useUnitZooms()
  const level = useActiveLevel()
  const colouring = useColouring()
  const markedClass = useStore(markedClassStore)
  const areLabelsShown = useAddress((entry) => entry.shown.includes('labels') && !isQuiet(entry, 'unitNames'))
  const selected = useAddress(({ subject }) =>
    subject?.kind === 'unit' ? subject.id : (subject?.filter.unit ?? null),
  )
  const hovered = useStore(hoveredUnitStore)
  const isSelected = selected !== null
  const isHovered = hovered !== null
  const points = useMemo(() => unitPoints(nodes), [nodes])
  const address = revision === undefined ? null : unitsAddress(at, revision)

  const part = useMemo((): MapPart => {
    const palette = paletteOf(isDark)
    if (address === null) return EMPTY_PART
    return {
      sources: {
        units: { type: 'geojson', data: address, promoteId: 'code', tolerance: 0, maxzoom: 16 },
        unitPoints: { type: 'geojson', data: points },
      },
      layers: [
        ...unitFills({
          level,
          colours: colouring ? rampOf(isDark, colouring.counts.length) : [],
          markedClass,
          withoutData: colouring?.withoutData ?? [],
        }),
        ...unitBorders(palette, zooms, { hovered: isHovered, selected: isSelected }),
        ...unitLabels(palette, zooms, areLabelsShown),
      ],
    }
  }, [isDark, address, points, level, colouring, markedClass, zooms, areLabelsShown, isHovered, isSelected])
  useEffect(() => {
    if (map) putHatch(map, paletteOf(isDark).hatch)
  }, [map, isDark])
  useMapPart(part)

  useEffect(() => {
    if (!map || !colouring || !map.getSource('units')) return
    for (const [id, index] of colouring.classByCode) {
      map.setFeatureState({ source: 'units', id }, { class: index })
    }
    return () => {
      if (mapStore.get() !== map || !map.getSource('units')) return
      for (const id of colouring.classByCode.keys())
        map.setFeatureState({ source: 'units', id }, { class: -1 })
    }
  }, [map, colouring, address])

  const isDrawn = address !== null
  useFeatureState({ source: 'units' }, 'selected', isDrawn ? selected : null)
  useFeatureState({ source: 'units' }, 'hovered', isDrawn ? hovered : null)
  return null
}
