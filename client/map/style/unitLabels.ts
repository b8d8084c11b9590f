/** Names of units at a point inside each; the larger the unit the earlier its name is placed, none collide. */
import type { Feature, FeatureCollection, Point } from 'geojson'
import type { UnitLevel } from '../../../shared/domain/levels.ts'
import { levelRank } from '../../../shared/domain/levels.ts'
import type { UnitNode } from '../../../shared/domain/unit.ts'
import type { PartLayer } from '../parts.ts'
import type { UnitZooms } from '../unitZooms.ts'
import type { MapPalette } from './palette.ts'
import { BOLD, REGULAR } from './text.ts'

/** Within its community "锦绣社区第3网格" is "第3网格": what its parent's name says already is left out. */
export function shortName(name: string, parentName: string | undefined): string {
  const rest = parentName && name.startsWith(parentName) ? name.slice(parentName.length).trim() : ''
  return rest || name
}

export function unitPoints(nodes: ReadonlyMap<string, UnitNode>): FeatureCollection<Point> {
  const features = [...nodes.values()].map(({ code, name, level, parent, center }): Feature<Point> => ({
    type: 'Feature',
    properties: { code, name: shortName(name, parent ? nodes.get(parent)?.name : undefined), level },
    geometry: { type: 'Point', coordinates: [...center] },
  }))
  return { type: 'FeatureCollection', features }
}

const SIZES: Record<UnitLevel, number> = { street: 17, community: 14, grid: 12 }

/** A level's names leave when the names below it have taken over. */
const LEVELS_BELOW: Record<UnitLevel, UnitLevel | null> = {
  street: 'community',
  community: 'grid',
  grid: null,
}

export function unitLabels(palette: MapPalette, zooms: UnitZooms, isShown: boolean): PartLayer[] {
  return (['grid', 'community', 'street'] as const)
    .filter((level) => zooms[level] && (level !== 'street' || zooms[level].count > 1))
    .map((level) => {
      const below = LEVELS_BELOW[level]
      const until = below ? zooms[below]?.label : undefined
      return {
        slot: level === 'grid' ? 'minorLabels' : 'labels',
        spec: {
          id: `unit:name:${level}`,
          type: 'symbol',
          source: 'unitPoints',
          filter: ['==', ['get', 'level'], level],
          minzoom: level === 'street' ? 0 : Math.max(0, zooms[level]?.label ?? 0),
          maxzoom: Math.min(24, level === 'grid' ? 24 : (until ?? 22) + 2),
          layout: {
            visibility: isShown ? 'visible' : 'none',
            'text-field': ['get', 'name'],
            'text-font': level === 'grid' ? REGULAR : BOLD,
            'text-size': SIZES[level],
            'text-max-width': 8,
            'text-padding': 6,
            'symbol-sort-key': levelRank(level),
          },
          paint: {
            'text-color': level === 'grid' ? palette.inkSoft : palette.ink,
            'text-halo-color': palette.halo,
            'text-halo-width': 1.8,
          },
        },
      }
    })
}
