/**
 * The pointer on a plan: picks an area, drags a corner or a border of the picked one, draws the line that the tool in hand
 * asks for. One finger does the same on a touch screen.
 */
import type { Map as MapLibreMap, MapMouseEvent, MapTouchEvent } from 'maplibre-gl'
import { useEffect } from 'react'
import type { MultiPolygon } from 'geojson'
import { type AreaKey, OUTSIDE, type Point, UNASSIGNED } from '../../shared/coverage/coverage.ts'
import { PointLocator } from '../../shared/coverage/pointLocator.ts'
import { STEPS_PER_DEGREE } from '../../shared/geo/quantise.ts'
import { TOUCH_QUERY } from '../frame/layout.ts'
import { count as countText } from '../i18n/format.ts'
import { translate } from '../i18n/i18n.ts'
import { ownPointerStore } from '../map/askPlace.ts'
import { tipStore } from '../map/hover.ts'
import { createStore } from '../state/store.ts'
import { borderNear, type BorderPlace } from './borderNear.ts'
import { deskStore, lookAt, stopLooking } from './planDesk.ts'
import { moveCorner, type PlanEdit, pullBorder } from './planEdits.ts'
import { addToSketch, clickArea, dropped, finishSketch, showRefusal, toolStore } from './planTools.ts'
import { snapToMap } from './snapToMap.ts'

/** Where the line being drawn would go next; null while the pointer is elsewhere. */
export const sketchPointerStore = createStore<Point | null>(null)

/** Borders are drawn to roads, walls and buildings; with the Alt key held they are not. */
export const snapsStore = createStore(true)

const REACH_PIXELS = 9
const FINGER_REACH_PIXELS = 22

const steps = ([lon, lat]: readonly [number, number]): Point => [
  Math.round(lon * STEPS_PER_DEGREE),
  Math.round(lat * STEPS_PER_DEGREE),
]

interface Locators {
  keys: AreaKey[]
  locator: PointLocator
}
const locators = new WeakMap<ReadonlyMap<AreaKey, MultiPolygon>, Locators>()

export function areaAt(lon: number, lat: number): AreaKey {
  const shapes = deskStore.get()?.count?.shapes
  if (!shapes) return OUTSIDE
  let known = locators.get(shapes)
  if (!known) {
    known = { keys: [...shapes.keys()], locator: new PointLocator([...shapes.values()]) }
    locators.set(shapes, known)
  }
  return known.keys[known.locator.locate(lon, lat)] ?? OUTSIDE
}

type Pointing = MapMouseEvent | MapTouchEvent

function placeNear(map: MapLibreMap, { lngLat, point }: Pointing): BorderPlace | null {
  const { tool, selected } = toolStore.get()
  const desk = deskStore.get()
  if (!desk?.isEditable || tool !== 'move' || selected === null) return null
  const aside = map.unproject([point.x + 1, point.y + 1])
  const scale = {
    x: 1 / ((aside.lng - lngLat.lng) * STEPS_PER_DEGREE),
    y: 1 / ((aside.lat - lngLat.lat) * STEPS_PER_DEGREE),
  }
  const reach = matchMedia(TOUCH_QUERY).matches ? FINGER_REACH_PIXELS : REACH_PIXELS
  const at = [lngLat.lng * STEPS_PER_DEGREE, lngLat.lat * STEPS_PER_DEGREE] as const
  return borderNear(desk.work.coverage, selected, at, scale, reach)
}

function pointOf(map: MapLibreMap, { lngLat, point, originalEvent }: Pointing): Point {
  const isFree = !snapsStore.get() || originalEvent.altKey
  return steps((isFree ? null : snapToMap(map, point)) ?? [lngLat.lng, lngLat.lat])
}

function tipOf(key: AreaKey): { title: string; lines: string[] } | null {
  const desk = deskStore.get()
  const figures = desk?.count?.figures.get(key)
  if (!desk || !figures) return null
  return {
    title: key === UNASSIGNED ? translate('planPage.unassigned') : (desk.work.grids.get(key)?.name ?? key),
    lines: [`${translate('planPage.households')} ${countText(figures.households)}`],
  }
}

