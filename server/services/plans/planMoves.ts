/** What moves with a plan, in lists: ways from grid to grid, the load of each worker, open issues, addresses for letters. */
import type { EffectOfPlan, HomesOfPlan } from '../../../shared/plans/planRecord.ts'
import type {
  Carer,
  MovedAddresses,
  MovedIssue,
  MovedIssues,
  PlanMoves,
  PlanWay,
} from '../../../shared/plans/planMoves.ts'
import { appendAudit } from '../../access/audit.ts'
import type { Viewer } from '../../access/viewer.ts'
import type { App } from '../../app/app.ts'
import { asOffice, asViewer } from '../../db/database.ts'
import { handOversOf, holdingsOf } from '../../db/handOver.ts'
import { householdAddresses, openIssuesBelow } from '../../db/planEffects.ts'
import { staffMarks, staffOf } from '../../db/planPublishing.ts'
import type { Queryable } from '../../db/sql.ts'
import { movedHomes, pageOfMoves, seenOutcome, snapshotFor } from './planEffect.ts'
import { heirsOf, planLineage, plannedAt, plannedPlaces, successorsOf } from './planLineage.ts'
import { unitsRevision } from './keptOutcome.ts'
import type { PlanOutcome } from './planOutcome.ts'
import { chosenSuccessors } from './planSuccessors.ts'
import { tellApart } from './sameNames.ts'

/** @throws Refusal `plan.unknown`, `plan.successorUnknown` */
export async function planMoves(
  app: App,
  viewer: Viewer,
  { id, on, successors: given }: EffectOfPlan,
): Promise<PlanMoves> {
  const snapshot = await snapshotFor(app, viewer, id)
  const revision = await unitsRevision(app)
  return asViewer(app.db, viewer, async (tx) => {
    const { row, outcome, day } = await seenOutcome(app, tx, id, on, revision)
    const places = plannedPlaces(snapshot, outcome, row.areaPath)
    const issues = await movedIssues(tx, outcome, row.areaPath, false)
    const lineage = await planLineage(tx, outcome, places, row.areaPath, day)
    const ends = outcome.ended.map(({ code }) => code)
    const old = [...ends, ...outcome.grids.flatMap(({ before }) => before?.code ?? [])]
    const posts = (await staffOf(tx, old, day)).filter(({ validFrom }) => validFrom <= day)
    const chosen = await chosenSuccessors(tx, id, outcome, given)
    await asOffice(tx)
    const successors =
      row.publishOn === null
        ? successorsOf(outcome, heirsOf(outcome, lineage, places), chosen)
        : await handOversOf(tx, id)
    const holdings = await holdingsOf(tx, ends, row.publishOn ?? on)

    const nameOf = (code: string): string => snapshot.unitByCode.get(code)?.name ?? code
    const apart = tellApart(await staffMarks(tx, old, day), nameOf)
    const staff = posts.map((post): Staff => ({ ...post, of: apart(post) }))
    const before = new Map(old.map((code) => [code, carersOf(staff, [code])]))
    const after = new Map(
      outcome.grids.map(({ code, before: unit }) => [
        code,
        carersOf(staff, [
          ...(unit === null ? [] : [code]),
          ...[...successors].flatMap(([ended, next]) => (next === code ? [ended] : [])),
        ]),
      ]),
    )
    const homes = movedHomes(snapshot, outcome, row.areaPath)
    const ways = waysOf([
      ...homes.map(({ from, to, households, people }) => ({
        from,
        to,
        homes: 1,
        households,
        people,
        openIssues: 0,
      })),
      ...issues
        .filter(({ from, to }) => from !== to)
        .map(({ from, to }) => ({ from, to, homes: 0, households: 0, people: 0, openIssues: 1 })),
    ])
    const load = (
      codes: readonly string[],
      place: (one: (typeof places)[number]) => string | null,
      issue: (one: MovedIssue) => string | null,
    ) => {
      const own = new Set(codes)
      const isOwn = (code: string | null): boolean => code !== null && own.has(code)
      return {
        grids: [...codes].sort(),
        households: Math.round(
          places.reduce((sum, one) => sum + (isOwn(place(one)) ? (one.place.people.households ?? 0) : 0), 0),
        ),
        openIssues: issues.filter((one) => isOwn(issue(one))).length,
      }
    }
    const workers = peopleOf([...before.values(), ...after.values()]).map((carer) => {
      const was = load(
        codesWith(before, carer),
        ({ from }) => from,
        ({ from }) => from,
      )
      const willBe = load(
        codesWith(after, carer),
        ({ to }) => to,
        ({ to }) => to,
      )
      const isChanged =
        was.households !== willBe.households ||
        was.openIssues !== willBe.openIssues ||
        was.grids.join() !== willBe.grids.join()
      return { ...carer, before: was, after: willBe, isChanged }
    })
    workers.sort(
      (a, b) =>
        Number(b.isChanged) - Number(a.isChanged) ||
        Math.abs(b.after.households - b.before.households) -
          Math.abs(a.after.households - a.before.households) ||
        (a.personName < b.personName ? -1 : 1),
    )
    const written = outcome.grids.filter(({ kind }) => kind !== 'same')
    const communities = new Set([
      ...written.map(({ above }) => above.name),
      ...outcome.ended.flatMap(({ parent }) => (parent === null ? [] : [nameOf(parent)])),
    ])
    const street = row.areaPath.split('/')[1]!
    return {
      on: row.publishOn ?? on,
      street: nameOf(street),
      grids: [
        ...outcome.grids.map(({ code, grid, above, before: unit }) => ({
          code,
          name: grid.name,
          community: above.name,
          before: unit === null ? [] : (before.get(code) ?? []),
          after: after.get(code) ?? [],
        })),
        ...outcome.ended.map(({ code, name, parent }) => ({
          code,
          name,
          community: parent === null ? '' : nameOf(parent),
          before: before.get(code) ?? [],
          after: [],
        })),
      ],
      ways,
      workers,
      told: {
        workers: workers.filter(({ isChanged }) => isChanged).length,
        communities: [...communities].sort(),
        homes: homes.length,
        households: ways.reduce((sum, { households }) => sum + households, 0),
        openIssues: ways.reduce((sum, { openIssues }) => sum + openIssues, 0),
        accounts: new Set(holdings.flatMap(({ accounts }) => accounts)).size,
        rosterPeople: holdings.reduce((sum, { people }) => sum + people.length, 0),
      },
    }
  })
}

