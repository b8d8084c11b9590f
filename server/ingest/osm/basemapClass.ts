/**
 * Which layer and class of the base map the tags of an object mean. Tags: https://wiki.openstreetmap.org/wiki/Map_features
 */
import type { BasemapFeature } from '../../../shared/domain/basemap.ts'
import type { OsmTags } from './elements.ts'

export interface BasemapClass {
  layer: BasemapFeature['layer']
  class: string
  /** `area` needs a closed outline, `line` stays a line even if closed. */
  shape: 'area' | 'line'
}

const ROADS: Record<string, string> = {
  motorway: 'arterial',
  trunk: 'arterial',
  primary: 'arterial',
  secondary: 'secondary',
  tertiary: 'secondary',
  unclassified: 'local',
  residential: 'local',
  living_street: 'local',
  pedestrian: 'local',
  road: 'local',
  service: 'service',
  track: 'service',
  footway: 'path',
  path: 'path',
  cycleway: 'path',
  bridleway: 'path',
  steps: 'steps',
}

const RAILS: Record<string, string> = {
  rail: 'rail',
  narrow_gauge: 'rail',
  monorail: 'rail',
  light_rail: 'rail',
  tram: 'tram',
  subway: 'subway',
}

const GREEN: Record<string, Record<string, string>> = {
  leisure: {
    park: 'park',
    garden: 'park',
    nature_reserve: 'forest',
    common: 'grass',
    golf_course: 'grass',
    pitch: 'grass',
  },
  landuse: {
    forest: 'forest',
    farmland: 'farmland',
    farm: 'farmland',
    orchard: 'farmland',
    vineyard: 'farmland',
    allotments: 'farmland',
    plant_nursery: 'farmland',
    grass: 'grass',
    meadow: 'grass',
    village_green: 'grass',
    recreation_ground: 'park',
    cemetery: 'grass',
  },
  natural: { wood: 'forest', grassland: 'grass', scrub: 'forest', heath: 'grass' },
}

const LANDUSE: Record<string, Record<string, string>> = {
  landuse: {
    residential: 'residential',
    commercial: 'commercial',
    retail: 'commercial',
    industrial: 'industrial',
    garages: 'industrial',
    depot: 'industrial',
    education: 'school',
  },
  amenity: { school: 'school', university: 'school', college: 'school', kindergarten: 'school' },
  place: { village: 'village', hamlet: 'village' },
}

function lookUp(table: Record<string, Record<string, string>>, tags: OsmTags): string | null {
  for (const [key, values] of Object.entries(table)) {
    const value = tags[key]
    if (value !== undefined && Object.hasOwn(values, value)) return values[value]!
  }
  return null
}

const RIVERS = new Set(['river', 'canal', 'stream', 'riverbank', 'drain', 'ditch'])

function waterClass(tags: OsmTags): BasemapClass | null {
  const isArea =
    tags['natural'] === 'water' ||
    tags['waterway'] === 'riverbank' ||
    tags['waterway'] === 'dock' ||
    tags['landuse'] === 'reservoir' ||
    tags['landuse'] === 'basin'
  if (isArea) {
    const isRiver = RIVERS.has(tags['water'] ?? '') || tags['waterway'] === 'riverbank'
    return { layer: 'water', class: isRiver ? 'river' : 'lake', shape: 'area' }
  }
  // what runs in a pipe is not seen
  if (RIVERS.has(tags['waterway'] ?? '') && !tags['tunnel'])
    return { layer: 'water', class: 'river', shape: 'line' }
  return null
}

function roadClass(tags: OsmTags): BasemapClass | null {
  const highway = tags['highway']
  if (!highway) return null
  const road = ROADS[highway.replace(/_link$/, '')]
  if (!road || tags['area'] === 'yes') return null
  const isFootbridge = road === 'path' && tags['bridge'] !== undefined && tags['bridge'] !== 'no'
  return { layer: 'road', class: isFootbridge ? 'bridge' : road, shape: 'line' }
}

function barrierClass(tags: OsmTags): BasemapClass | null {
  if (/^(wall|city_wall|retaining_wall)$/.test(tags['barrier'] ?? ''))
    return { layer: 'barrier', class: 'wall', shape: 'line' }
  if (/^(fence|hedge|guard_rail)$/.test(tags['barrier'] ?? ''))
    return { layer: 'barrier', class: 'fence', shape: 'line' }
  return null
}

/** What a way or multipolygon is on the base map; null when nothing. */
export function basemapClass(tags: OsmTags): BasemapClass | null {
  const road = roadClass(tags)
  if (road) return road
  const rail = RAILS[tags['railway'] ?? '']
  if (rail) return { layer: 'rail', class: rail, shape: 'line' }
  const water = waterClass(tags)
  if (water) return water
  const green = lookUp(GREEN, tags)
  if (green) return { layer: 'green', class: green, shape: 'area' }
  const landuse = lookUp(LANDUSE, tags)
  // a school that is a building is drawn as one, not as its grounds
  if (landuse && !tags['building']) return { layer: 'landuse', class: landuse, shape: 'area' }
  return barrierClass(tags)
}

/** What a node is on the base map: a gate or the name of a place; null when nothing. */
export function basemapPointClass(tags: OsmTags): Pick<BasemapFeature, 'layer' | 'class'> | null {
  if (/^(gate|lift_gate|swing_gate|sliding_gate|entrance|turnstile)$/.test(tags['barrier'] ?? ''))
    return { layer: 'gate', class: 'gate' }
  if (!tags['name']) return null
  if (/^(village|hamlet|isolated_dwelling)$/.test(tags['place'] ?? ''))
    return { layer: 'place', class: 'village' }
  if (/^(neighbourhood|quarter|city_block)$/.test(tags['place'] ?? ''))
    return { layer: 'place', class: 'compound' }
  return null
}

/** Which areas also have their name on the map. */
export function areaNameClass(found: BasemapClass): 'compound' | 'village' | 'park' | null {
  if (found.layer === 'landuse' && found.class === 'residential') return 'compound'
  if (found.layer === 'landuse' && found.class === 'village') return 'village'
  return found.layer === 'green' && found.class === 'park' ? 'park' : null
}
