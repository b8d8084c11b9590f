/** What the base map is made of, whichever source it came from: the demo town or OpenStreetMap. */
import type { Geometry } from 'geojson'

/** A feature of the base map; `layer` names the tile layer, `class` its style class. */
export interface BasemapFeature {
  layer: 'water' | 'green' | 'landuse' | 'road' | 'rail' | 'barrier' | 'gate' | 'place'
  /**
   * water: river|lake · green: park|forest|farmland|grass · landuse: residential|commercial|industrial|school|village
   * road: arterial|secondary|local|service|path|steps|bridge · barrier: wall|fence · gate: gate · place: compound|village|park
   */
  class: string
  name: string | null
  geometry: Geometry
}
