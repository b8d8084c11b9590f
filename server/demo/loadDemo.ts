/** Loads the demo town through the same importers as anybody's own data. */
import { randomUUID } from 'node:crypto'
import { maskPhone } from '../../shared/domain/masking.ts'
import type { App } from '../app/app.ts'
import { Refusal } from '../app/refusal.ts'
import { replaceBasemap } from '../db/basemap.ts'
import { transaction } from '../db/database.ts'
import { addAttribution, setSetting } from '../db/settings.ts'
import { array, type Queryable, row, run, sql } from '../db/sql.ts'
import { dropStaged, mergeStaged } from '../db/staging.ts'
import type { UnitRecord } from '../ingest/importers/units.ts'
import { announce } from '../live/events.ts'
import { stageParsed } from '../services/stageRecords.ts'
import { linkScope } from '../services/linking.ts'
import { makeNetwork } from '../services/makeNetwork.ts'
import { storeNetwork } from '../services/networks.ts'
import { acceptUnits, prepareUnits } from '../services/storeUnits.ts'
import { loadResidents, noteWaitingResidents } from './loadResidents.ts'
import { storeHistories } from './storeHistories.ts'
import { storeRoster } from './storeRoster.ts'
import {
  DEMO_IMPORTERS,
  DEMO_SOURCE,
  type DemoKind,
  type DemoOptions,
  type DemoRows,
  demoRows,
  makeDemoTown,
  type TownPlan,
} from './demoRows.ts'

export type DemoCounts = Record<'units' | DemoKind, number>

/** A key: the page says it in the person's language. */
export const DEMO_ATTRIBUTION = 'demo town'

async function storeUnits(app: App, town: TownPlan): Promise<void> {
  const starts = [...new Set(town.units.map(({ validFrom }) => validFrom))].sort()
  for (const start of starts) {
    const units: UnitRecord[] = town.units
      .filter(({ validFrom }) => validFrom === start)
      .map((unit, index) => ({
        rowNumber: index + 1,
        code: unit.code,
        name: unit.name,
        level: unit.level,
        parent: unit.parent,
        kind: unit.kind,
        validFrom: unit.validFrom,
        boundary: { type: 'MultiPolygon', coordinates: [unit.polygon.coordinates] },
      }))
    await acceptUnits(app, await prepareUnits(app, units, { isChecked: false }))
  }
  // Grids that ended without a successor of the same code.
  const ended = town.units.filter(({ validTo }) => validTo !== null)
  await run(
    app.db.pool,
    sql`update unit_version v set valid_to = e.valid_to
      from unnest(${array(
        ended.map(({ code }) => code),
        'text',
      )}, ${array(
        ended.map(({ validFrom }) => validFrom),
        'date',
      )},
        ${array(
          ended.map(({ validTo }) => validTo),
          'date',
        )}) as e (code, valid_from, valid_to)
      where v.unit_code = e.code and v.valid_from = e.valid_from and v.valid_to is null`,
  )
}

async function storeAssignments(tx: Queryable, app: App, town: TownPlan): Promise<void> {
  const list = town.assignments
  await run(
    tx,
    sql`insert into assignment (unit_code, role, person_name, phone_cipher, phone_masked, valid_from, valid_to)
      select * from unnest(${array(
        list.map(({ unitCode }) => unitCode),
        'text',
      )}, ${array(
        list.map(({ role }) => role),
        'text',
      )},
        ${array(
          list.map(({ personName }) => personName),
          'text',
        )},
        ${array(
          list.map(({ phone }) => `\\x${app.vault.seal('phone', phone).toString('hex')}`),
          'bytea',
        )},
        ${array(
          list.map(({ phone }) => maskPhone(phone)),
          'text',
        )},
        ${array(
          list.map(({ from }) => from),
          'date',
        )}, ${array(
          list.map(({ to }) => to),
          'date',
        )})`,
  )
}

/** Set while the demo is loading: whatever cut it off, the next start begins it again. */
const HALF_LOADED = 'demo.loading'

export const isHalfLoaded = async (app: App): Promise<boolean> =>
  (await row(app.db.pool, sql`select 1 from setting where key = ${HALF_LOADED}`)) !== undefined

