/**
 * The order of everything on the map, from the ground up. Each slot ends with an invisible anchor layer; whoever
 * draws into a slot adds before its anchor, so parts may come and go in any order.
 */
import type { LayerSpecification } from 'maplibre-gl'

export const SLOTS = [
  'ground',
  'fill',
  'water',
  'roads',
  'buildings',
  'walls',
  'areas',
  'borders',
  'roadLabels',
  'issues',
  'minorLabels',
  'points',
  'labels',
  'top',
] as const
export type Slot = (typeof SLOTS)[number]

export const anchorOf = (slot: Slot): string => `slot:${slot}`

export const anchorLayers = (): LayerSpecification[] =>
  SLOTS.map((slot) => ({ id: anchorOf(slot), type: 'background', layout: { visibility: 'none' } }))
