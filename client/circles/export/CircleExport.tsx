/** The circles on the page as files: GeoJSON, tables, minutes, and a picture of the map. */
import { today } from '../../../shared/domain/dates.ts'
import { useSystem } from '../../api/useSystem.ts'
import { useT } from '../../i18n/i18n.ts'
import { pictureOfMap, sourcesOf } from '../../map/pictureOfMap.ts'
import { useAt } from '../../state/addressStore.ts'
import { useIsDark } from '../../theme/useIsDark.ts'
import { circleColours } from '../circlePart.ts'
import { circleShapes } from '../circleShapes.ts'
import { countsText } from '../countsText.ts'
import { pointName } from '../pointName.ts'
import type { CircleResultShown } from '../useCircles.ts'
import { call } from '../walk/walkEngine.ts'
import { walkedShapes } from '../walk/walkedShapes.ts'
import { circlesGeoJson, ringTable, unitTable } from './circleExport.ts'
import { ExportMenu, type ExportEntry } from './ExportMenu.tsx'
import { csvOf, noteSheet, withNote, xlsxOf, type Table } from './tables.ts'

interface Props {
  result: CircleResultShown
  title: string
}

export function CircleExport({ result, title }: Props) {
  const { answer, ofWalk, question, points, state } = result
  const t = useT()
  const day = useAt() ?? today()
  const system = useSystem()
  const colours = circleColours(useIsDark())
  const name = `${title}-${day}`
  const note = countsText(t, answer)
  const shapes = () => (ofWalk ? walkedShapes(ofWalk) : circleShapes(points ?? [], state.radii))
  const minutesTable = async (): Promise<Table> => {
    const { homes } = await call('matrix', question!)
    const heads = (points ?? []).map((point) => pointName(point, state))
    return {
      name: '',
      head: [t('export.lon'), t('export.lat'), t('export.unitCode'), t('export.unitName'), ...heads],
      rows: homes.map(({ lon, lat, unit, minutes }) => [
        lon,
        lat,
        unit.code,
        unit.name,
        ...minutes.map((one) => (one === null ? null : Math.round(one * 100) / 100)),
      ]),
    }
  }
  const picture = () =>
    pictureOfMap({
      title,
      detail: [t('export.made', { day }), ...(note === null ? [] : [note])].join(' · '),
      sources: sourcesOf(system?.attribution ?? [], t),
      legend: [
        ...answer.rings.map(({ minutes, radiusMeters }, index) => ({
          colour: colours.ring,
          opacity: [0.38, 0.24, 0.12][index] ?? 0.12,
          label:
            radiusMeters === null
              ? t('circles.legendWalk', { minutes })
              : t('circles.legendRing', { minutes, meters: radiusMeters }),
        })),
        ...(state.subject?.from === 'kind'
          ? [
              {
                colour: colours.outside,
                opacity: 1,
                label: t('circles.legendOutside', { who: t(`circles.who.${state.who}`) }),
              },
            ]
          : []),
      ],
      // A point that can be dragged is no part of the map's own drawing.
      pins: state.subject?.from === 'place' || state.subject?.from === 'facility' ? (points ?? []) : [],
    })
  const entries: ExportEntry[] = [
    {
      label: t('export.geojson'),
      name,
      ending: 'geojson',
      make: () => circlesGeoJson(answer, shapes(), note),
    },
    {
      label: t('export.csv'),
      name,
      ending: 'csv',
      make: () => csvOf(withNote(unitTable(answer, t), t('export.note'), note)),
    },
    {
      label: t('export.xlsx'),
      name,
      ending: 'xlsx',
      make: () => xlsxOf([ringTable(answer, t), unitTable(answer, t), ...noteSheet(t('export.note'), note)]),
    },
    ...(question && ofWalk
      ? [
          {
            label: t('export.matrix'),
            name: `${name}-${t('circles.minutes')}`,
            ending: 'csv',
            make: async () => csvOf(await minutesTable()),
          },
        ]
      : []),
    { label: t('export.picture'), name, ending: 'png', make: picture },
  ]
  return <ExportMenu entries={entries} />
}
