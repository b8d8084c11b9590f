/**
 * Draws the circles of a point that is being moved, answer by answer, without React and without the map's own drawing.
 * When the point rests the map draws them; until it has, the last ones stay.
 */
import type { Map as MapLibreMap } from 'maplibre-gl'
import { useEffect } from 'react'
import { mapStore } from '../../map/mapStore.ts'
import { useStore } from '../../state/store.ts'
import type { CircleColours } from '../circlePart.ts'
import classes from '../Circles.module.css'
import {
  boxOf,
  compassOf,
  paintCompass,
  paintRings,
  type Projection,
  projectionThrough,
} from './paintCircles.ts'
import { heldAnswerStore } from './held.ts'

function projectionOf(map: MapLibreMap): Projection {
  const bounds = map.getBounds()
  const [southWest, northEast] = [bounds.getSouthWest(), bounds.getNorthEast()]
  return projectionThrough(
    [southWest.toArray(), northEast.toArray()],
    [map.project(southWest), map.project(northEast)],
  )
}

function makeCanvas(map: MapLibreMap): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  canvas.className = classes.held ?? ''
  canvas.setAttribute('aria-hidden', 'true')
  // Below the marker that is being moved.
  map.getCanvas().after(canvas)
  return canvas
}

const NO_SHEET = { width: 0, height: 0, scale: 0 }
/** Pixels; the canvas grows by so much, since a new size is a new canvas. */
const GRAIN = 128

/**
 * Of one direction: where the canvas begins and how long it is, so that it holds from `least` to `most` as far as the
 * map shows it. It is no larger than that: every pixel of it is put together with the map's, each frame.
 */
function span(least: number, most: number, whole: number, before: number): [from: number, length: number] {
  const from = Math.max(0, Math.floor(least))
  const needed = Math.min(whole, Math.ceil(most)) - from
  const length = Math.min(whole, Math.max(before, Math.ceil(Math.max(needed, 1) / GRAIN) * GRAIN))
  return [Math.max(0, Math.min(from, whole - length)), length]
}

/** @param radiusMeters  of the circle as the crow flies; null for none */
export function useHeldCircles(colours: CircleColours, radiusMeters: number | null): void {
  const map = useStore(mapStore)
  useEffect(() => {
    if (!map) return
    let canvas: HTMLCanvasElement | null = null
    let sheet = NO_SHEET
    const remove = (): void => {
      map.off('idle', remove)
      canvas?.remove()
      canvas = null
      sheet = NO_SHEET
    }
    const paint = (): void => {
      const held = heldAnswerStore.get()
      if (!held) return
      map.off('idle', remove)
      canvas ??= makeCanvas(map)
      const { clientWidth: width, clientHeight: height } = map.getContainer()
      const projection = projectionOf(map)
      const shapes = held.rings.map(({ shape }) => shape)
      const [point] = held.question.points
      const compass = radiusMeters === null || !point ? null : compassOf(point, radiusMeters, projection)
      const box = boxOf(shapes, projection, compass)
      const [left, across] = span(box.left, box.right, width, sheet.width)
      const [top, down] = span(box.top, box.bottom, height, sheet.height)
      const scale = devicePixelRatio
      if (sheet.width !== across || sheet.height !== down || sheet.scale !== scale) {
        sheet = { width: across, height: down, scale }
        canvas.width = Math.round(across * scale)
        canvas.height = Math.round(down * scale)
        canvas.style.width = `${across}px`
        canvas.style.height = `${down}px`
      }
      const on = canvas.getContext('2d')
      if (!on) return
      canvas.style.transform = `translate(${left}px, ${top}px)`
      on.setTransform(scale, 0, 0, scale, -left * scale, -top * scale)
      on.clearRect(left, top, across, down)
      paintRings(on, shapes, projection, colours)
      if (compass) paintCompass(on, compass, colours.outside)
    }
    const follow = (): void => {
      if (heldAnswerStore.get()) paint()
      else if (canvas) map.on('idle', remove)
    }
    // What is not held any more does not follow the map.
    const onMove = (): void => (heldAnswerStore.get() ? paint() : remove())
    const stop = heldAnswerStore.subscribe(follow)
    map.on('move', onMove)
    return () => {
      stop()
      map.off('move', onMove)
      remove()
    }
  }, [map, colours, radiusMeters])
}
