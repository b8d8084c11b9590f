/** What is painted of circles above the map lies where the map has it. */
import { describe, expect, it } from 'vitest'
import {
  boxOf,
  compassOf,
  paintCompass,
  paintRings,
  projectionThrough,
} from '../../../client/circles/walk/paintCircles.ts'

const EQUATOR_METERS = 40_075_016.7
/** Pixels of a world of 2 ** zoom tiles of 512, as the map reckons them. */
const onMap = (lon: number, lat: number, zoom: number): { x: number; y: number } => {
  const world = 512 * 2 ** zoom
  const turn = Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360))
  return { x: ((lon + 180) / 360) * world, y: ((1 - turn / Math.PI) / 2) * world }
}

/** Notes what is asked of a canvas. */
class Paper {
  fillStyle: string | CanvasGradient | CanvasPattern = ''
  strokeStyle: string | CanvasGradient | CanvasPattern = ''
  lineWidth = 0
  globalAlpha = 1
  path: string[] = []
  done: { what: string; path: string; alpha: number; width: number }[] = []
  arcs: unknown[][] = []
  beginPath(): void {
    this.path = []
  }
  moveTo(x: number, y: number): void {
    this.path.push(`M${x},${y}`)
  }
  lineTo(x: number, y: number): void {
    this.path.push(`L${x},${y}`)
  }
  closePath(): void {
    this.path.push('Z')
  }
  arc(...values: Parameters<CanvasRenderingContext2D['arc']>): void {
    this.arcs.push(values)
  }
  setLineDash(): void {}
  note(what: string): void {
    this.done.push({ what, path: this.path.join(' '), alpha: this.globalAlpha, width: this.lineWidth })
  }
  fill(rule?: unknown): void {
    this.note(`fill ${String(rule)}`)
  }
  stroke(): void {
    this.note('stroke')
  }
}

describe('the projection of what is painted', () => {
  it.each([8, 12, 15.3, 19])('is the map’s own at zoom %d', (zoom) => {
    const [southWest, northEast] = [
      [113.85, 30.37],
      [113.95, 30.43],
    ] as const
    const { x, y } = projectionThrough(
      [southWest, northEast],
      [onMap(...southWest, zoom), onMap(...northEast, zoom)],
    )
    for (const [lon, lat] of [
      [113.9, 30.4],
      [113.8501, 30.4299],
      [114.2, 30.1],
    ] as const) {
      const wanted = onMap(lon, lat, zoom)
      expect(x(lon)).toBeCloseTo(wanted.x, 3)
      expect(y(lat)).toBeCloseTo(wanted.y, 3)
    }
  })
})

describe('painted circles', () => {
  const square = (side: number) => [
    [
      [
        [0, 0],
        [side, 0],
        [side, side],
      ],
    ],
  ]
  const plain = { x: (lon: number) => lon, y: (lat: number) => lat }

  it('lie largest first with an outline of two lines, holes left out', () => {
    const paper = new Paper()
    const holed = [...square(30)[0]!, square(4)[0]![0]!]
    paintRings(paper, [square(10), square(20), [holed]] as never, plain, { ring: 'blue', ringOpacity: 0.1 })
    expect(paper.done.map(({ what }) => what)).toEqual([
      'fill evenodd',
      'stroke',
      'stroke',
      'fill evenodd',
      'stroke',
      'fill evenodd',
      'stroke',
    ])
    expect(paper.done[0]!.path).toBe('M0,0 L30,0 L30,30 Z M0,0 L4,0 L4,4 Z')
    const lines = paper.done.filter(({ what }) => what === 'stroke')
    expect(lines.map(({ width }) => width)).toEqual([1, 1, 1, 1])
    expect(lines.slice(0, 2).map(({ path }) => path.split(' ')[0])).toEqual(['M-0.5,-0.5', 'M0.5,0.5'])
    expect(paper.done[0]!.alpha).toBe(0.1)
  })

  it('lie within their box, outlines and service radius too', () => {
    const shapes = [square(10), square(30)] as never
    expect(boxOf(shapes, plain, null)).toEqual({ left: -2, top: -2, right: 32, bottom: 32 })
    const around = { x: 15, y: 10, radius: 40 }
    expect(boxOf(shapes, plain, around)).toEqual({ left: -27, top: -32, right: 57, bottom: 52 })
  })

  it('have the service radius in metres on the ground', () => {
    const paper = new Paper()
    const zoom = 14
    const at = { lon: 113.9, lat: 30.4 }
    const projection = {
      x: (lon: number) => onMap(lon, 0, zoom).x,
      y: (lat: number) => onMap(0, lat, zoom).y,
    }
    paintCompass(paper, compassOf(at, 1_000, projection), 'red')
    const metersPerPixel = (EQUATOR_METERS / (512 * 2 ** zoom)) * Math.cos((at.lat * Math.PI) / 180)
    expect(paper.arcs[0]![2]).toBeCloseTo(1_000 / metersPerPixel, 0)
  })
})
