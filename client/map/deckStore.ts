/** Layers drawn by deck.gl, for what is many. Each owner puts its own under a name; the overlay draws them all. */
import type { Layer } from '@deck.gl/core'
import { useEffect } from 'react'
import { createStore } from '../state/store.ts'

export type DeckLayers = readonly Layer[]

export const deckLayersStore = createStore<ReadonlyMap<string, DeckLayers>>(new Map())

/** What the overlay can be asked: which things lie at a point of the screen. */
export interface DeckPicker {
  pick: (x: number, y: number, radius: number) => { layer: string; index: number } | null
}
export const deckPickerStore = createStore<DeckPicker | null>(null)

function put(owner: string, layers: DeckLayers | null): void {
  const next = new Map(deckLayersStore.get())
  if (layers) next.set(owner, layers)
  else next.delete(owner)
  deckLayersStore.set(next)
}

/** Draws these layers while the component is mounted; memoise them. */
export function useDeckLayers(owner: string, layers: DeckLayers): void {
  useEffect(() => put(owner, layers), [owner, layers])
  useEffect(() => () => put(owner, null), [owner])
}

/** Id of the layer of open issues; here, so that picking needs not fetch deck.gl. */
export const ISSUE_POINTS = 'issue:point'

/** Device pixels of the map's canvas after a change that is no change of its size on the page; null before the first. */
export const drawingSizeStore = createStore<{ width: number; height: number } | null>(null)
