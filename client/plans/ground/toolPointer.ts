/** What a tool does with the pointer, where it is not the drawing of a line. */
import type { MapMouseEvent, MapTouchEvent } from 'maplibre-gl'

export type Pointing = MapMouseEvent | MapTouchEvent

export interface ToolPointer {
  /** @returns whether the drag that begins is the tool's; otherwise it moves the map */
  down: (event: Pointing) => boolean
  /** Only after a `down` that was the tool's. */
  drag: (event: Pointing) => void
  /** The end of such a drag. */
  up: () => void
  hover: (event: Pointing) => void
  /** A click that no drag of the tool's went before. */
  click: (event: Pointing) => void
  /** The pointer leaves the map. */
  out: () => void
  /** A drag is given up. */
  cancel: () => void
}
