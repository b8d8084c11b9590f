/** Homes that no circle reaches: a dot each, its area by the people who live there. */
import { ScatterplotLayer } from '@deck.gl/layers'
import type { ServiceRadiusAnswer } from '../../shared/domain/serviceRadius.ts'
import { anchorOf } from '../map/slots.ts'
import type { Who } from './circleState.ts'
import type { WalkAnswer } from './walk/protocol.ts'

/** Read by the overlay: the layer lies at this place among the map's own. */
const AMONG_LAYERS = { beforeId: anchorOf('issues') } as const

type Places = ServiceRadiusAnswer['outsidePlaces']

/** Radius in pixels at zoom 15 for one person; areas are in proportion to people. */
const PIXELS_FOR_ONE = 0.5
const MOST_PIXELS = 18

export const dotPixels = (persons: number, zoom: number): number => {
  const scale = Math.min(1.5, Math.max(0.35, 2 ** ((zoom - 15) / 2)))
  return Math.min(MOST_PIXELS, Math.max(1.2, PIXELS_FOR_ONE * Math.sqrt(persons) * scale * 1.6))
}

export const rgb = (hex: string): [number, number, number] => [
  parseInt(hex.slice(1, 3), 16),
  parseInt(hex.slice(3, 5), 16),
  parseInt(hex.slice(5, 7), 16),
]

type Colour = [number, number, number, number]

/** Dots at places, the area by the people there. @param colourKey  changes when `colourOf` gives other colours */
export function peopleDots<Place extends readonly [number, number, number, number, ...number[]]>(
  id: string,
  places: readonly Place[],
  who: Who,
  zoom: number,
  colourOf: (place: Place) => Colour,
  colourKey: string,
) {
  const persons = ([, , residents, over64]: Place) => (who === 'over64' ? over64 : residents)
  return [
    new ScatterplotLayer<Place>({
      id,
      ...AMONG_LAYERS,
      data: places.filter((place) => persons(place) > 0),
      radiusUnits: 'pixels',
      lineWidthUnits: 'pixels',
      getPosition: ([lon, lat]) => [lon, lat],
      getRadius: (place) => dotPixels(persons(place), zoom),
      getFillColor: colourOf,
      stroked: true,
      getLineColor: [255, 255, 255, 200],
      getLineWidth: 0.7,
      pickable: false,
      updateTriggers: { getRadius: [who, zoom], getFillColor: [colourKey] },
    }),
  ]
}

/** Homes by the walk to the nearest point: the ring that holds them, or none. */
export function homeDots(
  places: WalkAnswer['places'],
  minutes: readonly number[],
  who: Who,
  zoom: number,
  colours: { rings: readonly string[]; outside: string },
) {
  const fills = colours.rings.map(rgb)
  const outside = rgb(colours.outside)
  const colourOf = ([, , , , walk]: WalkAnswer['places'][number]): Colour => {
    const ring = walk < 0 ? -1 : minutes.findIndex((limit) => walk <= limit)
    return [...(fills[ring] ?? outside), 200]
  }
  return peopleDots('circles:homes', places, who, zoom, colourOf, [...minutes, ...colours.rings].join())
}

export function outsideDots(places: Places, who: Who, zoom: number, colour: string) {
  const fill: Colour = [...rgb(colour), 190]
  return peopleDots('circles:outside', places, who, zoom, () => fill, colour)
}
