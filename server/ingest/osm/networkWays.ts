/**
 * What a walking network needs of an OpenStreetMap file: ways that could be walked, lines nobody walks through, areas,
 * and the gates and crossings on them. One pass, any order of objects; only places that are used are kept.
 */
import { barrierOf, isWayOfKind, isSignal, ruleOnPlace } from '../../../shared/network/pedestrianRules.ts'
import { WalkSourceBuilder, type WalkSource } from '../../../shared/network/walkSource.ts'
import { unreadable } from '../readers/unreadable.ts'
import { MemoryBudget } from './memoryBudget.ts'
import { joinWays } from './assembleRings.ts'
import type { OsmRelation, OsmTags } from './elements.ts'
import { NodeStore } from './nodeStore.ts'
import { readOsmElements } from './readOsm.ts'
import { WayStore } from './wayStore.ts'

const ATTRIBUTION = '© OpenStreetMap contributors'

/** A large city has half a million; more than this fill a process with what nobody asked for. */
const MOST_PLACES = 10_000_000

const isWanted = (tags: OsmTags): boolean => isWayOfKind(tags) || barrierOf(tags) !== null

/**
 * @param path  .osm, .osm.gz, .osm.bz2 or .osm.pbf
 * @throws UnreadableFile; also when the file needs more memory than the budget, or its ways lead over too many places
 */
export async function readNetworkWays(
  path: string,
  displayName: string,
  budget = new MemoryBudget(displayName),
  mostPlaces = MOST_PLACES,
): Promise<WalkSource> {
  const nodes = new NodeStore(budget)
  const ways = new WayStore(budget)
  const wanted: { id: number; tags: OsmTags }[] = []
  const relations: OsmRelation[] = []
  const tagged: { id: number; tags: OsmTags }[] = []
  const builder = new WalkSourceBuilder()
  let elements = 0
  for await (const element of readOsmElements(path, displayName)) {
    if (element.type !== 'bounds') elements++
    if (element.type === 'node') {
      if (!(Math.abs(element.lon) <= 180 && Math.abs(element.lat) <= 90)) {
        builder.countUnread('placeOutOfRange')
        continue
      }
      nodes.add(element.id, element.lon, element.lat)
      const { tags } = element
      if (tags && (ruleOnPlace(tags) || isSignal(tags))) {
        budget.takeTagged(tags)
        tagged.push({ id: element.id, tags })
      }
    } else if (element.type === 'way') {
      ways.add(element.id, element.refs)
      if (element.tags && isWanted(element.tags)) {
        budget.takeTagged(element.tags)
        wanted.push({ id: element.id, tags: element.tags })
      }
    } else if (element.type === 'relation') {
      const { tags } = element
      if (tags?.['type'] === 'multipolygon' && isWanted(tags)) relations.push(element)
    }
  }
  if (elements === 0) throw unreadable(displayName, 'file.noElements')
  const placeOf = (ref: number): number => {
    const position = nodes.find(ref)
    if (builder.placeCount > mostPlaces)
      throw unreadable(displayName, 'file.tooManyPlaces', { most: mostPlaces })
    if (position) return builder.place(position[0], position[1], ref)
    builder.countUnread('placeMissing')
    return -1
  }
  for (const { id, tags } of wanted) builder.way(`way/${id}`, tags, Array.from(ways.find(id)!, placeOf))
  for (const { id, tags, members } of relations) {
    const found = members.flatMap(({ type, ref }) => {
      const refs = type === 'way' ? ways.find(ref) : undefined
      return refs ? [refs] : []
    })
    const { rings } = joinWays(found)
    if (rings.length > 0)
      builder.area(
        `relation/${id}`,
        tags!,
        rings.map((ring) => ring.map(placeOf)),
      )
    // the edge of the file cuts large waters: what there is of their banks still bars the way
    else for (const refs of found) builder.way(`relation/${id}`, tags!, Array.from(refs, placeOf))
  }
  for (const { id, tags } of tagged) {
    const place = builder.known(id)
    if (place !== undefined) builder.tagPlace(place, tags)
  }
  return builder.finish({ attribution: ATTRIBUTION })
}
