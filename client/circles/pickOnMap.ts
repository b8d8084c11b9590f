/** A click on the map in the circles place: a facility's circles, or those of the spot. */
import type { GivePlace } from '../map/askPlace.ts'
import { pickCircles } from './circleState.ts'

export const pickOnMap: GivePlace = ([lon, lat], found) =>
  pickCircles(found?.kind === 'facility' ? { from: 'facility', id: found.id } : { from: 'place', lon, lat })
