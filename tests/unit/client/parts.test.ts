import type { Map as MapLibreMap } from 'maplibre-gl'
import { describe, expect, it } from 'vitest'
import { applyPart, EMPTY_PART, type MapPart } from '../../../client/map/parts.ts'

/** Notes what is asked of the map; knows only what the parts need. */
function notingMap() {
  const notes: string[] = []
  const sources = new Map<string, object>()
  const layers = new Set<string>()
  const map = {
    addSource: (id: string) => {
      notes.push(`+source ${id}`)
      sources.set(id, {
        setData: (data: unknown) => notes.push(`data ${id} ${JSON.stringify(data)}`),
        setTiles: (tiles: string[]) => notes.push(`tiles ${id} ${tiles[0]}`),
      })
    },
    getSource: (id: string) => sources.get(id),
    removeSource: (id: string) => {
      notes.push(`-source ${id}`)
      sources.delete(id)
    },
    addLayer: ({ id }: { id: string }, before: string) => {
      notes.push(`+layer ${id} < ${before}`)
      layers.add(id)
    },
    getLayer: (id: string) => (layers.has(id) ? {} : undefined),
    removeLayer: (id: string) => {
      notes.push(`-layer ${id}`)
      layers.delete(id)
    },
    setPaintProperty: (id: string, key: string, value: unknown) =>
      notes.push(`paint ${id} ${key} ${JSON.stringify(value)}`),
    setLayoutProperty: (id: string, key: string, value: unknown) =>
      notes.push(`layout ${id} ${key} ${JSON.stringify(value)}`),
    setFilter: (id: string, filter: unknown) => notes.push(`filter ${id} ${JSON.stringify(filter)}`),
    setLayerZoomRange: (id: string, from: number, to: number) => notes.push(`zooms ${id} ${from} ${to}`),
  }
  return { map: map as unknown as MapLibreMap, notes }
}

const part = (colour: string, data = 'a.geojson', cluster = false): MapPart => ({
  sources: { units: { type: 'geojson', data, cluster } },
  layers: [
    { slot: 'fill', spec: { id: 'u', type: 'fill', source: 'units', paint: { 'fill-color': colour } } },
  ],
})

describe('applyPart', () => {
  it('adds sources first and layers before the anchor of their slot', () => {
    const { map, notes } = notingMap()
    applyPart(map, EMPTY_PART, part('red'))
    expect(notes).toEqual(['+source units', '+layer u < slot:fill'])
  })

  it('changes only the colour when only the colour changes', () => {
    const { map, notes } = notingMap()
    applyPart(map, EMPTY_PART, part('red'))
    notes.length = 0
    applyPart(map, part('red'), part('blue'))
    expect(notes).toEqual(['paint u fill-color "blue"'])
  })

  it('gives new data to the source that is there', () => {
    const { map, notes } = notingMap()
    applyPart(map, EMPTY_PART, part('red'))
    notes.length = 0
    applyPart(map, part('red'), part('red', 'b.geojson'))
    expect(notes).toEqual(['data units "b.geojson"'])
  })

  it('makes a source anew, with its layers, when it is another kind of source', () => {
    const { map, notes } = notingMap()
    applyPart(map, EMPTY_PART, part('red'))
    notes.length = 0
    applyPart(map, part('red'), part('red', 'a.geojson', true))
    expect(notes).toEqual(['-layer u', '-source units', '+source units', '+layer u < slot:fill'])
  })

  it('leaves nothing behind', () => {
    const { map, notes } = notingMap()
    applyPart(map, EMPTY_PART, part('red'))
    notes.length = 0
    applyPart(map, part('red'), EMPTY_PART)
    expect(notes).toEqual(['-layer u', '-source units'])
  })
})
