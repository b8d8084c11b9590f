/**
 * An OpenStreetMap file as the product uses it: base map, buildings, facilities. One pass over the file, in any order
 * of objects: places of nodes and node lists of ways go to compact stores, tagged objects wait until all are known.
 * What could not be used is counted by its reason, never silently dropped.
 */
import type { Geometry, MultiPolygon, Polygon, Position } from 'geojson'
import type { BasemapFeature } from '../../../shared/domain/basemap.ts'
import { quantise } from '../../../shared/geo/quantise.ts'
import { kindFromOsmTags } from '../../../shared/standards/facilityKinds.ts'
import { MemoryBudget } from './memoryBudget.ts'
import { recogniseFile } from '../readers/recognise.ts'
import { unreadable } from '../readers/unreadable.ts'
import { joinWays, nestRings, signedArea } from './assembleRings.ts'
import { areaNameClass, basemapClass, basemapPointClass } from './basemapClass.ts'
import type { OsmElement, OsmRelation, OsmTags } from './elements.ts'
import { labelPoint } from './labelPoint.ts'
import { NodeStore } from './nodeStore.ts'
import { WayStore } from './wayStore.ts'

export interface OsmBuilding {
  /** `osm-way-123`, `osm-relation-123`. */
  code: string
  name: string | null
  address: string | null
  floors: number | null
  footprint: Polygon | MultiPolygon
}

export interface OsmFacility {
  /** `osm-node-123` … */
  id: string
  name: string | null
  /** A kind of `shared/standards/facilityKinds.ts`, never `other`. */
  kind: string
  address: string | null
  lon: number
  lat: number
}

export type OsmIgnored =
  | 'wayMissingNodes'
  | 'wayTooShort'
  | 'areaNotClosed'
  | 'relationMissingMembers'
  | 'relationNotClosed'
  | 'nodeOutOfRange'

export interface OsmContent {
  /** West, south, east, north: as declared, else of all nodes. */
  bounds: [number, number, number, number] | null
  basemap: BasemapFeature[]
  buildings: OsmBuilding[]
  facilities: OsmFacility[]
  counts: { nodes: number; ways: number; relations: number }
  ignored: Partial<Record<OsmIgnored, number>>
}

/** The name to show: Chinese where there is one. */
const nameOf = (tags: OsmTags): string | null => tags['name:zh'] ?? tags['name'] ?? null

/** The address as it is written in China, from the large to the small; null when there is none. */
export function addressOf(tags: OsmTags): string | null {
  if (tags['addr:full']) return tags['addr:full']
  const parts = ['province', 'city', 'district', 'suburb', 'subdistrict', 'street', 'place', 'housename']
    .map((part) => tags[`addr:${part}`])
    .filter((part): part is string => Boolean(part))
  const number = tags['addr:housenumber']
  if (parts.length === 0 && !number) return null
  const isHan = /\p{Script=Han}/u.test(parts.join(''))
  const numbered = number && isHan && /^\d+$/.test(number) ? `${number}号` : number
  return [...parts, ...(numbered ? [numbered] : [])].join(isHan ? '' : ' ')
}

/** Whole floors above ground; `12`, `3;4`, `5.5` are met. */
export function floorsOf(tags: OsmTags): number | null {
  const levels = Number.parseFloat(tags['building:levels'] ?? '')
  return Number.isFinite(levels) && levels >= 1 && levels < 300 ? Math.round(levels) : null
}

const isBuilding = (tags: OsmTags): boolean => tags['building'] !== undefined && tags['building'] !== 'no'

const isOfUse = (tags: OsmTags): boolean =>
  isBuilding(tags) || basemapClass(tags) !== null || kindFromOsmTags(tags) !== 'other'

class Collector {
  readonly nodes: NodeStore
  readonly ways: WayStore
  readonly taggedWays: { id: number; tags: OsmTags }[] = []
  readonly areas: OsmRelation[] = []
  readonly basemap: BasemapFeature[] = []
  readonly buildings: OsmBuilding[] = []
  readonly facilities: OsmFacility[] = []
  readonly ignored: OsmContent['ignored'] = {}
  relations = 0
  declared: OsmContent['bounds'] = null

