/**
 * Badges of facilities and of clusters, drawn from the icon family. A cluster's badge shows its largest groups with
 * their numbers; its image id spells the numbers, so that it can be drawn when the map first asks for it.
 */
import type { Map as MapLibreMap } from 'maplibre-gl'
import { FACILITY_GROUPS, type FacilityGroup } from '../../shared/standards/facilityKindTable.ts'
import { GROUP_ICONS, kindIconUrl, makiUrl } from './facilityIcons.ts'
import { drawing, putImage } from './images.ts'
import type { MapPalette } from './style/palette.ts'

const BADGE = 24
const GLYPH = 14
const SHOWN_GROUPS = 3

export const facilityImage = (kind: string): string => `facility|${kind}`
const CLUSTER = 'cluster|'

const glyphs = new Map<string, HTMLImageElement>()

async function loadGlyph(url: string): Promise<void> {
  if (glyphs.has(url)) return
  const image = new Image(GLYPH * 2, GLYPH * 2)
  image.src = url
  await image.decode()
  glyphs.set(url, image)
}

/** Everything that badges are drawn from; after it they can be drawn at once. */
export async function loadGlyphs(kinds: Iterable<string>): Promise<void> {
  const urls = [...Object.values(GROUP_ICONS).map(makiUrl), ...[...kinds].map(kindIconUrl)]
  await Promise.allSettled([...new Set(urls)].map(loadGlyph))
}

/** A glyph in one colour. */
function tinted(url: string, colour: string, size: number): OffscreenCanvas | null {
  const glyph = glyphs.get(url)
  if (!glyph) return null
  const { canvas, pen } = drawing(size, size)
  pen.drawImage(glyph, 0, 0, size, size)
  pen.globalCompositeOperation = 'source-in'
  pen.fillStyle = colour
  pen.fillRect(0, 0, size, size)
  return canvas
}

function plate(
  pen: OffscreenCanvasRenderingContext2D,
  width: number,
  height: number,
  radius: number,
  palette: MapPalette,
) {
  pen.beginPath()
  pen.roundRect(1, 1, width - 2, height - 2, radius)
  pen.fillStyle = palette.badge
  pen.fill()
  pen.lineWidth = 1
  pen.strokeStyle = palette.badgeLine
  pen.stroke()
}

function facilityBadge(kind: string, palette: MapPalette): OffscreenCanvas {
  const { canvas, pen } = drawing(BADGE, BADGE)
  plate(pen, BADGE, BADGE, 6, palette)
  const glyph = tinted(kindIconUrl(kind), palette.badgeInk, GLYPH)
  if (glyph) pen.drawImage(glyph, (BADGE - GLYPH) / 2, (BADGE - GLYPH) / 2, GLYPH, GLYPH)
  return canvas
}

/** Numbers per group, in the order of FACILITY_GROUPS, from a cluster's image id. */
export function clusterCounts(imageId: string): { group: FacilityGroup; count: number }[] {
  const numbers = imageId.slice(CLUSTER.length).split('|').map(Number)
  return FACILITY_GROUPS.map(({ group }, index) => ({ group, count: numbers[index] ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
}

function clusterBadge(imageId: string, palette: MapPalette): OffscreenCanvas {
  const counts = clusterCounts(imageId)
  const shown = counts.slice(0, SHOWN_GROUPS)
  const rest = counts.slice(SHOWN_GROUPS).reduce((sum, { count }) => sum + count, 0)
  const texts = [...shown.map(({ count }) => String(count)), ...(rest > 0 ? [`+${rest}`] : [])]
  const font = '600 11px "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif'
  const { pen: measure } = drawing(1, 1)
  measure.font = font
  const widths = texts.map((text) => Math.ceil(measure.measureText(text).width))
  const width = 10 + widths.reduce((sum, one, index) => sum + one + 5 + (index < shown.length ? 14 : 0), 0)
  const { canvas, pen } = drawing(width, 22)
  plate(pen, width, 22, 11, palette)
  pen.font = font
  pen.fillStyle = palette.badgeInk
  pen.textBaseline = 'middle'
  let x = 7
  texts.forEach((text, index) => {
    const group = shown[index]?.group
    const glyph = group ? tinted(makiUrl(GROUP_ICONS[group]), palette.badgeInk, 12) : null
    if (glyph) {
      pen.drawImage(glyph, x, 5, 12, 12)
      x += 14
    }
    pen.fillText(text, x, 11.5)
    x += (widths[index] ?? 0) + 5
  })
  return canvas
}

/** Draws the image of this id, if it is one of ours. */
export function putFacilityImage(map: MapLibreMap, id: string, palette: MapPalette): void {
  if (id.startsWith(CLUSTER)) {
    if (map.hasImage(id)) map.removeImage(id)
    putImage(map, id, clusterBadge(id, palette))
  } else if (id.startsWith('facility|')) {
    putImage(map, id, facilityBadge(id.slice('facility|'.length), palette))
  }
}

export const isFacilityImage = (id: string): boolean => id.startsWith(CLUSTER) || id.startsWith('facility|')
