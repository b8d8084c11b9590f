/**
 * Circles on a canvas of their own above the map. The map itself is not drawn anew: with all that lies on it, that
 * takes longer than a frame wherever the graphics card is slow or is none.
 */
import type { MultiPolygonCoordinates } from '../../../shared/network/circleShape.ts'
import type { CircleColours } from '../circlePart.ts'

/** From degrees to pixels of the page. The map is never turned or tilted: one scale, one shift. */
export interface Projection {
  x: (lon: number) => number
  y: (lat: number) => number
}

const mercator = (lat: number): number => Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360))

/** The projection that takes both corners, as [lon, lat], where the map has them. */
export function projectionThrough(
  [a, b]: readonly [readonly [number, number], readonly [number, number]],
  [atA, atB]: readonly [{ x: number; y: number }, { x: number; y: number }],
): Projection {
  const scaleX = (atB.x - atA.x) / (b[0] - a[0])
  const scaleY = (atB.y - atA.y) / (mercator(b[1]) - mercator(a[1]))
  const top = mercator(a[1])
  return {
    x: (lon) => atA.x + (lon - a[0]) * scaleX,
    y: (lat) => atA.y + (mercator(lat) - top) * scaleY,
  }
}

/**
 * Opacity of outlines, innermost first, and where they are drawn. All are hair lines: a wider one takes a processor ten
 * times as long, so the outer one, two pixels wide on the map, is two of them side by side.
 */
const OUTLINES = [
  { opacity: 0.45, shifts: [0] },
  { opacity: 0.55, shifts: [0] },
  { opacity: 0.9, shifts: [-0.5, 0.5] },
] as const

type Painter = Pick<
  CanvasRenderingContext2D,
  | 'beginPath'
  | 'moveTo'
  | 'lineTo'
  | 'closePath'
  | 'fill'
  | 'stroke'
  | 'arc'
  | 'setLineDash'
  | 'fillStyle'
  | 'strokeStyle'
  | 'lineWidth'
  | 'globalAlpha'
>

function trace(on: Painter, shape: MultiPolygonCoordinates, { x, y }: Projection, shift = 0): void {
  on.beginPath()
  for (const polygon of shape) {
    for (const line of polygon) {
      for (let i = 0; i < line.length; i++) {
        const [lon, lat] = line[i]!
        if (i === 0) on.moveTo(x(lon!) + shift, y(lat!) + shift)
        else on.lineTo(x(lon!) + shift, y(lat!) + shift)
      }
      on.closePath()
    }
  }
}

/** @param shapes  of the rings, innermost first */
export function paintRings(
  on: Painter,
  shapes: readonly MultiPolygonCoordinates[],
  projection: Projection,
  colours: Pick<CircleColours, 'ring' | 'ringOpacity'>,
): void {
  on.fillStyle = on.strokeStyle = colours.ring
  on.setLineDash([])
  for (let ring = shapes.length - 1; ring >= 0; ring--) {
    trace(on, shapes[ring]!, projection)
    on.globalAlpha = colours.ringOpacity
    on.fill('evenodd')
    const { opacity, shifts } = OUTLINES[ring + OUTLINES.length - shapes.length] ?? OUTLINES[0]
    on.globalAlpha = opacity
    on.lineWidth = 1
    for (const shift of shifts) {
      if (shift !== 0) trace(on, shapes[ring]!, projection, shift)
      on.stroke()
    }
  }
}

const METERS_PER_DEGREE = 111_195

/** A circle on the page, pixels. */
export interface PageCircle {
  x: number
  y: number
  radius: number
}

/** The service radius around a point. */
export function compassOf(
  { lon, lat }: { lon: number; lat: number },
  meters: number,
  { x, y }: Projection,
): PageCircle {
  const degrees = meters / METERS_PER_DEGREE / Math.cos((lat * Math.PI) / 180)
  return { x: x(lon), y: y(lat), radius: x(lon + degrees) - x(lon) }
}

/** Dashed. */
export function paintCompass(on: Painter, { x, y, radius }: PageCircle, colour: string): void {
  on.beginPath()
  on.arc(x, y, radius, 0, 2 * Math.PI)
  on.globalAlpha = 0.9
  on.strokeStyle = colour
  on.lineWidth = 1.5
  on.setLineDash([4.5, 3])
  on.stroke()
}

/** Pixels that outlines reach beyond their lines. */
const MARGIN = 2

/** The part of the page that all of it lies in, pixels. */
export function boxOf(
  shapes: readonly MultiPolygonCoordinates[],
  { x, y }: Projection,
  compass: PageCircle | null,
): { left: number; top: number; right: number; bottom: number } {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity }
  const take = (atX: number, atY: number, around: number): void => {
    box.left = Math.min(box.left, atX - around)
    box.right = Math.max(box.right, atX + around)
    box.top = Math.min(box.top, atY - around)
    box.bottom = Math.max(box.bottom, atY + around)
  }
  for (const shape of shapes)
    for (const [outer = []] of shape) for (const [lon, lat] of outer) take(x(lon!), y(lat!), MARGIN)
  if (compass) take(compass.x, compass.y, compass.radius + MARGIN)
  return box
}
