/**
 * A second map over the first, of the same size and with the same camera: the one moves, the other moves with it. What is
 * seen of it is cut out by the page, so that swiping and standing side by side need no other camera.
 */
import type { Map as MapLibreMap, StyleSpecification } from 'maplibre-gl'
import { useEffect, useRef } from 'react'
import { loadEngine } from '../../map/engine.ts'
import { applyPart, EMPTY_PART, type MapPart } from '../../map/parts.ts'
import { IDEOGRAPHS } from '../../map/style/text.ts'
import { COMPARE_PREFIX } from './compareParts.ts'

interface Props {
  map: MapLibreMap
  part: MapPart
  className: string | undefined
  label: string
}

/** Everything on a map but what is compared. */
function groundOf(map: MapLibreMap): StyleSpecification {
  const { sources, layers, ...style } = map.getStyle()
  const isOurs = (id: string): boolean => id.startsWith(COMPARE_PREFIX)
  return {
    ...style,
    sources: Object.fromEntries(Object.entries(sources).filter(([id]) => !isOurs(id))),
    layers: layers.filter(({ id }) => !isOurs(id)),
  }
}

/** Small pictures are drawn by the page: the other map has them, this one is given them. */
function copyImages(from: MapLibreMap, to: MapLibreMap): void {
  for (const id of from.listImages()) {
    const image = from.getImage(id)
    if (!image || to.hasImage(id)) continue
    to.addImage(id, image.data, { pixelRatio: image.pixelRatio, sdf: image.sdf })
  }
}

/** Whichever is moved, the other stands where it stands. */
function moveTogether(one: MapLibreMap, other: MapLibreMap): () => void {
  let isFollowing = false
  const follow = (leader: MapLibreMap, follower: MapLibreMap) => () => {
    if (isFollowing) return
    isFollowing = true
    follower.jumpTo({ center: leader.getCenter(), zoom: leader.getZoom() })
    isFollowing = false
  }
  const [there, back] = [follow(one, other), follow(other, one)]
  one.on('move', there)
  other.on('move', back)
  there()
  return () => {
    one.off('move', there)
    other.off('move', back)
  }
}

export function SecondMap({ map, part, className, label }: Props) {
  const container = useRef<HTMLDivElement>(null)
  const drawn = useRef<{ map: MapLibreMap; part: MapPart } | null>(null)
  const wanted = useRef(part)
  useEffect(() => {
    wanted.current = part
    const now = drawn.current
    if (!now) return
    applyPart(now.map, now.part, part)
    now.part = part
  }, [part])
  useEffect(() => {
    let isGone = false
    let remove = () => {}
    const make = async () => {
      const engine = await loadEngine()
      if (isGone || !container.current) return
      const made = new engine.Map({
        container: container.current,
        style: groundOf(map),
        center: map.getCenter(),
        zoom: map.getZoom(),
        minZoom: map.getMinZoom(),
        maxZoom: map.getMaxZoom(),
        attributionControl: false,
        localIdeographFontFamily: IDEOGRAPHS,
        dragRotate: false,
        pitchWithRotate: false,
        touchPitch: false,
        fadeDuration: 0,
      })
      made.touchZoomRotate.disableRotation()
      made.keyboard.disableRotation()
      made.getCanvas().setAttribute('aria-label', label)
      const part = moveTogether(map, made)
      made.on('styleimagemissing', () => copyImages(map, made))
      made.once('style.load', () => {
        copyImages(map, made)
        applyPart(made, EMPTY_PART, wanted.current)
        drawn.current = { map: made, part: wanted.current }
        // For support and for the browser tests, as with the first one.
        Reflect.set(window, 'quarterhourSecondMap', made)
      })
      remove = () => {
        part()
        drawn.current = null
        Reflect.deleteProperty(window, 'quarterhourSecondMap')
        made.remove()
      }
    }
    void make()
    return () => {
      isGone = true
      remove()
    }
  }, [map, label])
  return <div ref={container} className={className} />
}
