/** Street and community evaluate each other: who answers for whom, until when, and who sees what. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '../../shared/domain/access.ts'
import { today } from '../../shared/domain/dates.ts'
import {
  isOpenOn,
  laterQuarter,
  MUTUAL_QUESTIONS,
  type MutualSide,
  quarterOf,
} from '../../shared/issues/mutual.ts'
import { asViewer } from '../../server/db/database.ts'
import { row, rows, run, sql } from '../../server/db/sql.ts'
import { appRouter } from '../../server/routers/appRouter.ts'
import { A, A1, B, commandsOf, loadTinyTown } from '../fixtures/tinyTown.ts'
import { type TestApp, hasDatabase, openTestApp, viewerWith, refusalOf } from './harness.ts'

describe.skipIf(!hasDatabase)('the mutual evaluation', () => {
  let office: TestApp
  const as = async (role: Role, ...areas: string[]) =>
    appRouter.createCaller({
      app: office.app,
      viewer: await viewerWith(office.app, [role], areas.length > 0 ? areas : undefined),
      sessionToken: undefined,
      setSession: () => undefined,
    }).mutual
  type Person = Awaited<ReturnType<typeof as>>
  let street: Person
  let ofA: Person
  let ofB: Person
  const quarter = quarterOf(today())
  const past = laterQuarter(quarter, -2)

  beforeAll(async () => {
    office = await openTestApp()
    await loadTinyTown(commandsOf(office.app), ['units'])
    street = await as('commandCentre')
    ofA = await as('communityStaff', A)
    ofB = await as('communityStaff', B)
  })
  afterAll(() => office?.close())

  const refusal = refusalOf
  const scoresOf = (side: MutualSide, score: number): Record<string, number> =>
    Object.fromEntries(MUTUAL_QUESTIONS[side].map(({ key }) => [key, score]))
  const sheetOf = async (person: Person, of = quarter) => {
    const { communities } = await person.sheet({ quarter: of })
    return communities.map(({ code, own, other }) => [
      code,
      own && Object.values(own.scores)[0],
      other && Object.values(other.scores)[0],
    ])
  }

  test('each side answers for itself, and sees the other once both have', async () => {
    expect((await street.sheet({ quarter })).side).toBe('street')
    expect((await ofA.sheet({ quarter })).side).toBe('community')
    await street.answer({ quarter, community: A, scores: scoresOf('street', 2), words: '反馈慢' })
    expect(await sheetOf(street)).toEqual([
      [A, 2, null],
      [B, null, null],
    ])
    expect(await sheetOf(ofA)).toEqual([[A, null, null]])
    await ofA.answer({ quarter, community: A, scores: scoresOf('community', 4) })
    expect(await sheetOf(ofA)).toEqual([[A, 4, 2]])
    expect(await sheetOf(street)).toEqual([
      [A, 2, 4],
      [B, null, null],
    ])
    expect(await sheetOf(ofB)).toEqual([[B, null, null]])
    await ofB.answer({ quarter, community: B, scores: scoresOf('community', 1) })
    expect(await sheetOf(street)).toEqual([
      [A, 2, 4],
      [B, null, null],
    ])
  })

  test('an answer can be changed while the quarter is open, and stays one', async () => {
    await street.answer({ quarter, community: A, scores: scoresOf('street', 5) })
    expect((await sheetOf(street))[0]).toEqual([A, 5, 4])
    const kept = await row<{ count: number }>(
      office.app.db.pool,
      sql`select count(*) as count from mutual_evaluation where community_code = ${A} and side = 'street'`,
    )
    expect(kept!.count).toBe(1)
  })

  test('nobody answers for a closed quarter or a coming one, for another area, or by halves', async () => {
    const all = { community: A, scores: scoresOf('street', 3) }
    expect(await refusal(street.answer({ quarter: past, ...all }))).toBe('mutual.closed')
    expect(await refusal(street.answer({ quarter: laterQuarter(quarter), ...all }))).toBe('mutual.closed')
    expect(await refusal(ofA.answer({ quarter, community: B, scores: scoresOf('community', 3) }))).toBe(
      'access.outsideArea',
    )
    expect(await refusal(ofA.answer({ quarter, ...all }))).toBe('mutual.incomplete')
    expect(await refusal(street.answer({ quarter, community: A1, scores: scoresOf('street', 3) }))).toBe(
      'access.outsideArea',
    )
    expect(await refusal((await as('gridWorker', A)).sheet({ quarter }))).toBe('access.refused')
    const sqlRefused = async (): Promise<string> => {
      try {
        await run(
          office.app.db.pool,
          sql`insert into mutual_evaluation (quarter, community_code, side, scores, account_id, user_name, at, area_path)
            values (${past}, ${A}, 'street', '{}', 0, 'x', now(), '/')`,
        )
        return 'done'
      } catch (error) {
        return (error as { code?: string }).code ?? String(error)
      }
    }
    expect(await sqlRefused()).toBe('23514')
  })

  test('once the quarter has closed both see what there is', async () => {
    await run(office.app.db.pool, sql`alter table mutual_evaluation disable trigger user`)
    await run(
      office.app.db.pool,
      sql`insert into mutual_evaluation (quarter, community_code, side, scores, account_id, user_name, at, area_path)
        select ${past}, community_code, side, scores, 0, 'x', now(), area_path from mutual_evaluation
        where community_code = ${B}`,
    )
    await run(office.app.db.pool, sql`alter table mutual_evaluation enable trigger user`)
    expect(await sheetOf(street, past)).toEqual([
      [A, null, null],
      [B, null, 1],
    ])
    expect(await sheetOf(ofA, past)).toEqual([[A, null, null]])
  })

  test('plain SQL as the viewer shows no more, and writes nothing', async () => {
    const visible = async (role: Role, ...areas: string[]) =>
      asViewer(
        office.app.db,
        await viewerWith(office.app, [role], areas.length > 0 ? areas : undefined),
        (tx) =>
          rows<{ community: string; side: string }>(
            tx,
            sql`select community_code as community, side from mutual_evaluation where quarter = ${quarter} order by 1, 2`,
          ),
      )
    expect(await visible('communityStaff', B)).toEqual([{ community: B, side: 'community' }])
    expect(await visible('communityStaff', A)).toHaveLength(2)
    expect(await visible('commandCentre')).toHaveLength(2)
    expect(await visible('gridWorker')).toEqual([])
    const viewer = await viewerWith(office.app, ['commandCentre'])
    for (const statement of [
      sql`delete from mutual_evaluation`,
      sql`update mutual_evaluation set words = 'x'`,
    ])
      expect(await refusal(asViewer(office.app.db, viewer, (tx) => run(tx, statement)))).toBe('42501')
  })

  test('the database closes a quarter on the day that the program does', async () => {
    for (const one of ['2026Q1', '2026Q4', past, quarter]) {
      const found = await row<{ day: string }>(office.app.db.pool, sql`select quarter_closes(${one}) as day`)
      expect([one, isOpenOn(one, found!.day)]).toEqual([one, true])
      expect(isOpenOn(one, new Date(Date.parse(found!.day) + 86_400_000).toISOString().slice(0, 10))).toBe(
        false,
      )
    }
  })
})