  constructor(private readonly budget: MemoryBudget) {
    this.nodes = new NodeStore(budget)
    this.ways = new WayStore(budget)
  }

  ignore(reason: OsmIgnored): void {
    this.ignored[reason] = (this.ignored[reason] ?? 0) + 1
  }

  take(element: OsmElement): void {
    if (element.type === 'bounds') this.declared = element.box.map(quantise) as OsmContent['bounds']
    else if (element.type === 'node') {
      const { id, lon, lat, tags } = element
      if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 90)) return this.ignore('nodeOutOfRange')
      this.nodes.add(id, lon, lat)
      if (tags) this.point(id, [quantise(lon), quantise(lat)], tags)
    } else if (element.type === 'way') {
      this.ways.add(element.id, element.refs)
      if (element.tags && isOfUse(element.tags)) {
        this.budget.takeTagged(element.tags)
        this.taggedWays.push({ id: element.id, tags: element.tags })
      }
    } else {
      this.relations++
      const type = element.tags?.['type']
      if (type === 'multipolygon' || (type === 'boundary' && element.tags?.['leisure']))
        this.areas.push(element)
    }
  }

  private point(id: number, coordinates: Position, tags: OsmTags): void {
    const found = basemapPointClass(tags)
    if (found) this.basemap.push({ ...found, name: nameOf(tags), geometry: { type: 'Point', coordinates } })
    this.facility(`osm-node-${id}`, coordinates, tags)
  }

  private facility(id: string, [lon, lat]: Position, tags: OsmTags): void {
    const kind = kindFromOsmTags(tags)
    if (kind === 'other') return
    this.facilities.push({ id, name: nameOf(tags), kind, address: addressOf(tags), lon: lon!, lat: lat! })
  }

  /** Everything that an area with these tags is. */
  private area(id: string, tags: OsmTags, geometry: Polygon | MultiPolygon): void {
    if (isBuilding(tags))
      this.buildings.push({
        code: id,
        name: nameOf(tags),
        address: addressOf(tags),
        floors: floorsOf(tags),
        footprint: geometry,
      })
    const found = basemapClass(tags)
    if (found?.shape === 'area') this.draw(found.layer, found.class, tags, geometry)
    const label = found && areaNameClass(found)
    if (label && nameOf(tags))
      this.draw('place', label, tags, { type: 'Point', coordinates: labelPoint(geometry) })
    this.facility(id, labelPoint(geometry), tags)
  }

  private draw(layer: BasemapFeature['layer'], className: string, tags: OsmTags, geometry: Geometry): void {
    this.basemap.push({ layer, class: className, name: nameOf(tags), geometry })
  }

  /** Positions of a way's nodes; missing ones cut it into runs. */
  private runsOf(refs: ArrayLike<number>): { runs: Position[][]; missing: number } {
    const runs: Position[][] = [[]]
    let missing = 0
    for (let i = 0; i < refs.length; i++) {
      const position = this.nodes.find(refs[i]!)
      if (position) runs.at(-1)!.push(position)
      else {
        missing++
        if (runs.at(-1)!.length > 0) runs.push([])
      }
    }
    return { runs: runs.filter((run) => run.length > 0), missing }
  }

  way(id: number, tags: OsmTags): void {
    const found = basemapClass(tags)
    const isFacility = kindFromOsmTags(tags) !== 'other'
    const wantsArea = isBuilding(tags) || found?.shape === 'area' || isFacility
    if (!found && !wantsArea) return
    const refs = this.ways.find(id)!
    const { runs, missing } = this.runsOf(refs)
    if (missing > 0) this.ignore('wayMissingNodes')
    if (found?.shape === 'line') {
      const lines = runs.filter((run) => run.length >= 2)
      if (lines.length === 0) this.ignore('wayTooShort')
      for (const coordinates of lines)
        this.draw(found.layer, found.class, tags, { type: 'LineString', coordinates })
    }
    if (!wantsArea) return
    const ring = runs[0]
    const isClosed = refs.length >= 4 && refs[0] === refs[refs.length - 1]
    if (missing === 0 && isClosed && ring && signedArea(ring) !== 0) {
      const geometry = nestRings([ring])
      if (geometry) this.area(`osm-way-${id}`, tags, geometry)
    } else {
      if (missing === 0 && (isBuilding(tags) || found?.shape === 'area')) this.ignore('areaNotClosed')
      // a facility drawn as a line, or cut off by the edge of the file, still has a place
      const middle = runs[0]?.[runs[0].length >> 1]
      if (isFacility && middle) this.facility(`osm-way-${id}`, middle, tags)
    }
  }

  /**
   * @returns ids of ways whose tags were taken over by the relation, in the old manner
   */
  relation(relation: OsmRelation): number[] {
    const { type: _type, ...own } = relation.tags ?? {}
    const members = relation.members.filter((member) => member.type === 'way')
    const isMeaningful =
      isBuilding(own) || basemapClass(own)?.shape === 'area' || kindFromOsmTags(own) !== 'other'
    const outers = members.filter((member) => member.role === 'outer' || member.role === '')
    let tags: OsmTags = own
    const taken: number[] = []
    if (!isMeaningful) {
      // the old manner: the tags are on the outer way
      if (outers.length !== 1) return []
      const outer = this.tagsOfWay.get(outers[0]!.ref)
      if (!outer) return []
      tags = outer
      taken.push(outers[0]!.ref)
    }
    const found = members.map((member) => this.ways.find(member.ref))
    const present = found.filter((refs): refs is Float64Array => refs !== undefined)
    const hasMissing = present.length < found.length
    const { rings, openEnds } = joinWays(present)
    const drawn = rings.flatMap((ring) => {
      const { runs, missing } = this.runsOf(ring)
      return missing === 0 && runs[0] ? [runs[0]] : []
    })
    if (hasMissing) this.ignore('relationMissingMembers')
    else if (openEnds > 0 || drawn.length < rings.length) this.ignore('relationNotClosed')
    // with its outline incomplete, what is left may be nothing but its holes
    const outerRefs = new Set(outers.map((member) => member.ref))
    const isOuterWhole = [...outerRefs].every((ref) => this.ways.find(ref) !== undefined)
    if (drawn.length === 0 || (!isOuterWhole && outers.length === 1)) return []
    const geometry = nestRings(drawn)
    if (!geometry) return []
    this.area(`osm-relation-${relation.id}`, tags, geometry)
    return taken
  }

  private tagsOfWay = new Map<number, OsmTags>()

  finish(): void {
    for (const { id, tags } of this.taggedWays) this.tagsOfWay.set(id, tags)
    const takenOver = new Set<number>()
    for (const relation of this.areas) for (const id of this.relation(relation)) takenOver.add(id)
    for (const { id, tags } of this.taggedWays) if (!takenOver.has(id)) this.way(id, tags)
  }
}

