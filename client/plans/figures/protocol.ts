/** What the page and the worker that walks grids and looks along borders say to each other. */
import type { BorderLength } from '../../../shared/plans/besideStreets.ts'
import type { GridWalk } from '../../../shared/plans/walkAcross.ts'

export type ToReckoner =
  | {
      type: 'open'
      /** Hash of the network. */
      network: string
      homes: { lonLat: Float64Array; households: Float32Array }
    }
  /** What was asked before and not answered yet is no longer wanted. */
  | {
      type: 'ask'
      walks: { id: number; homes: readonly number[] }[]
      borders: { id: number; line: readonly number[] }[]
    }

export type FromReckoner =
  | {
      type: 'told'
      walks: (GridWalk & { id: number })[]
      borders: (BorderLength & { id: number })[]
    }
  | { type: 'failed'; message: string }
