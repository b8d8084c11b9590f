/** The middle of the map, for buttons that take it where others point. */
import { STEPS_PER_DEGREE } from '../../shared/geo/quantise.ts'
import { middleOfMap } from '../circles/street/tools.ts'
import { showsMiddleStore } from '../circles/street/useMiddleMarker.ts'

/** Shows the middle of the map while a button that takes it is pointed at or has the focus. */
export const middleShown = {
  onFocus: () => showsMiddleStore.set(true),
  onBlur: () => showsMiddleStore.set(false),
  onPointerEnter: () => showsMiddleStore.set(true),
  onPointerLeave: () => showsMiddleStore.set(false),
}

export function middleInSteps(): [number, number] | null {
  const middle = middleOfMap()
  return middle && [Math.round(middle.lon * STEPS_PER_DEGREE), Math.round(middle.lat * STEPS_PER_DEGREE)]
}
