/** What a plan does to people before it is published: grids and their load, homes that change, what moves with them. */
import { addDays, today } from '../../../shared/domain/dates.ts'
import { isWithin } from '../../../shared/plans/norm.ts'
import type {
  EffectOfPlan,
  HomesOfPlan,
  MovedHome,
  MovedHomes,
  PlanEffect,
} from '../../../shared/plans/planRecord.ts'
import { isAccountWithin } from '../../access/accounts.ts'
import type { Viewer } from '../../access/viewer.ts'
import type { App } from '../../app/app.ts'
import { asOffice, asViewer } from '../../db/database.ts'
import { handOversOf, holdingsOf } from '../../db/handOver.ts'
import { cursorOf, readCursor } from '../../db/cursor.ts'
import { addressesOf, linkedPoints } from '../../db/planEffects.ts'
import { staffOf } from '../../db/planPublishing.ts'
import type { PlanRow } from '../../db/plans.ts'
import type { Queryable } from '../../db/sql.ts'
import { peoplePlaces } from '../peoplePlaces.ts'
import type { Snapshot } from '../snapshot.ts'
import { currentPlan, keepPlan } from './currentPlan.ts'
import { heirsOf, planLineage, plannedAt, plannedPlaces, successorsOf } from './planLineage.ts'
import { keptOutcome, unitsRevision } from './keptOutcome.ts'
import type { PlanOutcome } from './planOutcome.ts'
import { chosenSuccessors } from './planSuccessors.ts'
import { planOrRefuse } from './plans.ts'

export interface Seen {
  row: PlanRow
  outcome: PlanOutcome
  /** The day whose units it is compared with. */
  day: string
}

/**
 * The outcome as it is now; of a published plan as it was decided, beside what stood before.
 * @param revision  `unitsRevision`
 */
export async function seenOutcome(
  app: App,
  tx: Queryable,
  id: string,
  on: string,
  revision: number,
): Promise<Seen> {
  const row = await planOrRefuse(tx, id)
  const current = await currentPlan(app, tx, id, row.version)
  keepPlan(app, id, current)
  const day = row.publishOn === null ? on : addDays(row.publishOn, -1)
  return { row, day, outcome: await keptOutcome(app, tx, row, current, day, revision) }
}

/**
 * Who lives where as the plan finds it: today, or the day before a plan that is in force. Read before the transaction:
 * nothing waits within one.
 */
export async function snapshotFor(app: App, viewer: Viewer, id: string): Promise<Snapshot> {
  const { publishOn } = await asViewer(app.db, viewer, (tx) => planOrRefuse(tx, id))
  const isInForce = publishOn !== null && publishOn <= today()
  return app.snapshots.at(isInForce ? addDays(publishOn, -1) : today())
}

/** @throws Refusal `plan.unknown`, `plan.successorUnknown` */
export async function planEffect(
  app: App,
  viewer: Viewer,
  { id, on, successors: given }: EffectOfPlan,
): Promise<PlanEffect> {
  const snapshot = await snapshotFor(app, viewer, id)
  const revision = await unitsRevision(app)
  return asViewer(app.db, viewer, async (tx) => {
    const { row, outcome, day } = await seenOutcome(app, tx, id, on, revision)
    const places = plannedPlaces(snapshot, outcome, row.areaPath)
    const lineage = await planLineage(tx, outcome, places, row.areaPath, day)
    const heirs = heirsOf(outcome, lineage, places)
    const ends = outcome.ended.map(({ code }) => code)
    const chosen = await chosenSuccessors(tx, id, outcome, given)
    const staff = await staffOf(tx, ends, day)
    const codeAt = plannedAt(outcome)
    const issues = (await linkedPoints(tx, 'issue', row.areaPath)).map((point) => ({
      ...point,
      to: codeAt(point.lon, point.lat),
    }))
    const facilities = await linkedPoints(tx, 'facility', row.areaPath)
    const nameOf = (code: string): string => snapshot.unitByCode.get(code)?.name ?? code
    const grids = outcome.grids.map(({ grid, code, kind }) => {
      const own = places.filter(({ to }) => to === code)
      return {
        key: grid.key,
        code,
        name: grid.name,
        parent: grid.parent,
        kind,
        from: lineage
          .filter((line) => line.code === code)
          .map(({ from, people, peopleShare, areaShare }) => ({
            code: from,
            name: nameOf(from),
            people,
            peopleShare,
            areaShare,
          })),
        households: Math.round(sum(own, ({ place }) => place.people.households ?? 0)),
        people: Math.round(sum(own, ({ place }) => place.people.residents)),
        openIssues: issues.filter(({ to }) => to === code).length,
      }
    })
    // Last: counts of accounts and rosters are the office's to read; names are told to whoever keeps them.
    await asOffice(tx)
    const successors =
      row.publishOn === null ? successorsOf(outcome, heirs, chosen) : await handOversOf(tx, id)
    const held = await holdingsOf(tx, ends, row.publishOn ?? on, isAccountWithin(viewer))
    const holdings = new Map(held.map((one) => [one.code, one]))
    const moved = places.filter(({ from, to, place }) => from !== to && place.people.residents > 0)
    return {
      id,
      version: row.version,
      on: row.publishOn ?? on,
      grids: grids.map((grid) => ({ ...grid, isWithinNorm: isWithin(grid.households) })),
      ended: outcome.ended.map(({ code, name, parent }) => ({
        code,
        name,
        parent: parent ?? '',
        successor: successors.get(code) ?? null,
        heirs: heirs.get(code) ?? [],
        accounts: {
          count: holdings.get(code)?.accounts.length ?? 0,
          names: viewer.permissions.has('accounts.manage') ? (holdings.get(code)?.namedAccounts ?? []) : null,
        },
        roster: {
          people: holdings.get(code)?.people.length ?? 0,
          names: viewer.permissions.has('duty.manage') ? (holdings.get(code)?.people ?? []) : null,
          shifts: holdings.get(code)?.shifts ?? 0,
        },
        staff: staff
          .filter(({ unitCode }) => unitCode === code)
          .map(({ role, personName }) => ({ role, personName })),
      })),
      moved: {
        homes: movedHomes(snapshot, outcome, row.areaPath).length,
        households: Math.round(sum(moved, ({ place }) => place.people.households ?? 0)),
        people: Math.round(sum(moved, ({ place }) => place.people.residents)),
        openIssues: issues.filter(({ unitCode, to }) => unitCode !== to).length,
        facilities: facilities.filter(({ unitCode, lon, lat }) => unitCode !== codeAt(lon, lat)).length,
      },
      outsideNorm: grids.filter(({ households }) => !isWithin(households)).length,
      hindrances: outcome.hindrances,
    }
  })
}

