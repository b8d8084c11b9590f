/**
 * A part is what one layer file wants on the map: sources and layers as plain data. `applyPart` brings the map from
 * the part's last state to the next one with the least change, so that a new theme or a new date never flashes.
 */
import type {
  GeoJSONSource,
  LayerSpecification,
  Map as MapLibreMap,
  SourceSpecification,
  VectorTileSource,
} from 'maplibre-gl'
import { anchorOf, type Slot } from './slots.ts'

export interface PartLayer {
  slot: Slot
  spec:
    Exclude<LayerSpecification, { type: 'background' }> | Extract<LayerSpecification, { type: 'background' }>
}

export interface MapPart {
  sources: Readonly<Record<string, SourceSpecification>>
  layers: readonly PartLayer[]
}

export const EMPTY_PART: MapPart = { sources: {}, layers: [] }

const isEqual = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b)

/** Everything of a source but its data or tile addresses, which can change in place. */
function frameOf(source: SourceSpecification): string {
  const { data: _data, tiles: _tiles, ...rest } = source as unknown as Record<string, unknown>
  return JSON.stringify(rest)
}

function updateSource(map: MapLibreMap, id: string, before: SourceSpecification, after: SourceSpecification) {
  if (after.type === 'geojson' && before.type === 'geojson' && after.data !== before.data) {
    map.getSource<GeoJSONSource>(id)?.setData(after.data)
  }
  if (
    after.type === 'vector' &&
    before.type === 'vector' &&
    !isEqual(after.tiles, before.tiles) &&
    after.tiles
  ) {
    map.getSource<VectorTileSource>(id)?.setTiles(after.tiles)
  }
}

type Properties = Record<string, unknown>

function updateLayer(map: MapLibreMap, before: LayerSpecification, after: LayerSpecification) {
  const each = (old: Properties = {}, next: Properties = {}, set: (key: string, value: unknown) => void) => {
    for (const key of new Set([...Object.keys(old), ...Object.keys(next)])) {
      if (!isEqual(old[key], next[key])) set(key, next[key])
    }
  }
  each(before.paint as Properties, after.paint as Properties, (key, value) =>
    map.setPaintProperty(after.id, key as 'fill-color', value as string),
  )
  each(before.layout as Properties, after.layout as Properties, (key, value) =>
    map.setLayoutProperty(after.id, key as 'visibility', value as 'visible'),
  )
  if (after.type !== 'background' && before.type !== 'background' && !isEqual(after.filter, before.filter)) {
    map.setFilter(after.id, after.filter)
  }
  if (after.minzoom !== before.minzoom || after.maxzoom !== before.maxzoom) {
    map.setLayerZoomRange(after.id, after.minzoom ?? 0, after.maxzoom ?? 24)
  }
}

/** Layers that can only be replaced: what they draw comes from somewhere else now. */
const identityOf = ({ slot, spec }: PartLayer): string =>
  spec.type === 'background'
    ? JSON.stringify([slot, spec.type])
    : JSON.stringify([slot, spec.type, spec.source, spec['source-layer']])

export function applyPart(map: MapLibreMap, before: MapPart, after: MapPart): void {
  const oldLayers = new Map(before.layers.map((layer) => [layer.spec.id, layer]))
  const newIds = new Set(after.layers.map((layer) => layer.spec.id))
  const replaced = new Set(
    Object.entries(before.sources)
      .filter(([id, source]) => !after.sources[id] || frameOf(after.sources[id]) !== frameOf(source))
      .map(([id]) => id),
  )
  for (const [id, layer] of oldLayers) {
    const next = after.layers.find((one) => one.spec.id === id)
    const isOnReplaced = layer.spec.type !== 'background' && replaced.has(layer.spec.source)
    if (!newIds.has(id) || isOnReplaced || (next && identityOf(next) !== identityOf(layer))) {
      if (map.getLayer(id)) map.removeLayer(id)
      oldLayers.delete(id)
    }
  }
  for (const id of replaced) if (map.getSource(id)) map.removeSource(id)
  for (const [id, source] of Object.entries(after.sources)) {
    const old = before.sources[id]
    if (old && !replaced.has(id)) updateSource(map, id, old, source)
    else if (!map.getSource(id)) map.addSource(id, source)
  }
  for (const layer of after.layers) {
    const old = oldLayers.get(layer.spec.id)
    if (old) updateLayer(map, old.spec, layer.spec)
    else map.addLayer(layer.spec, anchorOf(layer.slot))
  }
}
