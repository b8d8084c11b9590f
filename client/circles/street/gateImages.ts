/** The symbols of gates: an open one shows the way through, a shut one a bar; told apart by shape, not colour alone. */
import type { Map as MapLibreMap } from 'maplibre-gl'
import { drawing, putImage } from '../../map/images.ts'
import type { StreetColours } from './streetColours.ts'

const SIZE = 22
export const GATE_OPEN = 'street|gateOpen'
export const GATE_SHUT = 'street|gateShut'

function draw(isOpen: boolean, { gate, gateGround, gateShut }: StreetColours): OffscreenCanvas {
  const { canvas, pen } = drawing(SIZE, SIZE)
  const middle = SIZE / 2
  pen.beginPath()
  pen.arc(middle, middle, middle - 2, 0, 2 * Math.PI)
  pen.fillStyle = isOpen ? gateGround : gateShut
  pen.fill()
  pen.lineWidth = 2
  pen.strokeStyle = isOpen ? gate : gateGround
  pen.stroke()
  pen.fillStyle = isOpen ? gate : gateGround
  if (isOpen) {
    // two posts with the way between them
    pen.fillRect(middle - 5, middle - 4, 3, 8)
    pen.fillRect(middle + 2, middle - 4, 3, 8)
  } else pen.fillRect(middle - 5, middle - 1.5, 10, 3)
  return canvas
}

export function putGateImages(map: MapLibreMap, colours: StreetColours): void {
  putImage(map, GATE_OPEN, draw(true, colours))
  putImage(map, GATE_SHUT, draw(false, colours))
}