export function usePlanPointer(map: MapLibreMap | null, isOpen: boolean): void {
  useEffect(() => {
    if (!map || !isOpen) return
    ownPointerStore.set(true)
    map.doubleClickZoom.disable()
    let held: BorderPlace | null = null
    let hasMoved = false
    let last: PlanEdit | null = null
    let frame = 0

    const editTo = (to: Point): PlanEdit | null => {
      const desk = deskStore.get()
      if (!desk || !held) return null
      return held.kind === 'corner'
        ? moveCorner(desk.work, held.point, to)
        : pullBorder(desk.work, held.ends, to)
    }
    const onDown = (event: Pointing) => {
      const isOneFinger = !('points' in event) || event.points.length === 1
      held = isOneFinger && !event.originalEvent.defaultPrevented ? placeNear(map, event) : null
      hasMoved = false
      last = null
      // The map stays where it is while a border is dragged.
      if (held) event.preventDefault()
    }
    const drag = (event: Pointing) => {
      const edit = editTo(pointOf(map, event))
      if (!edit) return
      // Where it cannot go it stays at the last place where it could.
      showRefusal(lookAt(edit))
      if (edit.ok) last = edit
    }
    const hover = (event: Pointing) => {
      const { tool, sketch } = toolStore.get()
      const isDrawing = tool === 'split' || tool === 'give'
      sketchPointerStore.set(isDrawing && sketch.length > 0 ? pointOf(map, event) : null)
      const near = placeNear(map, event)
      const canvas = map.getCanvas()
      canvas.style.cursor = isDrawing
        ? 'crosshair'
        : near
          ? near.kind === 'corner'
            ? 'move'
            : 'copy'
          : 'pointer'
      const tip = near || isDrawing ? null : tipOf(areaAt(event.lngLat.lng, event.lngLat.lat))
      tipStore.set(tip && { ...tip, x: event.point.x, y: event.point.y })
    }
    const onMove = (event: Pointing) => {
      if (held) {
        hasMoved = true
        event.preventDefault()
      }
      cancelAnimationFrame(frame)
      frame = requestAnimationFrame(() => (held ? drag(event) : hover(event)))
    }
    const onUp = (event: Pointing) => {
      cancelAnimationFrame(frame)
      if (!held) return
      if (hasMoved) {
        const edit = editTo(pointOf(map, event))
        const final = edit?.ok ? edit : last
        held = null
        if (final) dropped(final)
        else if (edit) {
          stopLooking()
          dropped(edit)
        } else stopLooking()
      }
      held = null
    }
    const cancel = () => {
      cancelAnimationFrame(frame)
      if (held) stopLooking()
      held = null
    }
    const onClick = (event: MapMouseEvent) => {
      const { tool } = toolStore.get()
      if (hasMoved) {
        hasMoved = false
        return
      }
      const isDrawing = tool === 'split' || tool === 'give'
      const { selected } = toolStore.get()
      if (isDrawing && selected !== null) {
        // The second half of a double click ends the line.
        if (event.originalEvent.detail > 1) finishSketch()
        else addToSketch(pointOf(map, event))
        return
      }
      if (placeNear(map, event)) return
      clickArea(areaAt(event.lngLat.lng, event.lngLat.lat))
    }
    const onOut = () => {
      tipStore.set(null)
      sketchPointerStore.set(null)
    }
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && held) cancel()
    }
    map.on('mousedown', onDown)
    map.on('touchstart', onDown)
    map.on('mousemove', onMove)
    map.on('touchmove', onMove)
    map.on('mouseup', onUp)
    map.on('touchend', onUp)
    map.on('touchcancel', cancel)
    map.on('mouseout', onOut)
    map.on('click', onClick)
    addEventListener('keydown', onKey)
    return () => {
      cancel()
      onOut()
      ownPointerStore.set(false)
      map.doubleClickZoom.enable()
      map.getCanvas().style.cursor = ''
      map.off('mousedown', onDown)
      map.off('touchstart', onDown)
      map.off('mousemove', onMove)
      map.off('touchmove', onMove)
      map.off('mouseup', onUp)
      map.off('touchend', onUp)
      map.off('touchcancel', cancel)
      map.off('mouseout', onOut)
      map.off('click', onClick)
      removeEventListener('keydown', onKey)
    }
  }, [map, isOpen])
}
