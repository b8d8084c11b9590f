/** While a question about homes is on the page, a click on the map picks the home to explain. */
import { useMemo } from 'react'
import { type GivePlace, useAskedPlace } from '../../map/askPlace.ts'
import { changeCircles, formatPlace } from '../circleState.ts'
import { pickOnMap } from '../pickOnMap.ts'
import { homeNear } from './homeNear.ts'

/** @param places  homes, longitude and latitude first; null: clicks pick nothing */
export function usePickedHome(places: readonly (readonly [number, number, ...number[]])[] | null): void {
  const give = useMemo(
    (): GivePlace | null =>
      places &&
      (([lon, lat], found) => {
        if (found?.kind === 'facility') return pickOnMap([lon, lat], found)
        changeCircles({ home: formatPlace(homeNear(places, lon, lat)) }, 'replace')
      }),
    [places],
  )
  useAskedPlace(give)
}
