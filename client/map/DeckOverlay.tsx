/** deck.gl inside the map's own drawing: its layers lie between ours, not above everything. */
import { MapLibreOverlay } from '@deck.gl/maplibre'
import { useEffect, useRef } from 'react'
import { useStore } from '../state/store.ts'
import { deckLayersStore, deckPickerStore, drawingSizeStore } from './deckStore.ts'
import { IssueLayer } from './layers/IssueLayer.tsx'
import { mapStore } from './mapStore.ts'

/** Asking for a place draws the map, which comes to rest again: not for ever. */
const MOST_TRIES = 5

export default function DeckOverlay() {
  const map = useStore(mapStore)
  const layersByOwner = useStore(deckLayersStore)
  const overlay = useRef<MapLibreOverlay | null>(null)
  useEffect(() => {
    if (!map) return
    let resize = (_width: number, _height: number): void => {}
    const stopResizing = drawingSizeStore.subscribe(() => {
      const size = drawingSizeStore.get()
      if (size) resize(size.width, size.height)
    })
    const made = new MapLibreOverlay({
      interleaved: true,
      onDeviceInitialized: (device) => {
        resize = (width, height) => device.getDefaultCanvasContext().setDrawingBufferSize(width, height)
      },
      layers: [...deckLayersStore.get().values()].flat(),
      // What the pointer means is said by the map's own places.
      getCursor: () => map.getCanvas().style.cursor,
      // Before this nothing can be picked: deck.gl would throw.
      onLoad: () =>
        deckPickerStore.set({
          pick: (x, y, radius) => {
            const found = made.pickObject({ x, y, radius })
            return found?.layer && found.index >= 0 ? { layer: found.layer.id, index: found.index } : null
          },
        }),
    })
    map.addControl(made)
    overlay.current = made
    // The overlay only finds its place among the map's layers when every tile is there; while some are on their
    // way it draws above everything. So the place is asked for again when the map has come to rest, a few times for
    // the same layers.
    let settled: unknown = null
    let tries = 0
    const settle = () => {
      const layers = [...deckLayersStore.get().values()].flat()
      if (settled !== deckLayersStore.get()) tries = 0
      settled = deckLayersStore.get()
      const places = layers.map(({ props }) => (props as { beforeId?: string }).beforeId)
      const order = map.getLayersOrder()
      // Each place has a group of its own: one may be there, another not yet.
      const isPlaced = places.every((place) =>
        order.some((id) => id.startsWith('deck-') && (!place || id.endsWith(place))),
      )
      if (layers.length === 0 || isPlaced || tries >= MOST_TRIES) return
      tries++
      made.setProps({ layers })
    }
    map.on('idle', settle)
    return () => {
      deckPickerStore.set(null)
      overlay.current = null
      map.off('idle', settle)
      stopResizing()
      if (mapStore.get() === map) map.removeControl(made)
    }
  }, [map])
  useEffect(() => {
    overlay.current?.setProps({ layers: [...layersByOwner.values()].flat() })
  }, [layersByOwner, map])
  return <IssueLayer />
}
