/** The map as it is seen, at print resolution, with title, legend, scale and sources: a picture that stands alone. */
import type { Map as MapLibreMap } from 'maplibre-gl'
import { straightLineMeters } from '../../shared/geo/straightLine.ts'
import type { Translate } from '../i18n/i18n.ts'
import { drawingSizeStore } from './deckStore.ts'
import { mapStore } from './mapStore.ts'

/** Three times the screen: 300 dots an inch at the size of an A4 page across. */
const SHARPNESS = 3
const LONGEST_WAIT_MS = 20_000
const FONT = '"Noto Sans SC", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif'

export interface Picture {
  title: string
  detail: string
  sources: string
  legend: readonly { colour: string; opacity: number; label: string }[]
  pins: readonly { lon: number; lat: number }[]
}

export const sourcesOf = (attribution: readonly string[], t: Translate): string =>
  attribution.map((source) => (source === 'demo town' ? t('map.demoData') : source)).join(' · ')

/** @throws Error without a map, or when the map does not come to rest */
export async function pictureOfMap(picture: Picture): Promise<Blob> {
  const map = mapStore.get()
  if (!map) throw new Error('there is no map')
  const before = map.getPixelRatio()
  try {
    map.setPixelRatio(SHARPNESS)
    tellDeck(map)
    await rest(map)
    return await compose(map, await frameOf(map), picture)
  } finally {
    map.setPixelRatio(before)
    tellDeck(map)
  }
}

/** deck.gl draws into the map's canvas and is not told when that gets finer. */
export function tellDeck(map: MapLibreMap): void {
  const { width, height } = map.getCanvas()
  drawingSizeStore.set({ width, height })
}

export const rest = (map: MapLibreMap, longestMs = LONGEST_WAIT_MS): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the map does not come to rest')), longestMs)
    map.once('idle', () => {
      clearTimeout(timer)
      resolve()
    })
    map.triggerRepaint()
  })

/** What was drawn is only there until the browser has shown it: it is copied while the frame is being drawn. */
export const frameOf = (map: MapLibreMap): Promise<HTMLCanvasElement> =>
  new Promise((resolve) => {
    map.once('render', () => {
      const source = map.getCanvas()
      const copy = document.createElement('canvas')
      copy.width = source.width
      copy.height = source.height
      copy.getContext('2d')?.drawImage(source, 0, 0)
      resolve(copy)
    })
    map.triggerRepaint()
  })

function compose(map: MapLibreMap, frame: HTMLCanvasElement, picture: Picture): Promise<Blob> {
  const scale = frame.width / map.getContainer().clientWidth
  const px = (value: number): number => value * scale
  const [top, bottom] = [px(64), px(40 + 24 * Math.ceil(picture.legend.length / 4))]
  const canvas = document.createElement('canvas')
  canvas.width = frame.width
  canvas.height = frame.height + top + bottom
  const ink = canvas.getContext('2d')
  if (!ink) throw new Error('no 2d canvas')
  ink.fillStyle = '#ffffff'
  ink.fillRect(0, 0, canvas.width, canvas.height)
  ink.drawImage(frame, 0, top)
  const text = (
    words: string,
    x: number,
    y: number,
    size: number,
    weight = 400,
    colour = '#1b2733',
  ): void => {
    ink.font = `${weight} ${px(size)}px ${FONT}`
    ink.fillStyle = colour
    ink.fillText(words, x, y)
  }
  ink.textBaseline = 'middle'
  text(picture.title, px(16), top * 0.36, 20, 700)
  text(picture.detail, px(16), top * 0.76, 13, 400, '#52606d')
  for (const { lon, lat } of picture.pins) {
    const { x, y } = map.project([lon, lat])
    ink.beginPath()
    ink.arc(px(x), top + px(y), px(8), 0, 2 * Math.PI)
    ink.fillStyle = '#1f5fc4'
    ink.fill()
    ink.lineWidth = px(3)
    ink.strokeStyle = '#ffffff'
    ink.stroke()
  }
  const below = top + frame.height
  const column = canvas.width / 4
  picture.legend.forEach(({ colour, opacity, label }, index) => {
    const x = px(16) + (index % 4) * column
    const y = below + px(20 + 24 * Math.floor(index / 4))
    ink.beginPath()
    ink.arc(x + px(7), y, px(7), 0, 2 * Math.PI)
    ink.globalAlpha = opacity
    ink.fillStyle = colour
    ink.fill()
    ink.globalAlpha = 1
    ink.lineWidth = px(1)
    ink.strokeStyle = colour
    ink.stroke()
    text(label, x + px(22), y, 13)
  })
  const last = canvas.height - px(16)
  text(picture.sources, px(16), last, 12, 400, '#52606d')
  const { pixels, label } = scaleBar(map)
  const right = canvas.width - px(16)
  ink.fillStyle = '#1b2733'
  ink.fillRect(right - px(pixels), last + px(5), px(pixels), px(2))
  ink.font = `400 ${px(12)}px ${FONT}`
  ink.fillText(label, right - ink.measureText(label).width, last - px(6))
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the picture is too large')))),
  )
}

/** A round length of at most 120 pixels, measured where the middle of the map is. */
export function scaleBar(map: MapLibreMap): { pixels: number; label: string } {
  const { clientWidth, clientHeight } = map.getContainer()
  const [a, b] = [
    map.unproject([clientWidth / 2 - 60, clientHeight / 2]),
    map.unproject([clientWidth / 2 + 60, clientHeight / 2]),
  ]
  const most = straightLineMeters(a.lng, a.lat, b.lng, b.lat)
  const power = 10 ** Math.floor(Math.log10(most))
  const meters = [5, 2, 1].map((step) => step * power).find((step) => step <= most) ?? power
  return {
    pixels: (meters / most) * 120,
    label: meters >= 1000 ? `${String(meters / 1000)} km` : `${String(meters)} m`,
  }
}
