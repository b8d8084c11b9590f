/** The map around boxes, at print resolution, with a scale bar and the north, and nothing else: for pages that say the rest. */
import type { Box } from './camera.ts'
import { mapStore } from './mapStore.ts'
import { frameOf, rest, scaleBar, tellDeck } from './pictureOfMap.ts'

/** Width to height, as it lies on a page. */
const SHAPE = 170 / 150
/** 300 dots an inch on 170 millimetres. */
const WIDTH_DOTS = 2008
const MARGIN_PIXELS = 28
const QUALITY = 0.92
/** Without a graphics card a picture takes seconds. */
const LONGEST_WAIT_MS = 60_000

export interface Pictures {
  /** @throws Error when the map does not come to rest */
  of(box: Box): Promise<Blob>
  /** The map is as it was. */
  close(): void
}

/** The map is drawn finer until it is closed. @throws Error without a map */
export function openPictures(): Pictures {
  const map = mapStore.get()
  if (!map) throw new Error('there is no map')
  const { clientWidth, clientHeight } = map.getContainer()
  const height = Math.min(clientHeight, clientWidth / SHAPE)
  const width = height * SHAPE
  const [beside, above] = [(clientWidth - width) / 2, (clientHeight - height) / 2]
  const before = map.getPixelRatio()
  map.setPixelRatio(Math.min(4, Math.max(1, WIDTH_DOTS / width)))
  tellDeck(map)
  return {
    of: async (box) => {
      map.fitBounds([box[0], box[1], box[2], box[3]], {
        padding: {
          top: above + MARGIN_PIXELS,
          bottom: above + MARGIN_PIXELS,
          left: beside + MARGIN_PIXELS,
          right: beside + MARGIN_PIXELS,
        },
        maxZoom: 18,
        duration: 0,
      })
      await rest(map, LONGEST_WAIT_MS)
      const frame = await frameOf(map)
      const scale = frame.width / clientWidth
      const canvas = document.createElement('canvas')
      canvas.width = Math.round(width * scale)
      canvas.height = Math.round(height * scale)
      const ink = canvas.getContext('2d')
      if (!ink) throw new Error('no 2d canvas')
      ink.drawImage(frame, -beside * scale, -above * scale)
      marks(ink, canvas, scale, scaleBar(map))
      return new Promise((resolve, reject) =>
        canvas.toBlob(
          (blob) => (blob ? resolve(blob) : reject(new Error('the picture is too large'))),
          'image/jpeg',
          QUALITY,
        ),
      )
    },
    close: () => {
      map.setPixelRatio(before)
      tellDeck(map)
    },
  }
}

function marks(
  ink: CanvasRenderingContext2D,
  { width, height }: HTMLCanvasElement,
  scale: number,
  bar: { pixels: number; label: string },
): void {
  const px = (value: number): number => value * scale
  ink.textBaseline = 'bottom'
  ink.font = `600 ${px(13)}px sans-serif`
  ink.lineWidth = px(3)
  ink.strokeStyle = '#ffffff'
  ink.fillStyle = '#1b2733'
  const text = (words: string, x: number, y: number): void => {
    ink.strokeText(words, x, y)
    ink.fillText(words, x, y)
  }
  const [left, low] = [px(16), height - px(16)]
  ink.strokeRect(left, low - px(3), px(bar.pixels), px(3))
  ink.fillRect(left, low - px(3), px(bar.pixels), px(3))
  text(bar.label, left, low - px(6))
  const [x, y] = [width - px(28), px(52)]
  ink.beginPath()
  ink.moveTo(x, y - px(36))
  ink.lineTo(x + px(9), y - px(10))
  ink.lineTo(x, y - px(16))
  ink.lineTo(x - px(9), y - px(10))
  ink.closePath()
  ink.stroke()
  ink.fill()
  text('N', x - px(5), y + px(8))
}
