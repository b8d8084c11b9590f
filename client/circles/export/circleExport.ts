/** What the circles on the page are as tables and as GeoJSON; the same figures that are shown. */
import type { Feature, FeatureCollection, MultiPolygon } from 'geojson'
import type { Translate } from '../../i18n/i18n.ts'
import type { RingProperties } from '../circleShapes.ts'
import type { ShownCircles } from '../shownCircles.ts'
import type { Table } from './tables.ts'

const PEOPLE = ['residents', 'households', 'over64', 'under15', 'dwellings'] as const

export function ringTable(answer: ShownCircles, t: Translate): Table {
  const cells = (people: ShownCircles['total']) => PEOPLE.map((key) => people[key] ?? null)
  return {
    name: t('export.sheetRings'),
    head: [t('export.ring'), ...PEOPLE.map((key) => t(`circles.${key}`))],
    rows: [
      ...answer.rings.map((ring) => [t('export.withinMinutes', { minutes: ring.minutes }), ...cells(ring)]),
      [t('circles.outside'), ...cells(answer.outside)],
      [t('circles.total'), ...cells(answer.total)],
    ],
  }
}

export const unitTable = (answer: ShownCircles, t: Translate): Table => ({
  name: t('export.sheetUnits'),
  head: [
    t('export.unitCode'),
    t('export.unitName'),
    t('circles.unitOutside'),
    t('export.over64Outside'),
    t('circles.unitTotal'),
  ],
  rows: answer.byUnit.map(({ code, name, outside, over64Outside, total }) => [
    code,
    name,
    outside,
    over64Outside,
    total,
  ]),
})

/**
 * RFC 7946, degrees of WGS 84: the areas with the people in them, largest first, and the points.
 * @param note  how the counts came about, as a member of the collection; null where they are exact
 */
export function circlesGeoJson(
  answer: ShownCircles,
  shapes: FeatureCollection<MultiPolygon, RingProperties>,
  note: string | null,
): Blob {
  const rings = shapes.features.map(({ geometry, properties }): Feature => {
    const ring = answer.rings[properties.ring]
    return {
      type: 'Feature',
      geometry,
      properties: ring
        ? {
            minutes: ring.minutes,
            radiusMeters: ring.radiusMeters,
            ...Object.fromEntries(PEOPLE.map((key) => [key, ring[key]])),
          }
        : null,
    }
  })
  const points = answer.points.map(({ id, name, lon, lat }): Feature => ({
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [lon, lat] },
    properties: { id, name },
  }))
  const collection: FeatureCollection & { note?: string } = {
    type: 'FeatureCollection',
    ...(note === null ? {} : { note }),
    features: [...rings, ...points],
  }
  return new Blob([JSON.stringify(collection)], { type: 'application/geo+json' })
}
