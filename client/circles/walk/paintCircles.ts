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

/** Width and opacity of outlines, innermost first, as on the map. */
const OUTLINES = [
  { width: 1, opacity: 0.45 },
  { width: 1, opacity: 0.55 },
  { width: 2, opacity: 0.9 },
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
  | 'lineJoin'
  | 'globalAlpha'
>

function trace(on: Painter, shape: MultiPolygonCoordinates, { x, y }: Projection): void {
  on.beginPath()
  for (const polygon of shape) {
    for (const line of polygon) {
      for (let i = 0; i < line.length; i++) {
        const [lon, lat] = line[i]!
        if (i === 0) on.moveTo(x(lon!), y(lat!))
        else on.lineTo(x(lon!), y(lat!))
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
  on.lineJoin = 'round'
  on.setLineDash([])
  for (let ring = shapes.length - 1; ring >= 0; ring--) {
    trace(on, shapes[ring]!, projection)
    on.globalAlpha = colours.ringOpacity
    on.fill('evenodd')
    const { width, opacity } = OUTLINES[ring + OUTLINES.length - shapes.length] ?? OUTLINES[0]
    on.globalAlpha = opacity
    on.lineWidth = width
    on.stroke()
  }
}

const METERS_PER_DEGREE = 111_195

/** The service radius around a point, dashed. */
export function paintCompass(
  on: Painter,
  { lon, lat }: { lon: number; lat: number },
  meters: number,
  { x, y }: Projection,
  colour: string,
): void {
  const degrees = meters / METERS_PER_DEGREE / Math.cos((lat * Math.PI) / 180)
  on.beginPath()
  on.arc(x(lon), y(lat), x(lon + degrees) - x(lon), 0, 2 * Math.PI)
  on.globalAlpha = 0.9
  on.strokeStyle = colour
  on.lineWidth = 1.5
  on.setLineDash([4.5, 3])
  on.stroke()
}
