/** An answer as tables and as GeoJSON: the figures that are shown, counts of people only. */
import type { FeatureCollection } from 'geojson'
import type { SaveStudy, StudyAnswer } from '../../../shared/siting/sitingStudy.ts'
import type { Cell, Table } from '../../circles/export/tables.ts'
import { facilityKindName } from '../../i18n/vocabulary.ts'
import type { Translate } from '../../i18n/i18n.ts'
import { assumptions, proofWords } from './studyWords.ts'

/** Kept or not yet. */
export type ToldStudy = SaveStudy & { createdBy: string | null; createdAt: string | null }

const hundredth = (value: number | null): number | null =>
  value === null ? null : Math.round(value * 100) / 100
const thousandth = (value: number | null): number | null =>
  value === null ? null : Math.round(value * 1000) / 1000

/** Name and value, one a row: before the new points and with them. */
export function figureRows(t: Translate, { access, ...answer }: StudyAnswer): [string, Cell, Cell][] {
  return [
    [t('study.total'), answer.total, answer.total],
    [t('study.inside', { minutes: answer.minutes }), answer.insideBefore, answer.insideAfter],
    [t('study.mean'), hundredth(answer.meanBefore), hundredth(answer.meanAfter)],
    [t('study.furthest'), null, hundredth(answer.furthestAfter)],
    ...(access
      ? ([
          [t('study.accessMean'), thousandth(access.before.mean), thousandth(access.after.mean)],
          [t('access.gini'), thousandth(access.before.gini), thousandth(access.after.gini)],
          [t('study.accessWorst'), thousandth(access.before.worstTenth), thousandth(access.after.worstTenth)],
        ] satisfies [string, Cell, Cell][])
      : []),
  ]
}

export function studyTables(t: Translate, study: ToldStudy): Table[] {
  const { answer } = study
  const access = new Map((answer.access?.byUnit ?? []).map((line) => [line.code, line]))
  return [
    {
      name: t('study.sheetStudy'),
      head: [t('study.what'), t('study.value')],
      rows: [
        [t('street.name'), study.name],
        [t('siting.kind'), facilityKindName(study.kind)],
        [t('study.proofState'), proofWords(t, answer)],
        [t('study.method'), answer.method],
        [t('study.hash'), study.inputHash],
        [t('study.dataDate'), study.dataDate],
        [t('study.by'), study.createdBy],
        ...assumptions(t, study).map((words): Cell[] => [t('study.assumption'), words]),
      ],
    },
    {
      name: t('study.sheetFigures'),
      head: [t('study.what'), t('study.before'), t('study.after')],
      rows: figureRows(t, answer),
    },
    {
      name: t('siting.sites'),
      head: [
        t('study.number'),
        t('study.street'),
        t('export.lon'),
        t('export.lat'),
        t('study.nearestTo'),
        t('siting.gained'),
        ...(answer.capacity === null ? [] : [t('study.load')]),
      ],
      rows: answer.sites.map(({ street, lon, lat, people, gained, load }, at) => [
        at + 1,
        street,
        lon,
        lat,
        people,
        gained,
        ...(answer.capacity === null ? [] : [load]),
      ]),
    },
    {
      name: t('export.sheetUnits'),
      head: [
        t('export.unitCode'),
        t('export.unitName'),
        t('siting.gained'),
        t('siting.stillOutside', { minutes: answer.minutes }),
        ...(answer.access ? [t('study.accessBefore'), t('study.accessAfter')] : []),
      ],
      rows: answer.byUnit.map(({ code, name, gained, outside }) => [
        code,
        name,
        gained,
        outside,
        ...(answer.access
          ? [thousandth(access.get(code)?.before ?? null), thousandth(access.get(code)?.after ?? null)]
          : []),
      ]),
    },
  ]
}

/** RFC 7946, degrees of WGS 84: the new points; what was asked and how good it is as members of the collection. */
export function studyGeoJson(t: Translate, study: ToldStudy): Blob {
  const { name, kind, answer, inputHash, dataDate, createdBy, createdAt } = study
  const collection: FeatureCollection & Record<string, unknown> = {
    type: 'FeatureCollection',
    name,
    kind,
    dataDate,
    inputHash,
    createdBy,
    createdAt,
    isProved: answer.isProved,
    bestPossible: answer.bestPossible,
    notes: [proofWords(t, answer), ...assumptions(t, study)],
    features: answer.sites.map(({ lon, lat, street, people, gained, load }, at) => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [lon, lat] },
      properties: { number: at + 1, street, people, gained, load },
    })),
  }
  return new Blob([JSON.stringify(collection)], { type: 'application/geo+json' })
}
