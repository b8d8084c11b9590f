/** Units of one level in their colours. */
import type { ExpressionSpecification } from 'maplibre-gl'
import { useMemo } from 'react'
import type { UnitLevel } from '../../shared/domain/levels.ts'
import { useSystem } from '../api/useSystem.ts'
import { FILL_OPACITY, rampOf } from '../colouring/ramps.ts'
import { EMPTY_PART, type MapPart } from '../map/parts.ts'
import { unitsAddress } from '../map/unitsAddress.ts'
import { useMapPart } from '../map/useMapPart.ts'
import { useAt } from '../state/addressStore.ts'
import { useIsDark } from '../theme/useIsDark.ts'
import type { UnitColours } from './unitColours.ts'

const CLEAR = 'rgba(0, 0, 0, 0)'
/** Of the opacity of others: what rests on few issues is not to be seen from afar. */
const SMALL_SHARE = 0.45

export function UnitFill({ level, colours }: { level: UnitLevel; colours: UnitColours }) {
  const isDark = useIsDark()
  const at = useAt()
  const revision = useSystem()?.revision
  const part = useMemo((): MapPart => {
    if (revision === undefined) return EMPTY_PART
    const { classByCode, counts, small, withoutData } = colours
    const ramp = rampOf(isDark, counts.length)
    const pairs = [...classByCode].flatMap(([code, index]) => [code, ramp[index] ?? CLEAR])
    const fill = (pairs.length === 0 ? CLEAR : ['match', ['get', 'code'], ...pairs, CLEAR]) as
      string | ExpressionSpecification
    const opacity = (whole: number): ExpressionSpecification => [
      'case',
      ['in', ['get', 'code'], ['literal', [...small]]],
      whole * SMALL_SHARE,
      whole,
    ]
    const { low, high, from, to } = FILL_OPACITY
    return {
      sources: {
        figureUnits: { type: 'geojson', data: unitsAddress(at, revision), tolerance: 0, maxzoom: 16 },
      },
      layers: [
        {
          slot: 'fill',
          spec: {
            id: 'figure:fill',
            type: 'fill',
            source: 'figureUnits',
            filter: ['==', ['get', 'level'], level],
            paint: {
              'fill-color': fill,
              'fill-opacity': ['interpolate', ['linear'], ['zoom'], from, opacity(low), to, opacity(high)],
              'fill-antialias': false,
            },
          },
        },
        {
          slot: 'fill',
          spec: {
            id: 'figure:noData',
            type: 'fill',
            source: 'figureUnits',
            filter: ['in', ['get', 'code'], ['literal', [...withoutData]]],
            paint: { 'fill-pattern': 'hatch', 'fill-opacity': 0.7 },
          },
        },
      ],
    }
  }, [level, colours, revision, isDark, at])
  useMapPart(part)
  return null
}
