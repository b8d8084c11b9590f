/** Homes whose walk changes: full dots for those that change sides, rings for those that only get nearer or farther. */
import { ScatterplotLayer } from '@deck.gl/layers'
import type { ChangedHome, HomeChange } from '../../../shared/scenario/effect.ts'
import { anchorOf } from '../../map/slots.ts'
import { dotPixels } from '../outsideDots.ts'
import type { StreetColours } from './streetColours.ts'

type Colour = [number, number, number, number]

const withAlpha = (hex: string, alpha: number): Colour => [
  parseInt(hex.slice(1, 3), 16),
  parseInt(hex.slice(3, 5), 16),
  parseInt(hex.slice(5, 7), 16),
  alpha,
]

const isNearer = (change: HomeChange): boolean => change === 'gained' || change === 'faster'
const changesSides = (change: HomeChange): boolean => change === 'gained' || change === 'lost'

/** Read by the overlay: the layer lies at this place among the map's own. */
const AMONG_LAYERS = { beforeId: anchorOf('issues') } as const

export function changedHomes(homes: readonly ChangedHome[], zoom: number, colours: StreetColours) {
  const hue = ({ change }: ChangedHome): string => (isNearer(change) ? colours.gained : colours.lost)
  return [
    new ScatterplotLayer<ChangedHome>({
      id: 'street:homes',
      ...AMONG_LAYERS,
      data: homes as ChangedHome[],
      radiusUnits: 'pixels',
      lineWidthUnits: 'pixels',
      stroked: true,
      pickable: false,
      getPosition: ({ lon, lat }) => [lon, lat],
      getRadius: ({ persons }) => dotPixels(persons, zoom),
      getFillColor: (home) => withAlpha(hue(home), changesSides(home.change) ? 220 : 50),
      getLineColor: (home) => withAlpha(changesSides(home.change) ? colours.edge : hue(home), 220),
      getLineWidth: ({ change }) => (changesSides(change) ? 0.7 : 1.2),
      updateTriggers: {
        getRadius: [zoom],
        getFillColor: [colours.gained],
        getLineColor: [colours.gained],
      },
    }),
  ]
}
