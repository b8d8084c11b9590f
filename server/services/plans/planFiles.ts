/** A plan as files: its grids with their borders in words, for programs of the field; who changes, as tables. */
import type { Geometry, Position } from 'geojson'
import { STEPS_PER_DEGREE } from '../../../shared/geo/quantise.ts'
import { csvLine } from '../../../shared/domain/csvExport.ts'
import { areaGeometry } from '../../../shared/coverage/areaPolygons.ts'
import { type BorderKind, type BorderLine, BorderLines } from '../../../shared/plans/boundaryLegs.ts'
import { boundaryText } from '../../../shared/plans/boundaryText.ts'
import { type FileLanguage, movesTables } from '../../../shared/plans/movesTables.ts'
import { planOf } from '../../../shared/plans/planDocument.ts'
import type { GridInWords, PlanFileFormat } from '../../../shared/plans/planFile.ts'
import type { MovedIssue } from '../../../shared/plans/planMoves.ts'
import type { MovedHome, PlannedGrid } from '../../../shared/plans/planRecord.ts'
import type { Viewer } from '../../access/viewer.ts'
import type { App } from '../../app/app.ts'
import { Refusal } from '../../app/refusal.ts'
import { borderFeatures } from '../../db/borderFeatures.ts'
import { asViewer } from '../../db/database.ts'
import type { FeatureFile } from '../../export/featureFile.ts'
import { geoPackageOf } from '../../export/geoPackage.ts'
import { shapefileOf } from '../../export/shapefile.ts'
import { workbookOf } from '../../export/xlsx.ts'
import { planEffect, planHomes } from './planEffect.ts'
import { planIssues, planMoves } from './planMoves.ts'
import { openPlan } from './plans.ts'

export interface PlanFileWish {
  id: string
  on: string
  format: PlanFileFormat
  language: FileLanguage
}

export interface PlanFile {
  /** Of the plan, for the file's name. */
  name: string
  ending: string
  type: string
  content: Buffer
}

/** @throws Refusal `plan.unknown` */
export async function planFile(app: App, viewer: Viewer, wish: PlanFileWish): Promise<PlanFile> {
  const { name } = await openPlan(app, viewer, wish.id)
  const file = (ending: string, type: string, content: Buffer): PlanFile => ({ name, ending, type, content })
  const text = (content: string): Buffer => Buffer.from(content, 'utf8')
  switch (wish.format) {
    case 'geojson':
      return file('geojson', 'application/geo+json', text(geoJsonOf(await gridsFile(app, viewer, wish))))
    case 'gpkg':
      return file(
        'gpkg',
        'application/geopackage+sqlite3',
        await geoPackageOf(await gridsFile(app, viewer, wish)),
      )
    case 'shp': {
      const { columns, features, ...rest } = await gridsFile(app, viewer, wish)
      // Words of a border are longer than a cell of a shapefile.
      const kept = columns.flatMap((column, i) => (column.name === 'boundary' ? [] : [i]))
      return file(
        'zip',
        'application/zip',
        shapefileOf({
          ...rest,
          columns: kept.map((i) => columns[i]!),
          features: features.map(({ geometry, values }) => ({
            geometry,
            values: kept.map((i) => values[i] ?? null),
          })),
        }),
      )
    }
    case 'txt': {
      const grids = await boundariesInWords(app, viewer, wish)
      const lines = grids.map(({ name: grid, code, text: words }) => `${grid}（${code}）\n${words}\n`)
      return file('txt', 'text/plain; charset=utf-8', text(`\uFEFF${lines.join('\n')}`))
    }
    case 'xlsx':
      return file(
        'xlsx',
        'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        await workbookOf(await tablesOf(app, viewer, wish)),
      )
    case 'csv': {
      const [homes] = await tablesOf(app, viewer, wish)
      const lines = [homes!.head, ...homes!.rows].map(csvLine)
      return file('csv', 'text/csv; charset=utf-8', text(`\uFEFF${lines.join('')}`))
    }
  }
}

/** Each grid's border in words. @throws Refusal `plan.unknown` */
export async function boundariesInWords(
  app: App,
  viewer: Viewer,
  { id, on, language }: Pick<PlanFileWish, 'id' | 'on' | 'language'>,
): Promise<GridInWords[]> {
  const { document, scope, publishOn } = await openPlan(app, viewer, id)
  const { grids } = await planEffect(app, viewer, { id, on, successors: {} })
  const { coverage } = planOf(document)
  const lines = await linesNear(app, viewer, scope.code, publishOn ?? on)
  return grids.map(({ key, code, name }) => ({
    key,
    code,
    name,
    text: boundaryText(coverage, key, lines, language),
  }))
}

const KINDS: Readonly<Record<'road' | 'rail' | 'water' | 'barrier', BorderKind>> = {
  road: 'road',
  rail: 'rail',
  water: 'water',
  barrier: 'wall',
}

