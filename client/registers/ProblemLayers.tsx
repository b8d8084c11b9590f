/** On the map: the current place, the unit it lies in, the unit it names, and the other doubtful places around. */
import type { Feature, FeatureCollection, Point } from 'geojson'
import { useMemo } from 'react'
import type { LinkProblem } from '../../shared/domain/importing.ts'
import { useUnits } from '../api/useUnits.ts'
import type { MapPart, PartLayer } from '../map/parts.ts'
import { useMapPart } from '../map/useMapPart.ts'
import { useStore } from '../state/store.ts'
import { useIsDark } from '../theme/useIsDark.ts'
import { problemColours } from './problemColours.ts'
import { problemKey } from './problemFilter.ts'
import { currentProblemStore, listedProblemsStore } from './problemStore.ts'
import { statedUnit } from './statedUnit.ts'

function placesOf(problems: readonly LinkProblem[], current: LinkProblem | null): FeatureCollection<Point> {
  const features = problems.flatMap((problem): Feature<Point>[] =>
    problem.location
      ? [
          {
            type: 'Feature',
            properties: { isCurrent: current !== null && problemKey(problem) === problemKey(current) },
            geometry: { type: 'Point', coordinates: problem.location },
          },
        ]
      : [],
  )
  return { type: 'FeatureCollection', features }
}

const outline = (id: string, code: string, colour: string, dash?: number[]): PartLayer => ({
  slot: 'borders',
  spec: {
    id,
    type: 'line',
    source: 'units',
    filter: ['==', ['get', 'code'], code],
    paint: {
      'line-color': colour,
      'line-width': 3.5,
      ...(dash ? { 'line-dasharray': dash } : {}),
    },
  },
})

export default function ProblemLayers() {
  const isDark = useIsDark()
  const { nodes } = useUnits()
  const current = useStore(currentProblemStore)
  const listed = useStore(listedProblemsStore)
  const named = useMemo(() => statedUnit(current?.stated ?? null, nodes)?.code ?? '', [current, nodes])
  const part = useMemo((): MapPart => {
    const colours = problemColours(isDark)
    return {
      sources: { problems: { type: 'geojson', data: placesOf(listed, current) } },
      layers: [
        // Their source belongs to the units' own layer, which stands by the time a record can be picked.
        ...(current
          ? [
              outline('problem:lies', current.unit?.code ?? '', colours.lies),
              outline('problem:stated', named, colours.stated, [2, 1.2]),
            ]
          : []),
        {
          slot: 'top',
          spec: {
            id: 'problem:place',
            type: 'circle',
            source: 'problems',
            layout: { 'circle-sort-key': ['case', ['get', 'isCurrent'], 1, 0] },
            paint: {
              'circle-radius': ['case', ['get', 'isCurrent'], 9, 4],
              'circle-color': ['case', ['get', 'isCurrent'], colours.lies, colours.other],
              'circle-stroke-color': isDark ? '#10141a' : '#ffffff',
              'circle-stroke-width': ['case', ['get', 'isCurrent'], 3, 1],
            },
          },
        },
      ],
    }
  }, [isDark, listed, current, named])
  useMapPart(part)
  return null
}