async function clearData(app: App): Promise<void> {
  await transaction(app.db, async (tx) => {
    await run(tx, sql`select set_config('quarterhour.issueStep', '*', true)`)
    await run(
      tx,
      sql`truncate unit, unit_version, building, resident, population_count, facility, issue_answer_link, mutual_evaluation, issue_photo, photo_upload, photo, closing_sign,
      notice_delivery, notice, issue_crossing, issue_event, issue, link_history, assignment, duty_person, duty_shift, duty_leave,
      duty_deputy, plan_survey_answer, plan_survey_link, plan_survey_asked, plan_survey, plan_unchecked, plan_check,
      plan_comment, unit_hand_over, plan_assignment, unit_lineage, plan_edit, plan_successor, plan,
      basemap_feature, link_accepted, walking_network`,
    )
  })
}

/** The whole town. @throws Refusal `database.notEmpty` when there is data already */
export async function loadDemo(
  app: App,
  options: DemoOptions,
  say: (line: string) => void,
  made: DemoRows = demoRows(makeDemoTown(options), app.vault),
): Promise<DemoCounts> {
  const street = await loadStreet(app, options, say, made)
  say('Loading residents …')
  return { ...street, residents: await loadResidents(app, made.rows.residents) }
}

/**
 * All of the town but its residents: a map to work with. Until `loadResidents` has been through, `waitingResidents`
 * tells which are to come.
 * @throws Refusal `database.notEmpty` when there is data already
 */
export async function loadStreet(
  app: App,
  options: DemoOptions,
  say: (line: string) => void,
  made: DemoRows,
): Promise<Omit<DemoCounts, 'residents'>> {
  if (await isHalfLoaded(app)) await clearData(app)
  if (await row(app.db.pool, sql`select 1 from unit_version limit 1`)) {
    throw new Refusal('CONFLICT', 'database.notEmpty')
  }
  await setSetting(app.db.pool, HALF_LOADED, true)
  const { town } = made
  const day = town.options.today
  say('Loading units and buildings …')
  await storeUnits(app, town)
  const load = async (
    kind: Exclude<DemoKind, 'residents'>,
    alongside: (tx: Queryable) => Promise<void> = async () => undefined,
  ): Promise<number> => {
    const key = randomUUID()
    const { table, columns } = DEMO_IMPORTERS[kind]
    try {
      await stageParsed(app, key, DEMO_IMPORTERS[kind], made.rows[kind])
      const counts = await transaction(app.db, async (tx) => {
        const merged = await mergeStaged(tx, key, table, columns)
        await alongside(tx)
        await announce(tx, kind, merged.added + merged.changed)
        return merged
      })
      return counts.added
    } finally {
      await dropStaged(app.db.pool, key, table)
    }
  }
  const buildings = await load('buildings', (tx) => placeEntrances(tx, town))
  const facilities = await load('facilities')
  say('Loading issues …')
  const issues = await load('issues')
  await linkScope(app)
  await transaction(app.db, async (tx) => {
    await storeAssignments(tx, app, town)
    await storeRoster(tx, town.roster)
    await storeHistories(tx, made.histories(), day)
    await announce(tx, 'basemap', (await replaceBasemap(tx, DEMO_SOURCE, town.basemap)).added)
    await storeNetwork(tx, makeNetwork(town.network), DEMO_SOURCE)
    await announce(tx, 'issues', issues)
    await setSetting(tx, 'demo', true)
    await run(tx, sql`delete from setting where key = ${HALF_LOADED}`)
    await noteWaitingResidents(tx, { ...options, today: day })
    await setSetting(tx, 'date.basemap', day)
    await addAttribution(tx, DEMO_ATTRIBUTION)
  })
  await run(
    app.db.pool,
    sql`analyze unit, unit_version, building, facility, issue, issue_event, link_history, assignment, basemap_feature`,
  )
  return { units: town.units.length, buildings, facilities, issues }
}

/** The generator knows where people come out; a footprint alone does not. */
async function placeEntrances(tx: Queryable, town: TownPlan): Promise<void> {
  await run(
    tx,
    sql`update building b set location = st_setsrid(st_makepoint(e.lon, e.lat), 4326)
      from unnest(${array(
        town.buildings.map(({ code }) => code),
        'text',
      )},
        ${array(
          town.buildings.map(({ entrance }) => entrance[0]),
          'float8',
        )},
        ${array(
          town.buildings.map(({ entrance }) => entrance[1]),
          'float8',
        )}) as e (code, lon, lat)
      where b.code = e.code`,
  )
}
