/** A history longer than what is counted and searched: told as what it is, never cut off in silence. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { COUNTED_ISSUES } from '../../shared/domain/place.ts'
import { search } from '../../server/services/search.ts'
import { commandsOf, A, loadTinyTown } from '../fixtures/tinyTown.ts'
import { type TestApp, callerAs, hasDatabase, openTestApp, viewerWith } from './harness.ts'

const CLOSED = 20_500

describe.skipIf(!hasDatabase)('a long history', () => {
  let office: TestApp
  let officer: Awaited<ReturnType<typeof callerAs>>['issue']
  beforeAll(async () => {
    office = await openTestApp()
    await loadTinyTown(commandsOf(office.app))
    // One an hour, backwards; of A all but every tenth.
    await office.app.db.pool.query(
      `insert into issue (id, class, subclass, subject, description, address, reported_at, closed_at, state, unit_code, area_path,
          street_code, linked_from, link_state, content_hash)
        select 'L' || lpad(n::text, 6, '0'), 'greening', 'streetTree', 'component', '旧事' || n || '。', '', now() - n * interval '1 hour',
          now() - n * interval '1 hour' + interval '30 minutes', 'closed', u.unit_code, u.path, 'x', '2000-01-01', 'linked', ''
        from generate_series(1, ${CLOSED}) n
        join unit_version u on u.unit_code = case when n % 10 = 0 then '429901001002001' else '429901001001001' end`,
    )
    officer = (await callerAs(office.app, 'commandCentre', '11')).issue
  })
  afterAll(() => office?.close())

  test('is counted up to a limit, and says that there is more', async () => {
    for (const asked of [{}, { state: 'closed' as const }, { class: 'greening' }])
      expect(await officer.list({ ...asked, order: 'newest' })).toMatchObject({
        total: COUNTED_ISSUES,
        isMore: true,
      })
    const staff = (await callerAs(office.app, 'communityStaff', '12', A)).issue
    expect(await staff.list({ state: 'closed', order: 'newest' })).toMatchObject({
      total: COUNTED_ISSUES,
      isMore: true,
    })
  })

  test('is counted exactly where there is less, queues and lists alike', async () => {
    const open = await officer.list({ state: 'open' })
    expect(open).toMatchObject({ total: 4, isMore: false })
    expect((await officer.queues()).counts.late).toBe(
      (await officer.list({ isLate: true, state: 'open' })).total,
    )
    const elsewhere = (await callerAs(office.app, 'communityStaff', '13', '429901001002')).issue
    expect(await elsewhere.list({ state: 'closed', order: 'newest' })).toMatchObject({
      total: CLOSED / 10,
      isMore: false,
    })
  })

  test('is paged on beyond what is counted', async () => {
    let cursor: string | null = null
    const seen = new Set<string>()
    for (let n = 0; n < 60; n++) {
      const page: Awaited<ReturnType<typeof officer.list>> = await officer.list({
        order: 'newest',
        limit: 200,
        cursor,
      })
      for (const { id } of page.rows) seen.add(id)
      cursor = page.nextCursor
    }
    expect(seen.size).toBe(60 * 200)
    expect(cursor).not.toBeNull()
  })

  test('is searched by words where it is new, and by number however old', async () => {
    const viewer = await viewerWith(office.app, ['commandCentre'])
    const found = async (text: string): Promise<string[]> =>
      (await search(office.app, viewer, { text })).filter(({ kind }) => kind === 'issue').map(({ id }) => id)
    expect(await found('旧事7。')).toEqual(['L000007'])
    expect(await found('旧事19990。')).toEqual(['L019990'])
    // Older than the newest 20,000: the four open ones are older still, and are found.
    expect(await found('旧事20490。')).toEqual([])
    expect(await found('L020490')).toEqual(['L020490'])
    expect(await found('l02049')).toContain('L020490')
    expect(await found('乙二枯枝')).toEqual(['IB2'])
    const staff = await viewerWith(office.app, ['communityStaff'], [A])
    expect(
      (await search(office.app, staff, { text: 'L000010' })).filter(({ kind }) => kind === 'issue'),
    ).toEqual([])
  })
})