interface Staff extends Carer {
  unitCode: string
}

const keyOf = ({ role, personName, of = '' }: Carer): string => `${role} ${personName} ${of}`

/** Of these grids, each once, in the order of the register. */
const carersOf = (staff: readonly Staff[], codes: readonly string[]): Carer[] =>
  peopleOf([codes.flatMap((code) => staff.filter(({ unitCode }) => unitCode === code))])

const peopleOf = (lists: readonly (readonly Carer[])[]): Carer[] => [
  ...new Map(
    lists
      .flat()
      .map(({ role, personName, of }): Carer => ({ role, personName, ...(of === undefined ? {} : { of }) }))
      .map((carer) => [keyOf(carer), carer]),
  ).values(),
]

const codesWith = (carers: ReadonlyMap<string, readonly Carer[]>, carer: Carer): string[] =>
  [...carers].flatMap(([code, list]) => (list.some((one) => keyOf(one) === keyOf(carer)) ? [code] : []))

function waysOf(moves: readonly PlanWay[]): PlanWay[] {
  const ways = new Map<string, PlanWay>()
  for (const move of moves) {
    const key = `${move.from} ${move.to}`
    const way = ways.get(key)
    if (!way) ways.set(key, { ...move })
    else {
      way.homes += move.homes
      way.households += move.households
      way.people += move.people
      way.openIssues += move.openIssues
    }
  }
  return [...ways.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, way]) => way)
}

/** @param areMoved  those that change grid only */
async function movedIssues(
  tx: Queryable,
  outcome: PlanOutcome,
  path: string,
  areMoved: boolean,
): Promise<MovedIssue[]> {
  const codeAt = plannedAt(outcome)
  return (await openIssuesBelow(tx, path)).flatMap(({ unitCode, lon, lat, ...issue }) => {
    const to = codeAt(lon, lat)
    return areMoved && to === unitCode ? [] : [{ ...issue, from: unitCode, to }]
  })
}

/**
 * Open issues that another grid sees to from the day on, those of one way together. Who may not see issues is given none.
 * @throws Refusal `plan.unknown`, `page.badCursor`
 */
export async function planIssues(app: App, viewer: Viewer, asked: HomesOfPlan): Promise<MovedIssues> {
  const revision = await unitsRevision(app)
  return asViewer(app.db, viewer, async (tx) => {
    const { row, outcome } = await seenOutcome(app, tx, asked.id, asked.on, revision)
    const issues = await movedIssues(tx, outcome, row.areaPath, true)
    const way = ({ from, to, id }: MovedIssue): string => `${from} ${to} ${id}`
    return pageOfMoves(
      issues.sort((a, b) => (way(a) < way(b) ? -1 : 1)),
      asked,
    )
  })
}

/**
 * Addresses of the households that change grid, for letters: without names. Each look is in the log, every page of it.
 * Who may not see residents is given none.
 * @throws Refusal `plan.unknown`, `page.badCursor`
 */
export async function planAddresses(app: App, viewer: Viewer, asked: HomesOfPlan): Promise<MovedAddresses> {
  const snapshot = await snapshotFor(app, viewer, asked.id)
  const revision = await unitsRevision(app)
  return asViewer(app.db, viewer, async (tx) => {
    const { row, outcome, day } = await seenOutcome(app, tx, asked.id, asked.on, revision)
    const homes = movedHomes(snapshot, outcome, row.areaPath)
    const wayOf = new Map(homes.map(({ building, from, to }) => [building, { from, to }]))
    const found = await householdAddresses(
      tx,
      homes.map(({ building }) => building),
      day,
    )
    const place = new Map(homes.map(({ building }, i) => [building, i]))
    found.sort((a, b) => place.get(a.building)! - place.get(b.building)!)
    const page = pageOfMoves(
      found.map(({ building, address }) => ({ building, address, ...wayOf.get(building)! })),
      asked,
    )
    await asOffice(tx)
    await appendAudit(tx, viewer, {
      action: 'planAddresses',
      subjectKind: 'plan',
      subjectId: asked.id,
      fields: ['address'],
      note: `${row.name} ${page.rows.length}`,
      areaPath: row.areaPath,
    })
    return page
  })
}
