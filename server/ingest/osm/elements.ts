/** The three kinds of OpenStreetMap objects as both file forms give them, without their history. */
export type OsmTags = Record<string, string>

export interface OsmNode {
  type: 'node'
  id: number
  lon: number
  lat: number
  tags?: OsmTags
}

export interface OsmWay {
  type: 'way'
  id: number
  refs: number[]
  tags?: OsmTags
}

export interface OsmMember {
  type: 'node' | 'way' | 'relation'
  ref: number
  role: string
}

export interface OsmRelation {
  type: 'relation'
  id: number
  members: OsmMember[]
  tags?: OsmTags
}

/** West, south, east, north, as the file declares it. */
export interface OsmBounds {
  type: 'bounds'
  box: [number, number, number, number]
}

export type OsmElement = OsmNode | OsmWay | OsmRelation | OsmBounds
