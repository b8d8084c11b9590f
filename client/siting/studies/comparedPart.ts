/** Points of several kept answers on one map: in the colour of each, with its letter and their number. */
import type { StudyRecord } from '../../../shared/siting/sitingStudy.ts'
import type { MapPart } from '../../map/parts.ts'
import { BOLD } from '../../map/style/text.ts'
import { STUDY_MARKS } from './studyColours.ts'

export const comparedPart = (studies: readonly StudyRecord[], edge: string): MapPart => ({
  sources: {
    sitingCompared: {
      type: 'geojson',
      data: {
        type: 'FeatureCollection',
        features: studies.flatMap(({ answer }, at) =>
          answer.sites.map(({ lon, lat }, number) => ({
            type: 'Feature' as const,
            geometry: { type: 'Point' as const, coordinates: [lon, lat] },
            properties: {
              label: `${STUDY_MARKS[at]?.letter ?? ''}${String(number + 1)}`,
              colour: STUDY_MARKS[at]?.colour ?? '#555555',
              // Points of several answers at one place lie in rings about each other.
              radius: 12 + 4 * (studies.length - 1 - at),
            },
          })),
        ),
      },
    },
  },
  layers: [
    {
      slot: 'top',
      spec: {
        id: 'siting:compared',
        type: 'circle',
        source: 'sitingCompared',
        paint: {
          'circle-radius': ['get', 'radius'],
          'circle-color': ['get', 'colour'],
          'circle-stroke-color': edge,
          'circle-stroke-width': 2,
        },
      },
    },
    {
      slot: 'top',
      spec: {
        id: 'siting:comparedLabel',
        type: 'symbol',
        source: 'sitingCompared',
        layout: { 'text-field': ['get', 'label'], 'text-font': BOLD, 'text-size': 12 },
        paint: { 'text-color': '#ffffff' },
      },
    },
  ],
})
