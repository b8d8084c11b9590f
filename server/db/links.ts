/** Reading what is to be linked, page by page, and writing links that changed. */
import { array, type Queryable, type SQL, rows, run, sql } from './sql.ts'
import type { LinkedKind } from './linkAt.ts'

export interface LinkTable {
  kind: LinkedKind
  table: string
  id: string
  idType: string
  /** What a doubt is accepted for: the same as the id, but the area of a count, so that it holds for the next one too. */
  subjectId: string
  /** Extra condition: residents with a building follow it. */
  where: string
  hasReported: boolean
}

export const LINK_TABLES: readonly LinkTable[] = [
  {
    kind: 'building',
    table: 'building',
    id: 'code',
    idType: 'text',
    subjectId: 'code',
    where: 'true',
    hasReported: false,
  },
  {
    kind: 'facility',
    table: 'facility',
    id: 'id',
    idType: 'text',
    subjectId: 'id',
    where: 'true',
    hasReported: false,
  },
  {
    kind: 'issue',
    table: 'issue',
    id: 'id',
    idType: 'text',
    subjectId: 'id',
    where: 'true',
    hasReported: true,
  },
  {
    kind: 'resident',
    table: 'resident',
    id: 'id',
    idType: 'text',
    subjectId: 'id',
    where: 't.building_code is null and t.location is not null',
    hasReported: false,
  },
  {
    kind: 'count',
    table: 'population_count',
    id: 'id',
    idType: 'bigint',
    subjectId: 'area_code',
    where: "t.area_kind = 'point'",
    hasReported: false,
  },
]

/** West, south, east, north; or rows that were never linked; or these rows. */
export type LinkScope =
  'pending' | readonly [number, number, number, number] | { readonly ids: readonly string[] }

export interface LinkSubject {
  id: string
  lon: number | null
  lat: number | null
  statedUnit: string | null
  reportedAt: string | null
  isAccepted: boolean
  before: {
    unitCode: string | null
    areaPath: string
    linkedFrom: string | null
    state: string
    reason: string | null
    reportedUnitCode: string | null
    historyKey: string
  }
}

export interface LinkChange {
  id: string
  unitCode: string | null
  areaPath: string
  streetCode: string
  linkedFrom: string | null
  state: 'linked' | 'unlinked' | 'disagrees'
  reason: string | null
  reportedUnitCode: string | null
  history: { unitCode: string; areaPath: string; from: string; to: string }[]
}

const PAGE = 20_000

interface SubjectRow {
  id: string
  lon: number | null
  lat: number | null
  statedUnit: string | null
  reportedAt: string | null
  isAccepted: boolean
  unitCode: string | null
  areaPath: string
  linkedFrom: string | null
  state: string
  reason: string | null
  reportedUnitCode: string | null
  historyKey: string | null
}

const scopeCondition = (scope: LinkScope | undefined, table: LinkTable): SQL => {
  if (scope === undefined) return sql`true`
  if (scope === 'pending') return sql`t.link_state = 'unlinked' and t.link_reason is null`
  if ('ids' in scope) return sql`t.${sql.raw(table.id)} = any (${array(scope.ids, table.idType)})`
  return sql`t.location && st_makeenvelope(${scope[0]}, ${scope[1]}, ${scope[2]}, ${scope[3]}, 4326)`
}

export async function* linkSubjects(
  on: Queryable,
  table: LinkTable,
  scope: LinkScope | undefined,
): AsyncGenerator<LinkSubject[]> {
  const id = sql.raw(`t.${table.id}`)
  let after: string | null = null
  for (;;) {
    const page: SubjectRow[] = await rows<SubjectRow>(
      on,
      sql`select ${id}::text as id, st_x(t.location) as lon, st_y(t.location) as lat, t.stated_unit as "statedUnit",
          ${table.hasReported ? sql`t.reported_at` : sql`null`} as "reportedAt",
          exists (select 1 from link_accepted a where a.kind = ${table.kind}
            and a.subject_id = t.${sql.raw(table.subjectId)}) as "isAccepted",
          t.unit_code as "unitCode", t.area_path as "areaPath", t.linked_from as "linkedFrom", t.link_state as state,
          t.link_reason as reason, ${table.hasReported ? sql`t.reported_unit_code` : sql`null`} as "reportedUnitCode",
          (select string_agg(h.unit_code || '@' || h.valid_from, ',' order by h.valid_from) from link_history h
            where h.kind = ${table.kind} and h.subject_id = ${id}::text) as "historyKey"
        from ${sql.raw(table.table)} t
        where ${sql.raw(table.where)} and ${scopeCondition(scope, table)}
          ${after === null ? sql`` : sql`and ${id} > ${after}::${sql.raw(table.idType)}`}
        order by ${id} limit ${PAGE}`,
    )
    if (page.length > 0) {
      yield page.map(
        ({ unitCode, areaPath, linkedFrom, state, reason, reportedUnitCode, historyKey, ...subject }) => ({
          ...subject,
          before: {
            unitCode,
            areaPath,
            linkedFrom,
            state,
            reason,
            reportedUnitCode,
            historyKey: historyKey ?? '',
          },
        }),
      )
    }
    if (page.length < PAGE) return
    after = page.at(-1)!.id
  }
}

export async function writeLinks(
  tx: Queryable,
  table: LinkTable,
  changes: readonly LinkChange[],
): Promise<void> {
  const column = <Value>(pick: (change: LinkChange) => Value, type: string): SQL =>
    array(changes.map(pick), type)
  await run(
    tx,
    sql`update ${sql.raw(table.table)} t set unit_code = c.unit_code, area_path = c.area_path,
        street_code = c.street_code, linked_from = c.linked_from, link_state = c.state, link_reason = c.reason
        ${table.hasReported ? sql`, reported_unit_code = c.reported` : sql``}
      from unnest(${column(({ id }) => id, table.idType)}, ${column(({ unitCode }) => unitCode, 'text')},
        ${column(({ areaPath }) => areaPath, 'text')}, ${column(({ streetCode }) => streetCode, 'text')},
        ${column(({ linkedFrom }) => linkedFrom, 'date')}, ${column(({ state }) => state, 'text')},
        ${column(({ reason }) => reason, 'text')}, ${column(({ reportedUnitCode }) => reportedUnitCode, 'text')})
        as c (id, unit_code, area_path, street_code, linked_from, state, reason, reported)
      where t.${sql.raw(table.id)} = c.id`,
  )
  await run(
    tx,
    sql`delete from link_history where kind = ${table.kind} and subject_id = any (${column(({ id }) => id, 'text')})`,
  )
  const parts = changes.flatMap(({ id, history }) => history.map((part) => ({ id, ...part })))
  if (parts.length === 0) return
  await run(
    tx,
    sql`insert into link_history (kind, subject_id, unit_code, area_path, valid_from, valid_to)
      select ${table.kind}, * from unnest(${array(
        parts.map(({ id }) => id),
        'text',
      )},
        ${array(
          parts.map(({ unitCode }) => unitCode),
          'text',
        )}, ${array(
          parts.map(({ areaPath }) => areaPath),
          'text',
        )},
        ${array(
          parts.map(({ from }) => from),
          'date',
        )}, ${array(
          parts.map(({ to }) => to),
          'date',
        )})`,
  )
}
