/**
 * Every procedure × every role, and what somebody of one community gets of the other. The list of expectations is
 * complete: a procedure without one fails the first test.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Permission, type Role, ROLES, permissionsOf } from '../../shared/domain/access.ts'
import type { Viewer } from '../../server/access/viewer.ts'
import { Refusal } from '../../server/app/refusal.ts'
import { appRouter } from '../../server/routers/appRouter.ts'
import { run, sql } from '../../server/db/sql.ts'
import { emptyStudy } from '../fixtures/emptyStudy.ts'
import { A, A1, A2, B, B1, B2, STREET, commandsOf, loadTinyTown } from '../fixtures/tinyTown.ts'
import { type TestApp, hasDatabase, openTestApp, viewerWith } from '../integration/harness.ts'

type Access = 'anybody' | 'signedIn' | Permission
interface Expectation {
  access: Access
  /** Input that is valid, and does as little as can be. */
  input?: unknown
  /** Only for those who have the whole office. */
  isOfficeWide?: true
}

const NO_ID = '00000000-0000-4000-8000-000000000000'
const EXPECTED: Record<string, Expectation> = {
  'session.me': { access: 'anybody' },
  'session.signIn': { access: 'anybody', input: { userName: 'nobody', password: 'none' } },
  'session.signOut': { access: 'anybody' },
  'session.setPassword': { access: 'signedIn', input: { password: 'a long password' } },
  'unit.tree': { access: 'map.view', input: {} },
  'unit.figures': { access: 'map.view', input: {} },
  'unit.panel': { access: 'map.view', input: { code: STREET } },
  'unit.changes': { access: 'map.view', input: { day: '2026-01-01' } },
  'unit.history': { access: 'map.view' },
  'building.show': { access: 'map.view', input: { code: 'HA1' } },
  'building.list': { access: 'map.view', input: {} },
  'facility.show': { access: 'map.view', input: { id: 'FA1' } },
  'facility.list': { access: 'map.view', input: {} },
  'facility.points': { access: 'map.view', input: {} },
  'issue.show': { access: 'issues.view', input: { id: 'IA1' } },
  'issue.list': { access: 'issues.view', input: {} },
  'issue.points': { access: 'issues.view', input: {} },
  'issue.figures': { access: 'issues.view', input: { span: 'week', by: 'community' } },
  'issue.accuracy': { access: 'issues.view', input: { span: 'week' } },
  'issue.reported': {
    access: 'issues.view',
    input: { period: { from: '2026-01-01', to: '2026-01-31' } },
  },
  'issue.replay': { access: 'issues.view', input: { day: '2026-01-05' } },
  'issue.load': { access: 'issues.view', input: {} },
  'issue.queues': { access: 'issues.view' },
  'issue.file': { access: 'issues.view', input: { id: 'IA1' } },
  'issue.report': {
    access: 'issues.work',
    input: { class: 'x', subclass: 'x', description: 'x', location: [114.005, 30.005], key: NO_ID },
  },
  'issue.step': { access: 'issues.work', input: { id: '999', step: 'accept', seen: '0', key: NO_ID } },
  'issue.undo': { access: 'issues.work', input: { id: '999', event: '1', key: NO_ID } },
  'issue.rows': { access: 'issues.view', input: { ids: ['IA1'] } },
  'issue.choices': { access: 'issues.work', input: { ids: ['IA1'] } },
  'issue.alike': { access: 'issues.view', input: { id: 'IA1' } },
  'issue.present': {
    access: 'issues.view',
    input: { id: 'IA1', tab: NO_ID, isHere: true, isWriting: false },
  },
  'issue.makeAnswerLink': { access: 'issues.work', input: { id: '999' } },
  'issue.endAnswerLink': { access: 'issues.work', input: { id: '999' } },
  'work.mine': { access: 'field.work' },
  'mutual.sheet': { access: 'mutual.work', input: { quarter: '2026Q4' } },
  'mutual.answer': { access: 'mutual.work', input: { quarter: '2020Q1', community: '999', scores: {} } },
  'resident.list': { access: 'residents.view', input: {} },
  'resident.reveal': { access: 'residents.reveal', input: { id: 'R1', field: 'name', purpose: 'visit' } },
  'search.find': { access: 'map.view', input: { text: '甲' } },
  'network.current': { access: 'map.view' },
  'scenario.list': { access: 'map.view', input: {} },
  'scenario.show': { access: 'map.view', input: { id: '1' } },
  'scenario.save': {
    access: 'scenario.work',
    input: {
      name: 'x',
      networkHash: '0'.repeat(64),
      changes: [{ type: 'closeRoad', lon: 114.005, lat: 30.005, name: '' }],
      walkAt: null,
    },
  },
  'scenario.rename': { access: 'scenario.work', input: { id: '999', version: 1, name: 'x' } },
  'scenario.delete': { access: 'scenario.work', input: { id: '999', version: 1 } },
  'siting.list': { access: 'map.view', input: {} },
  'siting.show': { access: 'map.view', input: { id: '1' } },
  'siting.save': { access: 'scenario.work', input: emptyStudy() },
  'siting.delete': { access: 'scenario.work', input: { id: '999' } },
  'plan.list': { access: 'plan.work' },
  'plan.create': { access: 'plan.work', input: { name: 'x', scope: '999', from: 'today' } },
  'plan.open': { access: 'plan.work', input: { id: '999' } },
  'plan.edit': {
    access: 'plan.work',
    input: { id: '999', base: 0, change: { arcs: [], grids: [], what: 'undo' } },
  },
  'plan.edits': { access: 'plan.work', input: { id: '999', after: 0 } },
  'plan.ground': { access: 'plan.work' },
  'plan.footprints': { access: 'plan.work', input: { id: '999' } },
  'plan.weights': { access: 'plan.work' },
  'plan.setWeights': {
    access: 'accounts.manage',
    input: { households: 8, over64: 12, openIssues: 60, yearIssues: 5, visits: 30, walk: 40, flights: 0.5 },
    isOfficeWide: true,
  },
  'plan.rename': { access: 'plan.work', input: { id: '999', name: 'x', purpose: '' } },
  'plan.division': { access: 'plan.work', input: { id: '999', on: '2030-01-01' } },
  'plan.effect': { access: 'plan.work', input: { id: '999', on: '2030-01-01' } },
  'plan.chooseSuccessor': { access: 'plan.work', input: { id: '999', ended: A, key: 'n1' } },
  'plan.homes': { access: 'plan.work', input: { id: '999', on: '2030-01-01' } },
  'plan.moves': { access: 'plan.work', input: { id: '999', on: '2030-01-01' } },
  'plan.issues': { access: 'plan.work', input: { id: '999', on: '2030-01-01' } },
  'plan.addresses': { access: 'residents.view', input: { id: '999', on: '2030-01-01' } },
  'plan.boundaries': {
    access: 'plan.work',
    input: { id: '999', on: '2030-01-01', language: 'en' },
  },
  'plan.letter': { access: 'plan.work', input: { language: 'en' } },
  'plan.saveLetter': {
    access: 'plan.publish',
    input: { language: 'en', letter: { title: 'x', body: 'x', phone: '' } },
    isOfficeWide: true,
  },
  'plan.publish': { access: 'plan.publish', input: { id: '999', version: 0, on: '2030-01-01' } },
  'plan.withdrawal': { access: 'plan.publish', input: { id: '999' } },
  'plan.withdraw': { access: 'plan.publish', input: { id: '999' } },
  'plan.remove': { access: 'plan.work', input: { id: '999' } },
  'review.comments': { access: 'plan.work', input: { id: '999' } },
  'review.comment': { access: 'plan.work', input: { id: '999', lonLat: [114, 30], words: 'x' } },
  'review.answer': { access: 'plan.work', input: { id: '999', words: 'x' } },
  'review.resolve': { access: 'plan.work', input: { id: '999', isResolved: true } },
  'review.withdraw': { access: 'plan.work', input: { id: '999' } },
  'review.checks': { access: 'plan.work', input: { id: '999', on: '2030-01-01' } },
  'review.check': {
    access: 'plan.work',
    input: { id: '999', version: 0, kind: 'lawful', verdict: 'passed', reason: 'x' },
  },
  'opinion.list': { access: 'plan.work', input: { id: '999' } },
  'opinion.colleagues': { access: 'plan.work', input: { id: '999', roles: ['planner'], unit: A } },
  'opinion.ask': {
    access: 'plan.work',
    input: {
      id: '999',
      title: 'x',
      questions: [{ text: 'x', choices: [] }],
      opensOn: '2030-01-01',
      closesOn: '2030-01-02',
      colleagues: null,
    },
  },
  'opinion.end': { access: 'plan.work', input: { id: '999' } },
  'opinion.makeLinks': { access: 'plan.work', input: { survey: '999', unit: A1, count: 1 } },
  'opinion.mine': { access: 'map.view' },
  'opinion.answer': { access: 'map.view', input: { survey: '999', choices: [0] } },
  'circle.demand': { access: 'map.view', input: {} },
  'circle.serviceRadius': { access: 'map.view', input: { kind: 'pharmacy', radiiMeters: [500] } },
  'import.targets': { access: 'data.import', isOfficeWide: true },
  'import.inspect': { access: 'data.import', input: { uploadId: NO_ID }, isOfficeWide: true },
  'import.start': {
    access: 'data.import',
    input: { uploadId: NO_ID, as: 'units', accept: false },
    isOfficeWide: true,
  },
  'import.job': { access: 'data.import', input: { jobId: NO_ID }, isOfficeWide: true },
  'import.cancel': { access: 'data.import', input: { jobId: NO_ID }, isOfficeWide: true },
  'rosterImport.targets': { access: 'duty.manage' },
  'rosterImport.inspect': { access: 'duty.manage', input: { uploadId: NO_ID } },
  'rosterImport.start': { access: 'duty.manage', input: { uploadId: NO_ID, as: 'roster', accept: false } },
  'rosterImport.job': { access: 'duty.manage', input: { jobId: NO_ID } },
  'rosterImport.cancel': { access: 'duty.manage', input: { jobId: NO_ID } },
  'import.recent': { access: 'data.import', isOfficeWide: true },
  'link.summary': { access: 'link.work' },
  'link.problems': { access: 'link.work', input: { unit: A } },
  'link.run': { access: 'link.work' },
  'link.acceptPlace': { access: 'link.work', input: { kind: 'facility', id: 'FA1' } },
  'link.moveToPlace': {
    access: 'link.work',
    input: { kind: 'facility', id: 'FA1', lon: 114.004, lat: 30.004 },
  },
  'calendar.year': { access: 'issues.view', input: { year: 2026 } },
  'calendar.preview': {
    access: 'accounts.manage',
    input: { kind: 'clear', day: '2020-01-01' },
    isOfficeWide: true,
  },
  'calendar.change': {
    access: 'accounts.manage',
    input: { kind: 'clear', day: '2020-01-01' },
    isOfficeWide: true,
  },
  'duty.roster': { access: 'duty.manage', input: { unit: A } },
  'duty.change': { access: 'duty.manage', input: { kind: 'removeShift', id: '999' } },
  'account.list': { access: 'accounts.manage' },
  'account.create': {
    access: 'accounts.manage',
    input: { userName: 'x', displayName: '', roles: [], areas: [], validTo: null },
  },
  'account.update': {
    access: 'accounts.manage',
    input: { id: '999', displayName: 'X', roles: ['viewer'], areas: [A], validTo: null, isDisabled: false },
  },
  'account.reset': { access: 'accounts.manage', input: { id: '999' } },
  'audit.list': { access: 'audit.view', input: {} },
  'wall.board': { access: 'issues.view' },
  'wall.ground': { access: 'issues.view' },
  'wall.changes': { access: 'issues.view', input: {} },
  'wall.screens': { access: 'accounts.manage' },
  'wall.makeScreen': { access: 'accounts.manage', input: { name: 'x', area: '999' } },
  'wall.endScreen': { access: 'accounts.manage', input: { id: '999' } },
  'notice.webhooks': { access: 'accounts.manage', isOfficeWide: true },
  'notice.saveWebhook': {
    access: 'accounts.manage',
    input: {
      name: 'x',
      address: 'https://127.0.0.1/',
      format: 'json',
      occurrences: ['late'],
      areas: ['*'],
      language: 'en',
      pageUrl: 'https://example.org',
      isOn: true,
    },
    isOfficeWide: true,
  },
  'notice.removeWebhook': { access: 'accounts.manage', input: { id: '999' }, isOfficeWide: true },
  'notice.tryWebhook': { access: 'accounts.manage', input: { id: '999' }, isOfficeWide: true },
  'notice.deadLetters': { access: 'accounts.manage', isOfficeWide: true },
  'notice.sendAgain': { access: 'accounts.manage', input: { id: '999' }, isOfficeWide: true },
  'notice.sendAllAgain': { access: 'accounts.manage', isOfficeWide: true },
  'notice.discard': { access: 'accounts.manage', input: { id: '999' }, isOfficeWide: true },
  'notice.pushOffice': { access: 'accounts.manage', isOfficeWide: true },
  'notice.setPush': {
    access: 'accounts.manage',
    input: { isAllowed: false, contact: '' },
    isOfficeWide: true,
  },
  'notice.pushOffer': { access: 'issues.view' },
  'notice.pushOwn': { access: 'issues.view', input: { endpointHash: '0'.repeat(64) } },
  'notice.pushOn': {
    access: 'issues.view',
    input: {
      endpoint: 'https://127.0.0.1/',
      keys: { p256dh: 'A'.repeat(87), auth: 'A'.repeat(22) },
      occurrences: ['late'],
      language: 'en',
    },
  },
  'notice.pushOff': { access: 'issues.view', input: { endpointHash: '0'.repeat(64) } },
  'notice.tryPush': { access: 'issues.view', input: { endpointHash: '0'.repeat(64) } },
  'system.status': { access: 'map.view' },
  'live.changes': { access: 'map.view', input: {} },
}

