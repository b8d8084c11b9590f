/** A plan's first state from a file of areas in any format that is read. */
import { type ImportReport, reportOf } from '../../../shared/plans/importFinding.ts'
import { type ImportedArea, importPlan } from '../../../shared/plans/importPlan.ts'
import { documentOf, type PlanDocument } from '../../../shared/plans/planDocument.ts'
import type { FileStart } from '../../../shared/plans/planRecord.ts'
import { Refusal } from '../../app/refusal.ts'
import type { UnitArea } from '../../db/unitAreas.ts'
import { guessMapping } from '../../ingest/importers/fieldTargets.ts'
import { type FileArea, readAreas } from './readAreas.ts'

/** What is written out as one document, and shown in one list. */
const MOST_AREAS = 5_000
/** What is laid over the communities in one go. */
const MOST_POINTS = 100_000

export interface PlanFile extends Omit<FileStart, 'upload'> {
  path: string
  file: string
}

/** A file, and the units in force that it is laid over. */
export interface FileTask {
  file: PlanFile
  units: readonly UnitArea[]
  scopeName: string
}

export interface FilePlan {
  document: PlanDocument
  report: ImportReport
}

interface FileAreas {
  file: string
  gapMeters: number
  areas: ImportedArea[]
}

const textOf = (value: unknown): string | null => {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : ''
  return text === '' ? null : text
}

/** @throws as `fileAreas` and `planOfAreas` */
export const planOfFile = async ({ file, units, scopeName }: FileTask): Promise<FilePlan> =>
  planOfAreas(await fileAreas(file), units, scopeName)

/**
 * Reads the areas; nothing is decided yet. Columns are found by their names, or given.
 * @throws UnreadableFile; Refusal as `readAreas`, `plan.noColumn`, `plan.tooManyAreas`
 */
async function fileAreas({
  path,
  file,
  gapMeters,
  crs,
  axisOrder,
  layer,
  code,
  name,
}: PlanFile): Promise<FileAreas> {
  const read = await readAreas(path, file, { crs, axisOrder, layer }, MOST_POINTS)
  if (read.length > MOST_AREAS)
    throw new Refusal('BAD_REQUEST', 'plan.tooManyAreas', { file, count: read.length, most: MOST_AREAS })
  const columns = [...new Set(read.flatMap(({ properties }) => Object.keys(properties)))]
  for (const given of [code, name])
    if (given !== undefined && !columns.includes(given))
      throw new Refusal('BAD_REQUEST', 'plan.noColumn', {
        file,
        name: given,
        columns: columns.slice(0, 12).join(', '),
      })
  const guessed = guessMapping('units', columns)
  const cell = ({ properties }: FileArea, column: string | undefined): string | null =>
    column === undefined ? null : textOf(properties[column])
  return {
    file,
    gapMeters,
    areas: read.map((area) => ({
      row: area.row,
      key: cell(area, 'key'),
      code: cell(area, code ?? guessed.code),
      name: cell(area, name ?? guessed.name),
      level: cell(area, guessed.level),
      geometry: area.geometry,
    })),
  }
}

/** @throws Refusal `plan.fileElsewhere` where no area of the file lies in the scope */
function planOfAreas(
  { file, gapMeters, areas }: FileAreas,
  units: readonly UnitArea[],
  scopeName: string,
): FilePlan {
  const { plan, findings } = importPlan(
    areas,
    {
      communities: units.filter(({ level }) => level === 'community'),
      grids: new Map(
        units.flatMap(({ code, level, name, parent }) =>
          level === 'grid' ? [[code, { name, parent }] as const] : [],
        ),
      ),
    },
    gapMeters,
  )
  if (plan.grids.size === 0)
    throw new Refusal('BAD_REQUEST', 'plan.fileElsewhere', { file, name: scopeName, count: areas.length })
  return { document: documentOf(plan), report: reportOf(file, areas.length, gapMeters, findings) }
}
