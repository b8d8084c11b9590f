/**
 * The pointer on a plan: picks an area, drags a corner or a border of the picked one, draws the line that the tool in hand
 * asks for. One finger does the same on a touch screen.
 */
import type { Map as MapLibreMap, MapMouseEvent } from 'maplibre-gl'
import { useEffect } from 'react'
import { type AreaKey, type Point, UNASSIGNED } from '../../shared/coverage/coverage.ts'
import { STEPS_PER_DEGREE } from '../../shared/geo/quantise.ts'
import { TOUCH_QUERY } from '../frame/layout.ts'
import { count as countText } from '../i18n/format.ts'
import { translate } from '../i18n/i18n.ts'
import { ownPointerStore } from '../map/askPlace.ts'
import { tipStore } from '../map/hover.ts'
import { createStore } from '../state/store.ts'
import { areaAt } from './areaAt.ts'
import { borderNear, type BorderPlace } from './borderNear.ts'
import { blockPointer } from './ground/blockPointer.ts'
import { streetPointer } from './ground/streetPointer.ts'
import type { Pointing, ToolPointer } from './ground/toolPointer.ts'
import { deskStore, lookAt, stopLooking } from './planDesk.ts'
import { moveCorner, type PlanEdit, pullBorder } from './planEdits.ts'
import {
  addToSketch,
  clickArea,
  dropped,
  finishSketch,
  showRefusal,
  type Tool,
  toolStore,
} from './planTools.ts'
import { snapToMap } from './snapToMap.ts'

/** Where the line being drawn would go next; null while the pointer is elsewhere. */
export const sketchPointerStore = createStore<Point | null>(null)

/** Borders are drawn to roads, walls and buildings; with the Alt key held they are not. */
export const snapsStore = createStore(true)

const REACH_PIXELS = 9
const FINGER_REACH_PIXELS = 22
const AFTER_FINGER_MILLISECONDS = 800

const steps = ([lon, lat]: readonly [number, number]): Point => [
  Math.round(lon * STEPS_PER_DEGREE),
  Math.round(lat * STEPS_PER_DEGREE),
]

/** Tools that draw no line of their own. */
const POINTERS: Partial<Record<Tool, ToolPointer>> = { block: blockPointer, street: streetPointer }
const pointerInHand = (): ToolPointer | undefined => POINTERS[toolStore.get().tool]

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

const isMainButton = ({ originalEvent }: Pointing): boolean =>
  !('button' in originalEvent) || originalEvent.button === 0

export function usePlanPointer(map: MapLibreMap | null, isOpen: boolean): void {
  useEffect(() => {
    if (!map || !isOpen) return
    ownPointerStore.set(true)
    map.doubleClickZoom.disable()
    let held: BorderPlace | null = null
    /** The tool whose drag is under way. */
    let sweeping: ToolPointer | null = null
    /** When a finger ended one: the mouse that a browser makes of it comes after, and is nobody's. */
    let fingerAt = -Infinity
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
      const isOurs = isOneFinger && isMainButton(event) && !event.originalEvent.defaultPrevented
      // A second finger moves the map.
      if (!isOneFinger) cancelSweep()
      const own = pointerInHand()
      if (own && !('points' in event) && performance.now() - fingerAt < AFTER_FINGER_MILLISECONDS) {
        hasMoved = true
        return
      }
      held = isOurs && !own ? placeNear(map, event) : null
      hasMoved = false
      last = null
      if (isOurs && own?.down(event)) {
        sweeping = own
        hasMoved = true
      }
      // The map stays where it is while a border is dragged.
      if (held || sweeping) event.preventDefault()
    }
    const cancelSweep = (): void => {
      sweeping?.cancel()
      sweeping = null
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
      const own = pointerInHand()
      if (own) {
        map.getCanvas().style.cursor = 'pointer'
        sketchPointerStore.set(null)
        return own.hover(event)
      }
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
      if (held || sweeping) {
        hasMoved = true
        event.preventDefault()
      }
      // What is swept over is all of it, not what is there when a frame is drawn.
      if (sweeping) return sweeping.drag(event)
      cancelAnimationFrame(frame)
      frame = requestAnimationFrame(() => (held ? drag(event) : hover(event)))
    }
    const onUp = (event: Pointing) => {
      cancelAnimationFrame(frame)
      if (sweeping && 'points' in event) fingerAt = performance.now()
      sweeping?.up()
      sweeping = null
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
      cancelSweep()
      if (held) stopLooking()
      held = null
    }
    const onClick = (event: MapMouseEvent) => {
      const { tool } = toolStore.get()
      if (hasMoved) {
        hasMoved = false
        return
      }
      const own = pointerInHand()
      if (own) return own.click(event)
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
      cancelAnimationFrame(frame)
      pointerInHand()?.out()
      tipStore.set(null)
      sketchPointerStore.set(null)
    }
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && (held || sweeping)) cancel()
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
