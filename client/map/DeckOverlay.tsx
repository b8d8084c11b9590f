/** deck.gl inside the map's own drawing: its layers lie between ours, not above everything. */
import { MapLibreOverlay } from '@deck.gl/maplibre'
import { useEffect, useRef } from 'react'
import { useStore } from '../state/store.ts'
import { deckLayersStore, deckPickerStore } from './deckStore.ts'
import { IssueLayer } from './layers/IssueLayer.tsx'
import { mapStore } from './mapStore.ts'

export default function DeckOverlay() {
  const map = useStore(mapStore)
  const layersByOwner = useStore(deckLayersStore)
  const overlay = useRef<MapLibreOverlay | null>(null)
  useEffect(() => {
    if (!map) return
    const made = new MapLibreOverlay({
      interleaved: true,
      layers: [...deckLayersStore.get().values()].flat(),
    })
    map.addControl(made)
    overlay.current = made
    deckPickerStore.set({
      pick: (x, y, radius) => {
        const found = made.pickObject({ x, y, radius })
        return found?.layer && found.index >= 0 ? { layer: found.layer.id, index: found.index } : null
      },
    })
    return () => {
      deckPickerStore.set(null)
      overlay.current = null
      if (mapStore.get() === map) map.removeControl(made)
    }
  }, [map])
  useEffect(() => {
    overlay.current?.setProps({ layers: [...layersByOwner.values()].flat() })
  }, [layersByOwner, map])
  return <IssueLayer />
}
