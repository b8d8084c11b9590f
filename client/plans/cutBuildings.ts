/** The buildings on the map that a border would run through, told while it is being drawn. */
import type { Position } from 'geojson'
import type { Map as MapLibreMap } from 'maplibre-gl'
import { useEffect, useState } from 'react'
import { type AreaKey, changeBetween, type Point } from '../../shared/coverage/coverage.ts'
import { STEPS_PER_DEGREE } from '../../shared/geo/quantise.ts'
import { cutsThrough } from '../../shared/plans/cutThrough.ts'
import { BUILDING_FILL } from '../map/layers/BuildingLayer.tsx'
import { mapStore } from '../map/mapStore.ts'
import { useStore } from '../state/store.ts'
import { areaAt } from './areaAt.ts'
import { type CutShown, streetStore } from './ground/streetTool.ts'
import { sketchPointerStore } from './usePlanPointer.ts'
import type { Desk } from './planDesk.ts'
import type { ToolState } from './planTools.ts'

/** From this zoom on buildings are drawn. */
const BUILDINGS_ZOOM = 14
/** The pointer has rested so long: a drag itself waits for nothing. */
const REST_MILLISECONDS = 120

const degrees = ([x, y]: Point): Position => [x / STEPS_PER_DEGREE, y / STEPS_PER_DEGREE]

function pointsOf(line: readonly number[]): Position[] {
  const points: Position[] = []
  for (let i = 0; i < line.length; i += 2) points.push(degrees([line[i]!, line[i + 1]!]))
  return points
}

/** @returns the lines that are being drawn and, for a drawn one, whose ground it divides */
function drawn(
  { coverage, work, dragged }: Desk,
  { tool, sketch, selected }: ToolState,
  pointer: Point | null,
  cut: CutShown | null,
): { lines: Position[][]; isDivided: (key: AreaKey) => boolean } | null {
  if (cut)
    return { lines: [cut.line.map(degrees)], isDivided: (key) => key === cut.key || !work.grids.has(key) }
  if (dragged) {
    const after = changeBetween(work.coverage, coverage).flatMap((change) => change.after ?? [])
    return { lines: after.map(({ line }) => pointsOf(line)), isDivided: () => true }
  }
  const points = [...sketch, ...(pointer ? [pointer] : [])].map(degrees)
  if (selected === null || points.length < 2) return null
  if (tool === 'split') return { lines: [points], isDivided: (key) => key === selected }
  if (tool === 'give') return { lines: [[...points, points[0]!]], isDivided: (key) => key !== selected }
  return null
}

/** @returns names by code */
function cutBy(
  map: MapLibreMap,
  lines: readonly (readonly Position[])[],
  isDivided: (key: AreaKey) => boolean,
): ReadonlyMap<string, string> {
  const cut = new Map<string, string>()
  for (const line of lines) {
    const pixels = line.map(([lon = 0, lat = 0]) => map.project([lon, lat]))
    const [xs, ys] = [pixels.map(({ x }) => x), pixels.map(({ y }) => y)]
    const around: [[number, number], [number, number]] = [
      [xs.reduce((a, b) => Math.min(a, b)), ys.reduce((a, b) => Math.min(a, b))],
      [xs.reduce((a, b) => Math.max(a, b)), ys.reduce((a, b) => Math.max(a, b))],
    ]
    for (const { geometry, properties } of map.queryRenderedFeatures(around, { layers: [BUILDING_FILL] })) {
      const { code, name } = properties as { code: string; name?: string }
      if (cut.has(code)) continue
      const parts =
        geometry.type === 'Polygon'
          ? [geometry.coordinates]
          : geometry.type === 'MultiPolygon'
            ? geometry.coordinates
            : []
      const [lon, lat] = parts[0]?.[0]?.[0] ?? []
      if (lon === undefined || lat === undefined || !isDivided(areaAt(lon, lat))) continue
      if (parts.some((rings) => cutsThrough(line, rings))) cut.set(code, name ?? code)
    }
  }
  return cut
}

export type CutBuildings = 'tooFar' | readonly string[]

/** @returns names of the buildings; `tooFar` where the map does not show any; null while nothing is drawn */
export function useCutBuildings(desk: Desk, tools: ToolState): CutBuildings | null {
  const map = useStore(mapStore)
  const pointer = useStore(sketchPointerStore)
  const { cut: street } = useStore(streetStore)
  const [cut, setCut] = useState<CutBuildings | null>(null)
  useEffect(() => {
    const timer = setTimeout(() => {
      const what = map && drawn(desk, tools, pointer, street)
      if (!map || !what) setCut(null)
      else if (map.getZoom() < BUILDINGS_ZOOM || !map.getLayer(BUILDING_FILL)) setCut('tooFar')
      else setCut([...cutBy(map, what.lines, what.isDivided).values()])
    }, REST_MILLISECONDS)
    return () => clearTimeout(timer)
  }, [map, desk, tools, pointer, street])
  return cut
}