/**
 * Homes that change grid, those of one way together. Buildings, with nobody's name.
 * @throws Refusal `plan.unknown`, `page.badCursor`
 */
export async function planHomes(app: App, viewer: Viewer, asked: HomesOfPlan): Promise<MovedHomes> {
  const snapshot = await snapshotFor(app, viewer, asked.id)
  const revision = await unitsRevision(app)
  return asViewer(app.db, viewer, async (tx) => {
    const { row, outcome } = await seenOutcome(app, tx, asked.id, asked.on, revision)
    const page = pageOfMoves(movedHomes(snapshot, outcome, row.areaPath), asked)
    const addresses = await addressesOf(
      tx,
      page.rows.map(({ building }) => building),
    )
    return {
      ...page,
      rows: page.rows.map((home) => ({ ...home, address: addresses.get(home.building) ?? '' })),
    }
  })
}

/** A page of what moves, all ways or one. @throws Refusal `page.badCursor` */
export function pageOfMoves<Row extends { from: string | null; to: string | null }>(
  moves: readonly Row[],
  { way, skip = 0, cursor, limit }: Pick<HomesOfPlan, 'way' | 'skip' | 'cursor' | 'limit'>,
): { rows: Row[]; total: number; nextCursor: string | null } {
  const all = way ? moves.filter(({ from, to }) => from === way.from && to === way.to) : moves
  const start = Number(readCursor(cursor, 1)?.[0] ?? skip)
  const rows = all.slice(start, start + limit)
  const end = start + rows.length
  return { rows, total: all.length, nextCursor: end < all.length ? cursorOf([end]) : null }
}

type MovedBuilding = Omit<MovedHome, 'address'>
const homesOf = new WeakMap<PlanOutcome, { ground: Snapshot['buildings']; homes: readonly MovedBuilding[] }>()

/** Those of one way together. Kept with the outcome until buildings or people are others, which come with new lists. */
export function movedHomes(snapshot: Snapshot, outcome: PlanOutcome, path: string): readonly MovedBuilding[] {
  const ground = snapshot.buildings
  const known = homesOf.get(outcome)
  if (known?.ground === ground) return known.homes
  const homes = makeHomes(snapshot, outcome, path)
  homesOf.set(outcome, { ground, homes })
  return homes
}

function makeHomes(snapshot: Snapshot, outcome: PlanOutcome, path: string): MovedBuilding[] {
  const codeAt = plannedAt(outcome)
  const { byBuilding } = peoplePlaces(snapshot)
  return snapshot.buildings
    .flatMap(({ code, lon, lat, unitCode, areaPath }) => {
      const people = byBuilding.get(code)?.people
      if (!people || people.residents === 0 || lon === null || lat === null || !areaPath.startsWith(path))
        return []
      const to = codeAt(lon, lat)
      if (to === unitCode) return []
      return [
        {
          building: code,
          lonLat: [lon, lat] as [number, number],
          households: Math.round(people.households ?? 0),
          people: Math.round(people.residents),
          from: unitCode,
          to,
        },
      ]
    })
    .sort((a, b) => (wayOf(a) < wayOf(b) ? -1 : 1))
}

const wayOf = ({ from, to, building }: MovedBuilding): string => `${from} ${to} ${building}`

const sum = <Item>(items: readonly Item[], pick: (item: Item) => number): number =>
  items.reduce((total, item) => total + pick(item), 0)
