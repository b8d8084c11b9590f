/** Ending a doubt by hand: the place is right as it is, or the thing gets its right place. Both are audited. */
import type { LinkProblem } from '../../shared/domain/importing.ts'
import { quantise } from '../../shared/geo/quantise.ts'
import { appendAudit } from '../access/audit.ts'
import { type Viewer, seesEverything, seesPath } from '../access/viewer.ts'
import type { App } from '../app/app.ts'
import { Refusal } from '../app/refusal.ts'
import { transaction } from '../db/database.ts'
import { LINK_TABLES } from '../db/links.ts'
import { type Queryable, row, run, sql } from '../db/sql.ts'
import { linkScope } from './linking.ts'

interface Subject {
  kind: LinkProblem['kind']
  id: string
}

const CHANGED = {
  building: 'buildings',
  facility: 'facilities',
  issue: 'issues',
  resident: 'residents',
  count: 'residents',
} as const

/** The row, if the viewer may change it. @throws Refusal */
async function pathOrRefuse(
  tx: Queryable,
  viewer: Viewer,
  subject: Subject,
): Promise<{ table: string; id: string; areaPath: string }> {
  const table = LINK_TABLES.find(({ kind }) => kind === subject.kind)!
  const found = await row<{ areaPath: string }>(
    tx,
    sql`select area_path as "areaPath" from ${sql.raw(table.table)} where ${sql.raw(table.subjectId)} = ${subject.id} for update`,
  )
  if (!found || (subject.kind === 'resident' && !viewer.permissions.has('residents.view'))) {
    throw new Refusal('NOT_FOUND', 'link.unknownSubject')
  }
  if (!seesEverything(viewer) && !seesPath(viewer, found.areaPath))
    throw new Refusal('FORBIDDEN', 'access.outsideArea')
  return { table: table.table, id: table.subjectId, areaPath: found.areaPath }
}

export async function acceptPlace(app: App, viewer: Viewer, subject: Subject): Promise<void> {
  await transaction(app.db, async (tx) => {
    const { table, id, areaPath } = await pathOrRefuse(tx, viewer, subject)
    await run(
      tx,
      sql`insert into link_accepted (kind, subject_id, accepted_by) values (${subject.kind}, ${subject.id}, ${viewer.userName})
        on conflict do nothing`,
    )
    await run(
      tx,
      sql`update ${sql.raw(table)} set link_state = 'linked', link_reason = null
        where ${sql.raw(id)} = ${subject.id} and link_state = 'disagrees'`,
    )
    await appendAudit(tx, viewer, {
      action: 'linkAccepted',
      subjectKind: subject.kind,
      subjectId: subject.id,
      areaPath,
    })
  })
}

/** The count of a unit or a building lies where that lies; only one of a point has a place of its own. */
async function refusePlaceOfArea(tx: Queryable, areaCode: string): Promise<void> {
  const isOfArea = await row(
    tx,
    sql`select 1 from population_count where area_code = ${areaCode} and area_kind in ('unit', 'building')`,
  )
  if (isOfArea) throw new Refusal('CONFLICT', 'link.placeOfArea')
}

export async function moveToPlace(
  app: App,
  viewer: Viewer,
  { lon, lat, ...subject }: Subject & { lon: number; lat: number },
): Promise<void> {
  await transaction(app.db, async (tx) => {
    const { table, id, areaPath } = await pathOrRefuse(tx, viewer, subject)
    if (subject.kind === 'count') await refusePlaceOfArea(tx, subject.id)
    await run(
      tx,
      sql`update ${sql.raw(table)} set location = st_setsrid(st_makepoint(${quantise(lon)}, ${quantise(lat)}), 4326),
          link_state = 'unlinked', link_reason = null where ${sql.raw(id)} = ${subject.id}`,
    )
    await appendAudit(tx, viewer, {
      action: 'placeMoved',
      subjectKind: subject.kind,
      subjectId: subject.id,
      fields: [CHANGED[subject.kind]],
      areaPath,
    })
  })
  await linkScope(app, 'pending')
}
