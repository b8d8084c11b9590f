/** Small pictures that the map needs, drawn here: nothing is fetched from outside and light and dark differ. */
import type { Map as MapLibreMap } from 'maplibre-gl'

export const PIXEL_RATIO = 2

export function drawing(
  width: number,
  height: number,
): { canvas: OffscreenCanvas; pen: OffscreenCanvasRenderingContext2D } {
  const canvas = new OffscreenCanvas(width * PIXEL_RATIO, height * PIXEL_RATIO)
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  if (!pen) throw new Error('no 2d context')
  pen.scale(PIXEL_RATIO, PIXEL_RATIO)
  return { canvas, pen }
}

export function putImage(map: MapLibreMap, id: string, canvas: OffscreenCanvas): void {
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  if (!pen) return
  const image = pen.getImageData(0, 0, canvas.width, canvas.height)
  if (map.hasImage(id)) map.updateImage(id, image)
  else map.addImage(id, image, { pixelRatio: PIXEL_RATIO })
}

/** Diagonal lines for "no data": never a pale colour, which would read as "few". */
export function putHatch(map: MapLibreMap, colour: string): void {
  const size = 8
  const { canvas, pen } = drawing(size, size)
  pen.strokeStyle = colour
  pen.lineWidth = 1
  for (const shift of [-size, 0, size]) {
    pen.beginPath()
    pen.moveTo(shift - 1, size + 1)
    pen.lineTo(shift + size + 1, -1)
    pen.stroke()
  }
  putImage(map, 'hatch', canvas)
}