const PATHS = Object.keys(appRouter._def.procedures)

test('every procedure has a listed expectation, and none is listed in vain', () => {
  expect(PATHS.sort()).toEqual(Object.keys(EXPECTED).sort())
})

describe.skipIf(!hasDatabase)('procedures', () => {
  let office: TestApp
  const call = async (viewer: Viewer | null, path: string, input: unknown): Promise<unknown> => {
    const caller: unknown = appRouter.createCaller({
      app: office.app,
      viewer,
      sessionToken: undefined,
      setSession: () => undefined,
    })
    const procedure = path.split('.').reduce((at, name) => (at as Record<string, unknown>)[name], caller) as (
      input: unknown,
    ) => Promise<unknown>
    return procedure(input)
  }
  /** The code of the refusal, or `answered`. */
  const outcome = async (
    viewer: Viewer | null,
    path: string,
    input = EXPECTED[path]!.input,
  ): Promise<string> => {
    try {
      await call(viewer, path, input)
      return 'answered'
    } catch (error) {
      const code = (error as { code?: string }).code
      return error instanceof Refusal ? `${code} ${error.key}` : (code ?? String(error))
    }
  }
  const of = (area: string, ...roles: Role[]): Promise<Viewer> => viewerWith(office.app, roles, [area])

  beforeAll(async () => {
    office = await openTestApp()
    await loadTinyTown(commandsOf(office.app))
  })
  afterAll(() => office?.close())

  test.each(PATHS)('%s refuses who is not signed in', async (path) => {
    const wants = EXPECTED[path]!.access
    const answer = await outcome(null, path)
    if (wants === 'anybody') expect(answer).not.toContain('signIn.needed')
    else expect(answer).toBe('UNAUTHORIZED signIn.needed')
  })

  test.each(PATHS.filter((path) => !['anybody', 'signedIn'].includes(EXPECTED[path]!.access)))(
    '%s is for the roles that have its permission',
    async (path) => {
      const { access, isOfficeWide } = EXPECTED[path]!
      for (const role of ROLES) {
        const isAllowed = permissionsOf([role]).has(access as Permission)
        const everywhere = await outcome(await of('*', role), path)
        if (isAllowed) expect(`${role} ${everywhere}`).not.toMatch(/FORBIDDEN|UNAUTHORIZED/)
        else expect(`${role} ${everywhere}`).toBe(`${role} FORBIDDEN access.refused`)
        const narrow = await outcome(await of(A, role), path)
        if (!isAllowed) expect(`${role} ${narrow}`).toBe(`${role} FORBIDDEN access.refused`)
        else if (isOfficeWide) expect(`${role} ${narrow}`).toBe(`${role} FORBIDDEN access.outsideArea`)
        else expect(`${role} ${narrow}`).not.toContain('UNAUTHORIZED')
      }
    },
  )

  describe('somebody of community A', () => {
    let staff: Viewer
    let chief: Viewer
    beforeAll(async () => {
      staff = await of(A, 'communityStaff')
      chief = await of(A, 'administrator')
    })
    const rowsOf = async (path: string, input: object): Promise<string[]> => {
      const page = (await call(staff, path, input)) as { rows: { id: string }[]; total: number }
      expect(page.total).toBe(page.rows.length)
      return page.rows.map(({ id }) => id).sort()
    }

    test('sees the residents of A and of no other', async () => {
      expect(await rowsOf('resident.list', {})).toEqual(['R1', 'R2', 'R3', 'R4'])
      expect(await rowsOf('resident.list', { unit: STREET })).toEqual(['R1', 'R2', 'R3', 'R4'])
      expect(await rowsOf('resident.list', { unit: B })).toEqual([])
      expect(await rowsOf('resident.list', { building: 'HB1' })).toEqual([])
    })

    test('sees nobody by asking for an earlier day', async () => {
      expect(await rowsOf('resident.list', { unit: B, at: '2026-01-10' })).toEqual([])
      expect(await rowsOf('issue.list', { unit: B, at: '2026-01-10' })).toEqual([])
    })

    test('reveals nobody of B', async () => {
      const input = { id: 'R5', field: 'phone', purpose: 'visit' }
      expect(await outcome(staff, 'resident.reveal', input)).toBe('NOT_FOUND resident.unknown')
      expect(await outcome(staff, 'resident.reveal', { ...input, id: 'R1' })).toBe('answered')
    })

    test('sees the issues of A and of no other', async () => {
      expect(await rowsOf('issue.list', {})).toEqual(['IA1', 'IA2'])
      expect(await rowsOf('issue.list', { unit: B })).toEqual([])
      expect(await outcome(staff, 'issue.show', { id: 'IB1' })).toBe('NOT_FOUND issue.unknown')
      expect(((await call(staff, 'issue.points', {})) as { ids: string[] }).ids).toEqual(['IA1', 'IA2'])
      const hits = (await call(staff, 'search.find', { text: '枯枝' })) as { id: string }[]
      expect(hits.map(({ id }) => id).sort()).toEqual(['IA1', 'IA2'])
    })

    test('is not told small counts of B, neither by unit nor by building', async () => {
      const figures = (await call(staff, 'unit.figures', {})) as { code: string; residents: number | null }[]
      const residents = Object.fromEntries(figures.map((figure) => [figure.code, figure.residents]))
      expect(residents).toMatchObject({ [A]: 4, [A1]: 3, [B]: null, [B1]: null, [B2]: 0, [STREET]: null })
      const panel = (await call(staff, 'unit.panel', { code: B })) as {
        figures: { residents: number | null; isSuppressed: boolean }
      }
      expect(panel.figures).toMatchObject({ residents: null, under15: null, isSuppressed: true })
      expect(await call(staff, 'building.show', { code: 'HB1' })).toMatchObject({ residents: null })
      expect(await call(staff, 'building.show', { code: 'HA1' })).toMatchObject({ residents: 3 })
    })

    test('cannot count the people behind one door of B by a circle around it', async () => {
      const input = {
        points: [{ id: 'x', name: 'x', lon: 114.025, lat: 30.005 }],
        radiiMeters: [10],
        unit: B1,
      }
      expect(await call(staff, 'circle.serviceRadius', input)).toMatchObject({
        total: { residents: 0, households: 0 },
        rings: [{ residents: 0 }],
      })
      const own = { ...input, points: [{ id: 'x', name: 'x', lon: 114.005, lat: 30.005 }], unit: A1 }
      expect(await call(staff, 'circle.serviceRadius', own)).toMatchObject({
        rings: [{ residents: 3, under15: 1 }],
      })
    })

    test('works on no link outside A', async () => {
      expect(await outcome(staff, 'link.problems', { unit: B })).toBe('FORBIDDEN access.outsideArea')
      for (const [kind, id] of [
        ['facility', 'FB1'],
        ['issue', 'IB1'],
        ['resident', 'R5'],
        ['building', 'HB1'],
      ]) {
        expect(await outcome(staff, 'link.acceptPlace', { kind, id })).toBe('FORBIDDEN access.outsideArea')
        const place = { kind, id, lon: 114.005, lat: 30.005 }
        expect(await outcome(staff, 'link.moveToPlace', place)).toBe('FORBIDDEN access.outsideArea')
      }
    })

    test('is told of the doubts in A, and of no other', async () => {
      const doubt = (id: string) =>
        run(
          office.app.db.pool,
          sql`update facility set link_state = 'disagrees', link_reason = 'otherUnit' where id = ${id}`,
        )
      await doubt('FA2')
      await doubt('FB1')
      await doubt('FB2')
      const everywhere = await of('*', 'commandCentre')
      const facilities = async (viewer: Viewer): Promise<unknown> =>
        ((await call(viewer, 'link.summary', undefined)) as { kind: string }[]).filter(
          ({ kind }) => kind === 'facility',
        )
      const line = { kind: 'facility', reason: 'otherUnit' }
      expect(await facilities(everywhere)).toEqual([{ ...line, count: 3 }])
      expect(await facilities(staff)).toEqual([{ ...line, count: 1 }])
      expect(await rowsOf('link.problems', { kind: 'facility' })).toEqual(['FA2'])
      const both = await viewerWith(office.app, ['communityStaff'], [A2, B1])
      expect(await facilities(both)).toEqual([{ ...line, count: 2 }])
      await run(
        office.app.db.pool,
        sql`update facility set link_state = 'linked', link_reason = null where id = any (array['FA2', 'FB1', 'FB2'])`,
      )
    })

    test('counts in a panel the doubts that the list shows, and no others', async () => {
      const { pool } = office.app.db
      await run(
        pool,
        sql`update facility set link_state = 'disagrees', link_reason = 'otherUnit' where id = any (array['FA2', 'FB1'])`,
      )
      await run(
        pool,
        sql`update resident set link_state = 'disagrees', link_reason = 'otherUnit' where id = any (array['R1', 'R5'])`,
      )
      const counted = async (viewer: Viewer, code: string): Promise<number | null> =>
        ((await call(viewer, 'unit.panel', { code })) as { linkProblems: number | null }).linkProblems
      const listed = async (viewer: Viewer, unit: string): Promise<number> =>
        ((await call(viewer, 'link.problems', { unit })) as { total: number }).total
      const everywhere = await of('*', 'commandCentre')
      // an administrator works on links and sees no residents
      const administrator = await of('*', 'administrator')
      for (const [viewer, code, expected] of [
        [everywhere, STREET, 4],
        [administrator, STREET, 2],
        [administrator, A, 1],
        [staff, A, 2],
        [staff, A1, 1],
      ] as const) {
        expect(await counted(viewer, code)).toBe(expected)
        expect(await listed(viewer, code)).toBe(expected)
      }
      for (const code of [B, STREET]) expect(await counted(staff, code)).toBeNull()
      expect(await counted(await of('*', 'viewer'), A)).toBeNull()
      for (const table of ['facility', 'resident'])
        await run(
          pool,
          sql`update ${sql.raw(table)} set link_state = 'linked', link_reason = null where link_reason = 'otherUnit'`,
        )
    })

    test('is not told that a building has no issues where they are not to be seen', async () => {
      const issuesAt = async (viewer: Viewer, code: string): Promise<number | null> => {
        const card = (await call(viewer, 'building.show', { code })) as { openIssues: number | null }
        const { rows } = (await call(viewer, 'building.list', {})) as {
          rows: { code: string; openIssues: number | null }[]
        }
        expect(rows.find((row) => row.code === code)!.openIssues).toBe(card.openIssues)
        return card.openIssues
      }
      await run(
        office.app.db.pool,
        sql`update issue i set location = b.location from building b where (i.id, b.code) in (('IA1', 'HA1'), ('IB1', 'HB1'))`,
      )
      expect([await issuesAt(staff, 'HA1'), await issuesAt(staff, 'HB1')]).toEqual([1, null])
      expect(await issuesAt(staff, 'HA2')).toBe(0)
      expect(await issuesAt(await of('*', 'sitingStaff'), 'HA1')).toBeNull()
      expect(await issuesAt(await of('*', 'planner'), 'HB1')).toBe(1)
    })

    test('is told which lists stand behind the figures of a unit, and finds them so', async () => {
      const worker = await of(A1, 'gridWorker')
      const listsAt = async (viewer: Viewer, code: string): Promise<unknown> =>
        ((await call(viewer, 'unit.panel', { code })) as { lists: unknown }).lists
      const reach = (residents: string, issues = residents) => ({ residents, issues })
      expect(await listsAt(worker, A1)).toEqual(reach('all'))
      for (const code of [A, STREET]) expect(await listsAt(worker, code)).toEqual(reach('part'))
      for (const code of [A2, B, B1]) expect(await listsAt(worker, code)).toEqual(reach('otherArea'))
      expect(await listsAt(await of('*', 'viewer'), A)).toEqual(reach('noRole'))
      expect(await listsAt(await of('*', 'planner'), A)).toEqual(reach('noRole', 'all'))
      expect(await listsAt(await of('*', 'commandCentre'), STREET)).toEqual(reach('all'))
      expect(await listsAt(await of('nowhere', 'gridWorker'), STREET)).toEqual(reach('otherArea'))
      for (const [code, path, total] of [
        [A1, 'resident.list', 3],
        [STREET, 'resident.list', 3],
        [A2, 'resident.list', 0],
        [STREET, 'issue.list', 1],
        [B, 'issue.list', 0],
      ] as const)
        expect(await call(worker, path, { unit: code })).toMatchObject({ total })
      const detail = async (viewer: Viewer, code: string): Promise<unknown> =>
        ((await call(viewer, 'building.show', { code })) as { lists: unknown }).lists
      expect(await detail(worker, 'HA1')).toEqual(reach('all'))
      expect(await detail(worker, 'HA2')).toEqual(reach('otherArea'))
      expect(await call(worker, 'session.me', undefined)).toMatchObject({ lists: reach('part') })
      expect(await call(await of('*', 'commandCentre'), 'session.me', undefined)).toMatchObject({
        lists: reach('all'),
      })
    })

    test('as auditor reads what concerns A, and of nothing else', async () => {
      const { rows: before } = (await call(await of('*', 'auditor'), 'audit.list', {})) as { rows: unknown[] }
      const revealed = async (area: string, id: string): Promise<unknown> =>
        call(await of(area, 'communityStaff'), 'resident.reveal', { id, field: 'phone', purpose: 'visit' })
      await revealed(A, 'R4')
      await revealed(B, 'R6')
      await call(await of(A, 'communityStaff'), 'link.acceptPlace', { kind: 'facility', id: 'FA2' })
      await call(await of(B, 'communityStaff'), 'link.acceptPlace', { kind: 'facility', id: 'FB2' })
      const seen = async (
        viewer: Viewer,
      ): Promise<{ subjects: string[]; total: number; isWhole: boolean }> => {
        const page = (await call(viewer, 'audit.list', {})) as {
          rows: { subjectId: string; subjectKind: string }[]
          total: number
        }
        return {
          subjects: page.rows.slice(0, 2).map(({ subjectId }) => subjectId),
          total: page.total,
          isWhole: page.rows.some(({ subjectKind }) => subjectKind === 'account'),
        }
      }
      const everything = await seen(await of('*', 'auditor'))
      expect(everything).toMatchObject({ subjects: ['FB2', 'FA2'], isWhole: true })
      expect(everything.total).toBe(before.length + 4)
      expect(await seen(await of(A, 'auditor'))).toMatchObject({ subjects: ['FA2', 'R4'], isWhole: false })
      expect(await seen(await of(A2, 'auditor'))).toMatchObject({ subjects: ['FA2', 'R4'], total: 2 })
      expect(await seen(await of('nowhere', 'auditor'))).toMatchObject({ subjects: [], total: 0 })
    })

    test('gives nobody more than A', async () => {
      const account = { userName: 'climber', displayName: 'C', roles: ['communityStaff'], validTo: null }
      for (const areas of [['*'], [B], [A, B], [STREET]])
        expect(await outcome(chief, 'account.create', { ...account, areas })).toBe(
          'FORBIDDEN access.outsideArea',
        )
      expect(await outcome(chief, 'account.create', { ...account, areas: [A1] })).toBe('answered')
    })

    test('gives no role that works for the whole office', async () => {
      const account = { userName: 'sideways', displayName: 'S', validTo: null, areas: [A1] }
      for (const roles of [['commandCentre'], ['auditor'], ['gridWorker', 'auditor']])
        expect(await outcome(chief, 'account.create', { ...account, roles })).toBe(
          'FORBIDDEN account.roleBeyond',
        )
      const { id } = (await call(chief, 'account.create', { ...account, roles: ['gridWorker'] })) as {
        id: string
      }
      const change = { id, displayName: 'S', validTo: null, areas: [A1], isDisabled: false }
      expect(await outcome(chief, 'account.update', { ...change, roles: ['commandCentre'] })).toBe(
        'FORBIDDEN account.roleBeyond',
      )
      const everything = await of('*', 'administrator')
      const auditor = (await call(everything, 'account.create', {
        ...account,
        userName: 'watcher',
        roles: ['auditor'],
      })) as { id: string }
      expect(await outcome(chief, 'account.reset', auditor)).toBe('FORBIDDEN account.roleBeyond')
      const lesser = { ...change, ...auditor, roles: ['gridWorker'] }
      expect(await outcome(chief, 'account.update', lesser)).toBe('FORBIDDEN account.roleBeyond')
    })

    test('lists the accounts of A and of no other, and says which are not to be changed', async () => {
      const everything = await of('*', 'administrator')
      const made: [string, Role[], string[]][] = [
        ['list.a1', ['gridWorker'], [A1]],
        ['list.a', ['communityStaff'], [A, A2]],
        ['list.audits', ['auditor'], [A]],
        ['list.b1', ['gridWorker'], [B1]],
        ['list.both', ['communityStaff'], [A1, B1]],
        ['list.street', ['communityStaff'], [STREET]],
        ['list.all', ['viewer'], ['*']],
      ]
      for (const [userName, roles, areas] of made)
        await call(everything, 'account.create', {
          userName,
          displayName: userName,
          roles,
          areas,
          validTo: null,
        })
      const listed = async (viewer: Viewer): Promise<Record<string, boolean>> => {
        const accounts = (await call(viewer, 'account.list', undefined)) as {
          userName: string
          mayChange: boolean
        }[]
        return Object.fromEntries(
          accounts
            .filter(({ userName }) => userName.startsWith('list.'))
            .map(({ userName, mayChange }) => [userName, mayChange]),
        )
      }
      expect(await listed(chief)).toEqual({ 'list.a': true, 'list.a1': true, 'list.audits': false })
      expect(Object.keys(await listed(everything))).toHaveLength(made.length)
      expect(await listed(await of('nowhere', 'administrator'))).toEqual({})
    })

    test('neither changes nor resets the account of somebody who has more', async () => {
      const everything = await of('*', 'administrator')
      const { id } = (await call(everything, 'account.create', {
        userName: 'whole',
        displayName: 'W',
        roles: ['administrator'],
        areas: ['*'],
        validTo: null,
      })) as { id: string }
      const change = { id, displayName: 'W', roles: ['viewer'], areas: [A], validTo: null, isDisabled: false }
      expect(await outcome(chief, 'account.update', change)).toBe('FORBIDDEN access.outsideArea')
      expect(await outcome(chief, 'account.reset', { id })).toBe('FORBIDDEN access.outsideArea')
    })
  })

  test('a viewer of the whole office sees no small count anywhere', async () => {
    const viewer = await of('*', 'viewer')
    const figures = (await call(viewer, 'unit.figures', {})) as { code: string; residents: number | null }[]
    const residents = Object.fromEntries(figures.map((figure) => [figure.code, figure.residents]))
    expect(residents).toMatchObject({ [STREET]: 6, [A]: null, [B]: null, [B2]: 0 })
    expect(await call(viewer, 'building.show', { code: 'HA1' })).toMatchObject({
      residents: null,
      under15: null,
    })
    const circle = { points: [{ id: 'x', name: 'x', lon: 114.025, lat: 30.005 }], radiiMeters: [10] }
    expect(await call(viewer, 'circle.serviceRadius', circle)).toMatchObject({
      rings: [{ residents: 0 }],
      total: { residents: 5 },
    })
  })

  test('no figure of a unit is its parent less its siblings', async () => {
    const names = ['residents', 'households', 'under15', 'age15to64', 'over64'] as const
    type Figures = Record<(typeof names)[number], number | null> & { code: string }
    const figuresFor = async (viewer: Viewer): Promise<Map<string, Figures>> =>
      new Map(((await call(viewer, 'unit.figures', {})) as Figures[]).map((one) => [one.code, one]))
    const truth = await figuresFor(await of('*', 'planner'))
    const families: [string, string[]][] = [
      [STREET, [A, B]],
      [A, [A1, A2]],
      [B, [B1, B2]],
    ]
    for (const viewer of [
      await of('*', 'viewer'),
      await of(A, 'communityStaff'),
      await of(A1, 'gridWorker'),
      await of(B2, 'gridWorker'),
    ]) {
      const seen = await figuresFor(viewer)
      const told: string[] = []
      let hidden = 0
      for (const [parent, children] of families)
        for (const name of names)
          for (const child of children) {
            if (seen.get(child)![name] !== null) continue
            hidden++
            const others = children.filter((code) => code !== child).map((code) => seen.get(code)![name])
            const [whole, known] = [seen.get(parent)![name], others.filter((count) => count !== null)]
            if (whole === null || known.length < others.length) continue
            const reckoned = known.reduce((rest, count) => rest - count, whole)
            if (reckoned === truth.get(child)![name]) told.push(`${viewer.userName} ${child} ${name}`)
          }
      expect(told).toEqual([])
      expect(hidden).toBeGreaterThan(0)
    }
  })

  test('an area that is no unit shows nothing', async () => {
    const stranger = await of('nowhere', 'commandCentre')
    expect(await call(stranger, 'resident.list', {})).toMatchObject({ rows: [], total: 0 })
    expect(await call(stranger, 'issue.list', {})).toMatchObject({ rows: [], total: 0 })
  })
})
