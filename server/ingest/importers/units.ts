/**
 * Units: read whole (a partition only makes sense as a whole), their parents found or made, then stored as boundary
 * versions. A boundary that is the same as the one in force is left alone; a different one closes it on its day.
 */
import type { MultiPolygon, Polygon } from 'geojson'
import { UnitCode } from '../../../shared/domain/ids.ts'
import { UNIT_LEVELS, type UnitLevel } from '../../../shared/domain/levels.ts'
import type { Geometry } from 'geojson'
import type { Cells } from './cells.ts'
import { type ImportContext, note } from './importer.ts'

export interface UnitRecord {
  rowNumber: number
  code: string
  name: string
  level: UnitLevel
  /** As the row says: a code or a name. */
  parent: string | null
  kind: 'ordinary' | 'dedicated'
  validFrom: string
  /** The first day on which it is no longer in force; absent or null: without end. */
  validTo?: string | null
  boundary: MultiPolygon
}

/** In force since always, as far as anybody knows. */
export const NO_START_DATE = '1900-01-01'

const LEVEL_WORDS: Readonly<Record<string, UnitLevel>> = {
  street: 'street',
  街道: 'street',
  镇: 'street',
  區: 'street',
  community: 'community',
  社区: 'community',
  村: 'community',
  里: 'community',
  grid: 'grid',
  网格: 'grid',
}

function levelOf(cells: Cells, chosen: UnitLevel | undefined): UnitLevel | null {
  const text = cells.text('level')
  if (text === null) return chosen ?? null
  const level = LEVEL_WORDS[text.toLowerCase()]
  if (!level) cells.fault('level', text, 'fault.expected.level', { levels: UNIT_LEVELS.join(', ') })
  return level ?? null
}

/** @returns null when the row has faults */
export function parseUnit(
  cells: Cells,
  place: Geometry | null,
  chosenLevel: UnitLevel | undefined,
  context: ImportContext,
): UnitRecord | null {
  const code = cells.required('code').replace(/\s+/g, '')
  if (code !== '' && !UnitCode.safeParse(code).success) cells.fault('code', code, 'fault.expected.code')
  const name = cells.text('name') ?? code
  const level = levelOf(cells, chosenLevel)
  if (level === null && cells.text('level') === null) cells.fault('level', '', 'fault.expected.level')
  const validFrom = cells.day('validFrom')
  const validTo = cells.day('validTo')
  if (validTo !== null && validTo <= (validFrom ?? context.date))
    cells.fault('validTo', validTo, 'fault.expected.afterStart', { from: validFrom ?? context.date })
  if (place?.type !== 'Polygon' && place?.type !== 'MultiPolygon') {
    cells.fault('geometry', place === null ? 'null' : place.type, 'fault.expected.area')
  }
  if (cells.faults.length > 0) return null
  if (validFrom === null) note(context, 'notice.noStartDate')
  const area = place as Polygon | MultiPolygon
  return {
    rowNumber: cells.row.rowNumber,
    code,
    name,
    level: level!,
    parent: cells.text('parent'),
    kind: cells.text('kind') === 'dedicated' || cells.text('kind') === '专属网格' ? 'dedicated' : 'ordinary',
    validFrom: validFrom ?? context.date,
    validTo,
    boundary: area.type === 'MultiPolygon' ? area : { type: 'MultiPolygon', coordinates: [area.coordinates] },
  }
}
