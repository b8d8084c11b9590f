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
import { paintCompass, paintRings, type Projection, projectionThrough } from './paintCircles.ts'
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

/** @param radiusMeters  of the circle as the crow flies; null for none */
export function useHeldCircles(colours: CircleColours, radiusMeters: number | null): void {
  const map = useStore(mapStore)
  useEffect(() => {
    if (!map) return
    let canvas: HTMLCanvasElement | null = null
    const remove = (): void => {
      map.off('idle', remove)
      canvas?.remove()
      canvas = null
    }
    const paint = (): void => {
      const held = heldAnswerStore.get()
      if (!held) return
      map.off('idle', remove)
      canvas ??= makeCanvas(map)
      const { clientWidth: width, clientHeight: height } = map.getContainer()
      const scale = devicePixelRatio
      if (canvas.width !== Math.round(width * scale) || canvas.height !== Math.round(height * scale)) {
        canvas.width = Math.round(width * scale)
        canvas.height = Math.round(height * scale)
      }
      const on = canvas.getContext('2d')
      if (!on) return
      on.setTransform(scale, 0, 0, scale, 0, 0)
      on.clearRect(0, 0, width, height)
      const projection = projectionOf(map)
      const shapes = held.rings.map(({ shape }) => shape)
      paintRings(on, shapes, projection, colours)
      const [point] = held.question.points
      if (radiusMeters !== null && point) paintCompass(on, point, radiusMeters, projection, colours.outside)
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
