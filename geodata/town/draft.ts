/**
 * What the builders of plots hand on, in metres: buildings without an address yet, ways, lawns, walls and gates.
 */
import type { Pt } from './plane.ts'

export type Era = 'old' | 'mid' | 'new' | 'village'

/** What a building was made for; facilities look for their place by it. */
export type Role =
  | 'slab'
  | 'tower'
  | 'house'
  | 'shop'
  | 'hall'
  | 'kindergarten'
  | 'market'
  | 'teaching'
  | 'ward'
  | 'mall'
  | 'shed'
  | 'office'
  | 'pavilion'

export interface DraftBuilding {
  ring: Pt[]
  entrance: Pt
  floors: number
  dwellings: number
  use: 'residential' | 'commercial' | 'public' | 'industrial'
  role: Role
  era: Era
  atom: number
  block: number
  /** Name of the way it fronts, when it fronts one. */
  road: string | null
}

export interface DraftWay {
  class: 'service' | 'path'
  name: string | null
  line: Pt[]
}

export interface Draft {
  buildings: DraftBuilding[]
  ways: DraftWay[]
  greens: { class: 'park' | 'grass' | 'forest'; name: string | null; ring: Pt[] }[]
  lakes: Pt[][]
  walls: Pt[][]
  gates: Pt[]
}

export const emptyDraft = (): Draft => ({
  buildings: [],
  ways: [],
  greens: [],
  lakes: [],
  walls: [],
  gates: [],
})
