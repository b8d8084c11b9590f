/** The pointer on streets: the one under it lights up, a click parts the grid along it. A finger lights up first. */
import type { Point } from '../../../shared/coverage/coverage.ts'
import { METERS_PER_STEP } from '../../../shared/network/segmentGrid.ts'
import { STEPS_PER_DEGREE } from '../../../shared/geo/quantise.ts'
import { TOUCH_QUERY } from '../../frame/layout.ts'
import { tipStore } from '../../map/hover.ts'
import { deskStore } from '../planDesk.ts'
import { areaIn } from '../areaAt.ts'
import { cutNow, letGoOfStreet, lookAtStreet } from './streetTool.ts'
import type { Pointing, ToolPointer } from './toolPointer.ts'

const REACH_PIXELS = 14
const FINGER_REACH_PIXELS = 26

/** The street at a pointer, within the grid that lies there. */
function lookUnder({ target: map, lngLat, point }: Pointing): Promise<boolean> {
  const above = map.unproject([point.x, point.y - 1])
  const metersPerPixel = Math.abs(above.lat - lngLat.lat) * STEPS_PER_DEGREE * METERS_PER_STEP
  const pixels = matchMedia(TOUCH_QUERY).matches ? FINGER_REACH_PIXELS : REACH_PIXELS
  const at: Point = [Math.round(lngLat.lng * STEPS_PER_DEGREE), Math.round(lngLat.lat * STEPS_PER_DEGREE)]
  return lookAtStreet(areaIn(deskStore.get()?.rested, lngLat.lng, lngLat.lat), at, pixels * metersPerPixel)
}

export const streetPointer: ToolPointer = {
  down: () => false,
  drag: () => undefined,
  up: () => undefined,
  hover: (event) => {
    tipStore.set(null)
    void lookUnder(event)
  },
  click: (event) => {
    const isFinger = matchMedia(TOUCH_QUERY).matches
    void lookUnder(event).then((isShown) => {
      if (isShown && !isFinger) cutNow()
    })
  },
  // A finger that goes to the button leaves the map as well.
  out: () => {
    if (!matchMedia(TOUCH_QUERY).matches) letGoOfStreet()
  },
  cancel: () => undefined,
}
