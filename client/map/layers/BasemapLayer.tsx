/** The base map from our own vector tiles. */
import { useMemo } from 'react'
import { useSystem } from '../../api/useSystem.ts'
import { useIsDark } from '../../theme/useIsDark.ts'
import { EMPTY_PART, type MapPart } from '../parts.ts'
import { basemapGround } from '../style/basemapGround.ts'
import { basemapLabels } from '../style/basemapLabels.ts'
import { basemapRoads } from '../style/basemapRoads.ts'
import { basemapWalls } from '../style/basemapWalls.ts'
import { paletteOf, type MapPalette } from '../style/palette.ts'
import { tileAddress } from '../tileAddress.ts'
import { useMapPart } from '../useMapPart.ts'

export const basemapPart = (palette: MapPalette, revision: string): MapPart => ({
  sources: {
    basemap: { type: 'vector', tiles: [tileAddress('basemap', revision)], minzoom: 8, maxzoom: 16 },
  },
  layers: [
    ...basemapGround(palette),
    ...basemapRoads(palette),
    ...basemapWalls(palette),
    ...basemapLabels(palette),
  ],
})

export function BasemapLayer() {
  const isDark = useIsDark()
  const revision = useSystem()?.revision
  useMapPart(
    useMemo(
      () => (revision === undefined ? EMPTY_PART : basemapPart(paletteOf(isDark), revision)),
      [isDark, revision],
    ),
  )
  return null
}
