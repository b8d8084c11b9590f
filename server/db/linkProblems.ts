/** What could not be linked, or disagrees with what its row says: a list to work through, never dropped. */
import type { LinkProblem } from '../../shared/domain/importing.ts'
import { type Queryable, type SQL, array, rows, sql } from './sql.ts'

interface ProblemTable {
  kind: LinkProblem['kind']
  table: string
  id: string
  title: string
  stated: string
}

/** Personal names stay out of titles: a resident is shown by the masked name. */
const TABLES: readonly ProblemTable[] = [
  {
    kind: 'building',
    table: 'building',
    id: 'code',
    title: "coalesce(nullif(name, ''), address)",
    stated: 'stated_unit',
  },
  {
    kind: 'resident',
    table: 'resident',
    id: 'id',
    title: 'name_masked',
    stated: "coalesce(stated_building, nullif(stated_address, ''), stated_unit)",
  },
  { kind: 'facility', table: 'facility', id: 'id', title: 'name', stated: 'stated_unit' },
  { kind: 'issue', table: 'issue', id: 'id', title: 'left(description, 80)', stated: 'stated_unit' },
  { kind: 'count', table: 'population_count', id: 'area_code', title: 'area_code', stated: 'area_code' },
]

export interface ProblemFilter {
  kind?: LinkProblem['kind']
  /** Kinds that the viewer may not see. */
  hidden?: readonly LinkProblem['kind'][]
  reason?: string
  pathPrefix?: string
  /** Only what lies below one of these paths; nothing when there are none. */
  areaPaths?: readonly string[]
}

function problems(filter: ProblemFilter): SQL {
  const tables = TABLES.filter(
    ({ kind }) => (filter.kind === undefined || kind === filter.kind) && !filter.hidden?.includes(kind),
  )
  const parts = tables.map(
    ({ kind, table, id, title, stated }) => sql`select ${kind}::text as kind, ${sql.raw(id)}::text as id,
        ${sql.raw(title)} as title, link_reason as reason, ${sql.raw(stated)} as stated, unit_code, area_path, location
      from ${sql.raw(table)} where link_state <> 'linked' and link_reason is not null
        ${filter.reason === undefined ? sql`` : sql`and link_reason = ${filter.reason}`}
        ${filter.pathPrefix === undefined ? sql`` : sql`and starts_with(area_path, ${filter.pathPrefix})`}
        ${
          filter.areaPaths === undefined
            ? sql``
            : sql`and exists (select 1 from unnest(${array([...filter.areaPaths], 'text')}) p where starts_with(area_path, p))`
        }`,
  )
  return sql`(${sql.join(parts, sql` union all `)})`
}

export async function countLinkProblems(on: Queryable, filter: ProblemFilter): Promise<number> {
  const found = await rows<{ count: number }>(on, sql`select count(*) as count from ${problems(filter)} p`)
  return found[0]!.count
}

export async function linkProblemCounts(
  on: Queryable,
  filter: ProblemFilter,
): Promise<{ kind: LinkProblem['kind']; reason: LinkProblem['reason']; count: number }[]> {
  return rows(
    on,
    sql`select kind, reason, count(*) as count from ${problems(filter)} p group by 1, 2 order by 1, 2`,
  )
}

export async function linkProblemPage(
  on: Queryable,
  filter: ProblemFilter,
  after: { kind: string; id: string } | null,
  limit: number,
): Promise<LinkProblem[]> {
  return rows<LinkProblem>(
    on,
    sql`select p.kind, p.id, coalesce(p.title, '') as title, p.reason, p.stated,
        case when v.unit_code is null then null else json_build_object('code', v.unit_code, 'name', v.name) end as unit,
        case when p.location is null then null else json_build_array(st_x(p.location), st_y(p.location)) end as location
      from ${problems(filter)} p
      left join lateral (select unit_code, name from unit_version v where v.unit_code = p.unit_code
        order by valid_from desc limit 1) v on true
      ${after === null ? sql`` : sql`where (p.kind, p.id) > (${after.kind}, ${after.id})`}
      order by p.kind, p.id limit ${limit}`,
  )
}