async function linesNear(app: App, viewer: Viewer, code: string, day: string): Promise<BorderLines> {
  const features = await asViewer(app.db, viewer, (tx) => borderFeatures(tx, code, day))
  const lines = features.flatMap(({ layer, name, geometry }) =>
    stepsOf(geometry).map((line): BorderLine => ({ kind: KINDS[layer], name: name || null, line })),
  )
  lines.push(...(await namedWays(app)))
  const latitude = lines[0]?.line[1] ?? 0
  return new BorderLines(lines, latitude)
}

/** Of the walking network, where there is one: an office may have it without a base map. */
async function namedWays(app: App): Promise<BorderLine[]> {
  try {
    const { network } = await app.networks.current()
    const { edgeFrom, edgeTo, edgeName, names, nodeLon, nodeLat, vertexStart, vertexLon, vertexLat } = network
    const lines: BorderLine[] = []
    for (let edge = 0; edge < network.edgeCount; edge++) {
      const name = names[edgeName[edge]!]
      if (!name) continue
      const line = [nodeLon[edgeFrom[edge]!]!, nodeLat[edgeFrom[edge]!]!]
      for (let v = vertexStart[edge]!; v < vertexStart[edge + 1]!; v++)
        line.push(vertexLon[v]!, vertexLat[v]!)
      line.push(nodeLon[edgeTo[edge]!]!, nodeLat[edgeTo[edge]!]!)
      lines.push({ kind: 'road', name, line })
    }
    return lines
  } catch (error) {
    if (error instanceof Refusal && error.key === 'network.none') return []
    throw error
  }
}

function stepsOf(geometry: Geometry): number[][] {
  const steps = (line: readonly Position[]): number[] =>
    line.flatMap(([lon = 0, lat = 0]) => [
      Math.round(lon * STEPS_PER_DEGREE),
      Math.round(lat * STEPS_PER_DEGREE),
    ])
  switch (geometry.type) {
    case 'LineString':
      return [steps(geometry.coordinates)]
    case 'MultiLineString':
    case 'Polygon':
      return geometry.coordinates.map(steps)
    case 'MultiPolygon':
      return geometry.coordinates.flat().map(steps)
    case 'GeometryCollection':
      return geometry.geometries.flatMap(stepsOf)
    default:
      return []
  }
}

type Valued = PlannedGrid & { boundary: string }

const COLUMNS: readonly { name: keyof Valued; shortName: string; type: 'text' | 'integer' }[] = [
  { name: 'code', shortName: 'code', type: 'text' },
  { name: 'name', shortName: 'name', type: 'text' },
  { name: 'parent', shortName: 'parent', type: 'text' },
  { name: 'kind', shortName: 'change', type: 'text' },
  { name: 'households', shortName: 'households', type: 'integer' },
  { name: 'people', shortName: 'people', type: 'integer' },
  { name: 'openIssues', shortName: 'issues', type: 'integer' },
  { name: 'boundary', shortName: 'boundary', type: 'text' },
]

async function gridsFile(app: App, viewer: Viewer, wish: PlanFileWish): Promise<FeatureFile> {
  const { document, name } = await openPlan(app, viewer, wish.id)
  const { coverage } = planOf(document)
  const words = new Map((await boundariesInWords(app, viewer, wish)).map(({ key, text }) => [key, text]))
  const { grids } = await planEffect(app, viewer, { id: wish.id, on: wish.on, successors: {} })
  return {
    layer: 'grids',
    title: name,
    columns: COLUMNS.map(({ name: column, ...rest }) => ({
      ...rest,
      name: column === 'kind' ? 'change' : column,
    })),
    features: grids.map((grid) => {
      const valued: Valued = { ...grid, boundary: words.get(grid.key) ?? '' }
      return {
        geometry: areaGeometry(coverage, grid.key),
        values: COLUMNS.map(({ name: column }) => valued[column] as string | number),
      }
    }),
  }
}

const geoJsonOf = ({ columns, features }: FeatureFile): string =>
  JSON.stringify({
    type: 'FeatureCollection',
    features: features.map(({ geometry, values }) => ({
      type: 'Feature',
      properties: {
        ...Object.fromEntries(columns.map(({ name }, i) => [name, values[i] ?? null])),
        level: 'grid',
      },
      geometry,
    })),
  })

async function tablesOf(app: App, viewer: Viewer, { id, on, language }: PlanFileWish) {
  const asked = { id, on, limit: ALL_AT_ONCE }
  const homes: MovedHome[] = (await planHomes(app, viewer, asked)).rows
  const issues: MovedIssue[] = (await planIssues(app, viewer, asked)).rows
  return movesTables(await planMoves(app, viewer, { id, on, successors: {} }), homes, issues, language)
}

const ALL_AT_ONCE = Number.MAX_SAFE_INTEGER
