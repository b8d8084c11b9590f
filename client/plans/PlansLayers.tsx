/** What the plans place draws: the open plan, its names, and ground that is nobody's. */
import pointOnFeature from '@turf/point-on-feature'
import type { FeatureCollection } from 'geojson'
import { useEffect, useMemo } from 'react'
import { UNASSIGNED } from '../../shared/coverage/coverage.ts'
import { useUnits } from '../api/useUnits.ts'
import { useDeckLayers } from '../map/deckStore.ts'
import { mapStore } from '../map/mapStore.ts'
import { EMPTY_PART, type MapPart } from '../map/parts.ts'
import { paletteOf } from '../map/style/palette.ts'
import { REGULAR } from '../map/style/text.ts'
import { shortName } from '../map/style/unitLabels.ts'
import { useMapPart } from '../map/useMapPart.ts'
import { useAddress } from '../state/addressStore.ts'
import { useStore } from '../state/store.ts'
import { useIsDark } from '../theme/useIsDark.ts'
import { useMiddleMarker } from '../circles/street/useMiddleMarker.ts'
import { CompareLayers } from './compare/CompareLayers.tsx'
import { movingLayers, restingLayers } from './drawPlan.ts'
import { blockStore } from './ground/blockStore.ts'
import { letGoOfBlocks } from './ground/blockTool.ts'
import { blockLayers, cutLayers } from './ground/drawGround.ts'
import { cutNow, letGoOfStreet, streetStore } from './ground/streetTool.ts'
import { useGround } from './ground/useGround.ts'
import { planColours } from './planColours.ts'
import { deskStore, type Desk } from './planDesk.ts'
import { usePlanTab } from './planTab.ts'
import { CommentLayers } from './review/CommentLayers.tsx'
import { finishSketch, goBack, goOn, letGo, toolStore } from './planTools.ts'
import { sketchPointerStore, usePlanPointer } from './usePlanPointer.ts'

export default function PlansLayers() {
  const map = useStore(mapStore)
  const desk = useStore(deskStore)
  const tab = usePlanTab()
  usePlanPointer(map, desk !== null && tab === 'draw')
  useMiddleMarker()
  if (!desk) return null
  if (tab === 'compare') return <CompareLayers />
  return (
    <>
      <PlanLayers desk={desk} isDrawn={tab === 'draw'} />
      {tab === 'review' && map && <CommentLayers map={map} id={desk.id} />}
    </>
  )
}

/** True where keys belong to a field that is being typed into. */
const isTyping = ({ target }: KeyboardEvent): boolean =>
  target instanceof HTMLElement &&
  target.closest('input, textarea, select, [contenteditable], [role=dialog]') !== null

/** True where no control has the focus. */
const isOnMap = ({ target }: KeyboardEvent): boolean =>
  target === document.body || target instanceof HTMLCanvasElement

/** @param isDrawn  else there is nothing to drag: a picked grid has its border, without corners */
function PlanLayers({ desk, isDrawn }: { desk: Desk; isDrawn: boolean }) {
  const isDark = useIsDark()
  const colours = useMemo(() => planColours(isDark), [isDark])
  const held = useStore(toolStore)
  const tools = useMemo(
    () => (isDrawn ? held : { ...held, tool: 'merge' as const, sketch: [], corner: null }),
    [isDrawn, held],
  )
  const pointer = useStore(sketchPointerStore)
  const { work, rested, dragged, dedicated } = desk
  const moving = dragged ? [...dragged].sort().join(' ') : ''
  const resting = useMemo(
    () => restingLayers(work, rested, dedicated, new Set(moving.split(' ')), colours),
    [work, rested, dedicated, moving, colours],
  )
  const above = useMemo(() => movingLayers(desk, tools, colours, pointer), [desk, tools, colours, pointer])
  useGround(desk)
  const blocks = useStore(blockStore)
  const { cut } = useStore(streetStore)
  const ground = useMemo(
    () => [...(tools.tool === 'block' ? blockLayers(blocks, colours) : []), ...cutLayers(cut, colours)],
    [tools.tool, blocks, cut, colours],
  )
  useDeckLayers(
    'plan',
    useMemo(() => [...resting, ...above, ...ground], [resting, above, ground]),
  )
  useMapPart(useNames(desk))
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      // Keys are the dialog's own while one is open, wherever the focus is.
      if (isTyping(event) || document.querySelector('[role=dialog][aria-modal=true]')) return
      if (event.key === 'Escape') {
        if (!letGoOfBlocks() && !letGoOfStreet()) letGo()
      } else if (event.key === 'Enter' && streetStore.get().cut && isOnMap(event)) cutNow()
      else if (event.key === 'Enter' && toolStore.get().sketch.length > 0 && event.target === document.body)
        finishSketch()
      else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z') {
        event.preventDefault()
        if (event.shiftKey) goOn()
        else goBack()
      } else if (event.ctrlKey && event.key.toLowerCase() === 'y') {
        event.preventDefault()
        goOn()
      }
    }
    // Before a dialog hears of it, which is gone afterwards.
    addEventListener('keydown', onKey, true)
    return () => removeEventListener('keydown', onKey, true)
  }, [])
  return null
}

/** Names of the areas where they lie now, and a hatch over what is nobody's; both follow when a drag has ended. */
function useNames({ work: { grids }, rested }: Desk): MapPart {
  const isDark = useIsDark()
  const { nodes } = useUnits()
  const areLabelsShown = useAddress((entry) => entry.shown.includes('labels'))
  const shapes = rested?.shapes
  const names = useMemo((): FeatureCollection | null => {
    if (!shapes) return null
    return {
      type: 'FeatureCollection',
      features: [...shapes].flatMap(([key, shape]) => {
        const grid = grids.get(key)
        if (!grid) return []
        const point = pointOnFeature(shape)
        return [{ ...point, properties: { name: shortName(grid.name, nodes.get(grid.parent)?.name) } }]
      }),
    }
  }, [shapes, grids, nodes])
  const nobodys = shapes?.get(UNASSIGNED) ?? null
  const part = useMemo((): MapPart => {
    const palette = paletteOf(isDark)
    const { unassigned } = planColours(isDark)
    if (!names) return EMPTY_PART
    return {
      sources: {
        planNames: { type: 'geojson', data: names },
        planNobodys: {
          type: 'geojson',
          data: {
            type: 'FeatureCollection',
            features: nobodys ? [{ type: 'Feature', properties: {}, geometry: nobodys }] : [],
          },
          tolerance: 0,
        },
      },
      layers: [
        {
          slot: 'areas',
          spec: { id: 'plan:hatch', type: 'fill', source: 'planNobodys', paint: { 'fill-pattern': 'hatch' } },
        },
        {
          slot: 'areas',
          spec: {
            id: 'plan:nobodys',
            type: 'line',
            source: 'planNobodys',
            paint: { 'line-color': unassigned, 'line-width': 3 },
          },
        },
        {
          slot: 'labels',
          spec: {
            id: 'plan:name',
            type: 'symbol',
            source: 'planNames',
            minzoom: 13,
            layout: {
              visibility: areLabelsShown ? 'visible' : 'none',
              'text-field': ['get', 'name'],
              'text-font': REGULAR,
              'text-size': 12,
              'text-max-width': 8,
              'text-padding': 4,
            },
            paint: { 'text-color': palette.ink, 'text-halo-color': palette.halo, 'text-halo-width': 1.8 },
          },
        },
      ],
    }
  }, [names, nobodys, isDark, areLabelsShown])
  return part
}
