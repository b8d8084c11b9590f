/** Answers about new service points that are kept. Every statement runs as a viewer: row-level security says which rows there are. */
import type { SaveStudy, StudyLine, StudyRecord } from '../../shared/siting/sitingStudy.ts'
import { cursorOf, pageFrom, readCursor } from './cursor.ts'
import { type Queryable, row, rows, run, sql } from './sql.ts'

const head = sql`id::text as id, name, kind, data_date::text as "dataDate", created_by as "createdBy",
  created_at as "createdAt"`
const columns = sql`${head}, asked, answer, input_hash as "inputHash"`

/** The newest come first. */
export async function studyPage(
  on: Queryable,
  input: { cursor?: string | null; limit: number },
): Promise<{ rows: StudyLine[]; total: number; nextCursor: string | null }> {
  const after = readCursor(input.cursor, 1)
  const next = after === null ? sql`` : sql`where siting_study.id < ${after[0]}::bigint`
  const found = await rows<StudyLine>(
    on,
    sql`select ${head}, jsonb_array_length(answer -> 'sites') as sites,
        (answer ->> 'isProved')::boolean as "isProved" from siting_study ${next}
      order by siting_study.id desc limit ${input.limit + 1}`,
  )
  return pageFrom(found, input.limit, await countStudies(on), (one) => cursorOf([one.id]))
}

/** Those that are seen: as the office, all there are. */
export const countStudies = async (on: Queryable): Promise<number> =>
  (await row<{ count: number }>(on, sql`select count(*) as count from siting_study`))!.count

const LOCK = 8_415_042
/** Until the transaction ends nobody else keeps one: what was counted stays true. */
export const lockStudies = (on: Queryable): Promise<unknown> =>
  run(on, sql`select pg_advisory_xact_lock(${LOCK})`)

export const findStudy = (on: Queryable, id: string): Promise<StudyRecord | undefined> =>
  row<StudyRecord>(on, sql`select ${columns} from siting_study where id = ${id}::bigint`)

export async function insertStudy(
  on: Queryable,
  { name, kind, asked, answer, inputHash, dataDate }: SaveStudy,
  { areaPath, by }: { areaPath: string; by: string },
): Promise<StudyRecord> {
  const made = await row<StudyRecord>(
    on,
    sql`insert into siting_study (name, kind, asked, answer, input_hash, data_date, area_path, created_by)
      values (${name}, ${kind}, ${JSON.stringify(asked)}::jsonb, ${JSON.stringify(answer)}::jsonb, ${inputHash},
        ${dataDate}::date, ${areaPath}, ${by}) returning ${columns}`,
  )
  return made!
}

/** @returns undefined when there was none to delete */
export const deleteStudyRow = (
  on: Queryable,
  id: string,
): Promise<{ name: string; areaPath: string } | undefined> =>
  row<{ name: string; areaPath: string }>(
    on,
    sql`delete from siting_study where id = ${id}::bigint returning name, area_path as "areaPath"`,
  )
