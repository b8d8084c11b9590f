/** Hexagons in the colour of how many issues were reported there; the one pointed at has an outline. */
import { PolygonLayer } from '@deck.gl/layers'
import { useMemo } from 'react'
import { classOf } from '../../shared/domain/classBreaks.ts'
import { cornersOf, type Hexagon } from '../../shared/geo/hexagons.ts'
import { rampOf } from '../colouring/ramps.ts'
import { useDeckLayers } from '../map/deckStore.ts'
import { anchorOf } from '../map/slots.ts'
import { paletteOf } from '../map/style/palette.ts'
import { useStore } from '../state/store.ts'
import { useIsDark } from '../theme/useIsDark.ts'
import { pointedSpotStore, SPOT_METERS, useSpots } from './spots.ts'

const NONE: [] = []
const OPACITY = 190

const channels = (hex: string, opacity: number): [number, number, number, number] => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16))
  return [red, green, blue, opacity]
}

export function SpotsLayer() {
  const isDark = useIsDark()
  const { spots } = useSpots()
  const pointed = useStore(pointedSpotStore)
  const layers = useMemo(() => {
    if (!spots) return NONE
    const { hexagons, breaks, latitude, counts } = spots
    const ramp = rampOf(isDark, counts.length).map((colour) => channels(colour, OPACITY))
    const outline = channels(paletteOf(isDark).selected, 255)
    const corners = (hexagon: Hexagon) => cornersOf(hexagon, SPOT_METERS, latitude)
    const shared = { beforeId: anchorOf('areas'), lineWidthUnits: 'pixels', pickable: false } as const
    return [
      new PolygonLayer<Hexagon>({
        id: 'figure:spots',
        ...shared,
        data: hexagons,
        getPolygon: corners,
        getFillColor: ({ points }) => ramp[classOf(points.length, breaks)] ?? [0, 0, 0, 0],
        stroked: false,
      }),
      new PolygonLayer<Hexagon>({
        id: 'figure:spot',
        ...shared,
        data: pointed ? [pointed] : [],
        getPolygon: corners,
        filled: false,
        getLineColor: outline,
        getLineWidth: 3,
      }),
    ]
  }, [spots, pointed, isDark])
  useDeckLayers('figures', layers)
  return null
}
