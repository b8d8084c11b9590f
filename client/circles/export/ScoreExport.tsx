/** Scores as files: tables, homes as GeoJSON, and a picture of the map. */
import type { FeatureCollection } from 'geojson'
import { today } from '../../../shared/domain/dates.ts'
import type { ScoreSet } from '../../../shared/standards/scoreSets.ts'
import { useSystem } from '../../api/useSystem.ts'
import { useT } from '../../i18n/i18n.ts'
import { facilityKindName } from '../../i18n/vocabulary.ts'
import { pictureOfMap, sourcesOf } from '../../map/pictureOfMap.ts'
import { useAt } from '../../state/addressStore.ts'
import { useIsDark } from '../../theme/useIsDark.ts'
import { countsText, type Counts } from '../countsText.ts'
import { bandsFor } from '../score/scoreBands.ts'
import type { ScoreAnswer } from '../walk/protocol.ts'
import { ExportMenu } from './ExportMenu.tsx'
import { csvOf, noteSheet, withNote, xlsxOf, type Table } from './tables.ts'

interface Props {
  answer: ScoreAnswer
  set: ScoreSet
  counts: Counts
}

export function ScoreExport({ answer, set, counts }: Props) {
  const t = useT()
  const isDark = useIsDark()
  const day = useAt() ?? today()
  const system = useSystem()
  const title = t('score.title')
  const name = `${title}-${set.id}-${day}`
  const kinds = set.kinds.length
  const note = countsText(t, counts)
  const units: Table = {
    name: t('export.sheetUnits'),
    head: [
      t('export.unitCode'),
      t('export.unitName'),
      t('circles.unitTotal'),
      t('score.unitMean'),
      t('score.unitComplete'),
    ],
    rows: answer.byUnit.map((line) => [
      line.code,
      line.name,
      line.residents,
      Math.round(line.mean * 100) / 100,
      line.complete,
    ]),
  }
  const missing: Table = {
    name: t('export.sheetKinds'),
    head: [
      t('export.sheetKinds'),
      t('circles.minutes'),
      t('circles.legendPoint'),
      t('circles.unitOutside'),
      t('export.over64Outside'),
    ],
    rows: set.kinds.map(({ kind, minutes }, k) => [
      facilityKindName(kind),
      minutes,
      answer.facilities[k]!,
      answer.kinds[k]!.residentsWithout,
      answer.kinds[k]!.over64Without,
    ]),
  }
  // How many live behind one door stays here: files leave the office.
  const homes = (): Blob => {
    const collection: FeatureCollection = {
      type: 'FeatureCollection',
      features: answer.places.map(([lon, lat, , , score]) => ({
        type: 'Feature',
        geometry: { type: 'Point', coordinates: [lon, lat] },
        properties: { score, kinds },
      })),
    }
    return new Blob([JSON.stringify(collection)], { type: 'application/geo+json' })
  }
  const picture = () =>
    pictureOfMap({
      title,
      detail: `${set.source} · ${t('export.made', { day })}`,
      sources: sourcesOf(system?.attribution ?? [], t),
      legend: bandsFor(kinds, isDark).map(({ least, most, colour }) => ({
        colour,
        opacity: 1,
        label: least === kinds ? t('score.legendAll', { kinds }) : t('score.legend', { least, most }),
      })),
      pins: [],
    })
  return (
    <ExportMenu
      entries={[
        { label: t('export.homes'), name, ending: 'geojson', make: homes },
        {
          label: t('export.scoreCsv'),
          name,
          ending: 'csv',
          make: () => csvOf(withNote(units, t('export.note'), note)),
        },
        {
          label: t('export.xlsx'),
          name,
          ending: 'xlsx',
          make: () => xlsxOf([missing, units, ...noteSheet(t('export.note'), note)]),
        },
        { label: t('export.picture'), name, ending: 'png', make: picture },
      ]}
    />
  )
}
