/**
 * What will be imported: the file's suggestions, and over them what a person chose. Pure.
 */
import type { z } from 'zod'
import type { ImportChoice } from '../../shared/domain/importing.ts'
import type { Chosen, Kind, Layer } from './importState.ts'

type Choice = z.infer<typeof ImportChoice>
export type Targets = Record<string, readonly { target: string; isRequired: boolean }[]>

export interface Resolved {
  layer: Layer
  kind: Kind
  isCounts: boolean
  level: Choice['level']
  mapping: Record<string, string>
  /** Fields to show, the required ones first. */
  fields: readonly { target: string; isRequired: boolean }[]
  /** Required fields without a column. */
  missing: readonly string[]
  needsLevel: boolean
  /** Places are in the file, but nobody knows in which system. */
  needsCrs: boolean
  crs: string
}

/** Fields of a person's row, and of a row of counts: one file has either. */
const COUNTS_ONLY = ['code', 'residents', 'households', 'under15', 'age15to64', 'over64', 'date']
const COUNTS_TOO = [...COUNTS_ONLY, 'unit', 'lon', 'lat']
const HIDDEN_WITH_GEOMETRY = ['lon', 'lat']

export function resolveChoice(layer: Layer, chosen: Chosen, targets: Targets): Resolved {
  const kind = chosen.kind ?? layer.suggestedKind
  const columns = new Set(layer.fields.map(({ name }) => name))
  const suggested = kind === layer.suggestedKind ? layer.suggestedMapping : {}
  const known: Record<string, string> = Object.fromEntries(
    Object.entries({ ...suggested, ...chosen.mapping }).filter(
      ([, column]) => column.startsWith('=') || columns.has(column),
    ),
  )
  const isCounts = kind === 'residents' && (chosen.isCounts ?? known.residents !== undefined)
  const hasShapes = layer.geometryTypes.length > 0
  const hasPlaces = hasShapes || (known.lon !== undefined && known.lat !== undefined)
  const fields = (targets[kind] ?? [])
    .filter(({ target }) =>
      kind !== 'residents' ? true : isCounts ? COUNTS_TOO.includes(target) : !COUNTS_ONLY.includes(target),
    )
    .filter(({ target }) => !hasShapes || !HIDDEN_WITH_GEOMETRY.includes(target) || known[target])
    .map(({ target, isRequired }) => ({
      target,
      isRequired: isRequired || (isCounts && (target === 'residents' || (target === 'code' && !hasPlaces))),
    }))
    .sort((a, b) => Number(b.isRequired) - Number(a.isRequired))
  const mapping = Object.fromEntries(
    Object.entries(known).filter(([target]) => fields.some((field) => field.target === target)),
  )
  const crs = chosen.crs ?? 'auto'
  const level = chosen.level ?? layer.suggestedLevel ?? undefined
  return {
    layer,
    kind,
    isCounts,
    level: kind === 'units' ? level : undefined,
    mapping,
    fields,
    missing: fields
      .filter(({ target, isRequired }) => isRequired && !mapping[target])
      .map(({ target }) => target),
    needsLevel: kind === 'units' && !level && !mapping.level,
    needsCrs: hasPlaces && crs === 'auto' && layer.crs === null && kind !== 'basemap',
    crs,
  }
}

/** What to ask about a file: the same question before and after the dry run, so that it is answered once. */
export const inspectInput = (
  uploadId: string,
  { encoding, headerRows, crs, axisOrder, kind, mapping }: Chosen,
) => ({
  uploadId,
  encoding,
  headerRows,
  crs,
  axisOrder,
  as: kind,
  ...(mapping.lon && mapping.lat ? { lon: mapping.lon, lat: mapping.lat } : {}),
})

/** As the server takes it: columns that a person took away are named as empty, so that no guess comes back. */
export function choiceFor(uploadId: string, resolved: Resolved, chosen: Chosen): Choice {
  const taken = Object.fromEntries(
    [...Object.keys(resolved.layer.suggestedMapping), ...resolved.fields.map(({ target }) => target)].map(
      (target) => [target, ''],
    ),
  )
  return {
    uploadId,
    layer: resolved.kind === 'basemap' ? undefined : resolved.layer.name,
    as: resolved.kind,
    level: resolved.level,
    crs: resolved.crs,
    axisOrder: chosen.axisOrder ?? 'auto',
    encoding: chosen.encoding,
    headerRows: chosen.headerRows,
    mapping: resolved.fields.length === 0 ? {} : { ...taken, ...resolved.mapping },
    date: chosen.date,
    skipFaulty: false,
    endMissing: (resolved.kind === 'units' || resolved.kind === 'roster') && chosen.endMissing === true,
    endMissingTop: resolved.kind === 'units' && chosen.endMissing === true && chosen.endMissingTop === true,
    joinNearMisses: resolved.kind === 'network' && chosen.joinNearMisses === true,
  }
}
