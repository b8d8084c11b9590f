/** What the page and the worker that cuts the ground into blocks and follows streets ask each other. */
import type { MultiPolygon } from 'geojson'
import type { AreaKey, CoverageChange } from '../../../shared/coverage/coverage.ts'
import type { PlanArc } from '../../../shared/plans/planDocument.ts'
import type { StreetCut } from '../../../shared/plans/streetCut.ts'

export interface CutBlocks {
  /** By block: whose it is, who lives there, its ground in degrees. */
  area: AreaKey[]
  households: number[]
  residents: number[]
  shapes: MultiPolygon[]
  /** Blocks with a border in common. */
  pairs: [one: number, other: number][]
}

/** By name: what is asked, and what is answered. */
export interface GroundAsks {
  /** Cuts grids into blocks, which are kept until it is asked again. */
  cut: {
    /** `buildings`: their footprints, to cut on into the ground of each; null: blocks. */
    ask: { arcs: PlanArc[]; areas: AreaKey[]; buildings: number[][][] | null }
    answer: CutBlocks
  }
  /** What becomes of the borders when blocks of the last cut go to a grid. */
  give: { ask: { blocks: readonly number[]; to: AreaKey }; answer: CoverageChange }
  /** The street at a place, through a grid with these borders; all in whole steps. */
  street: {
    ask: { rings: number[][]; at: readonly [x: number, y: number]; reachMeters: number }
    answer: StreetCut
  }
}
export type GroundAsk = keyof GroundAsks

export interface GroundOpening {
  /** Hash of the network; null: there is none, and no streets are known. */
  network: string | null
  homes: { lonLat: Float64Array; households: Float32Array; residents: Float32Array }
}

export type ToGround =
  | ({ type: 'open' } & GroundOpening)
  | { [Name in GroundAsk]: { type: Name; id: number; ask: GroundAsks[Name]['ask'] } }[GroundAsk]

export type FromGround =
  { id: number; answer: GroundAsks[GroundAsk]['answer'] } | { id: number; failure: string }