/** The objects of either form of file, in the file's order; `<bounds>` or the header's box among them. */
export async function* readOsmElements(path: string, displayName: string): AsyncGenerator<OsmElement> {
  const format = await recogniseFile(path, displayName)
  if (format === 'osm-pbf') yield* (await import('./readOsmPbf.ts')).readOsmPbf(path, displayName)
  else if (format === 'osm-xml') yield* (await import('./readOsmXml.ts')).readOsmXml(path, displayName)
  else throw unreadable(displayName, 'file.notOsm', { problem: `the file holds ${format}` })
}

/**
 * Base map, buildings and facilities of an OpenStreetMap file.
 * @param path  .osm, .osm.gz, .osm.bz2 or .osm.pbf
 * @throws UnreadableFile
 */
export async function readOsm(path: string, displayName: string): Promise<OsmContent> {
  const collector = new Collector(new MemoryBudget(displayName))
  for await (const element of readOsmElements(path, displayName)) collector.take(element)
  collector.finish()
  const { basemap, buildings, facilities, ignored, nodes, ways, relations } = collector
  if (nodes.size + ways.size + relations === 0 && Object.keys(ignored).length === 0)
    throw unreadable(displayName, 'file.noElements')
  return {
    bounds: collector.declared ?? nodes.box(),
    basemap,
    buildings,
    facilities,
    counts: { nodes: nodes.size, ways: ways.size, relations },
    ignored,
  }
}
