/**
 * Street and community evaluate each other: who sees the whole office answers for the street, whoever works for an area
 * for the communities in it. Who may see what of the other side is for the database to say.
 */
import { today } from '../../shared/domain/dates.ts'
import {
  closingDay,
  isComplete,
  isOpenOn,
  type MutualInput,
  type MutualSheet,
  type MutualSide,
  type Quarter,
  quarterStart,
} from '../../shared/issues/mutual.ts'
import { type Viewer, seesEverything, seesPath } from '../access/viewer.ts'
import type { App } from '../app/app.ts'
import { Refusal } from '../app/refusal.ts'
import { asOffice, asViewer } from '../db/database.ts'
import { mutualRows, putMutual } from '../db/mutual.ts'
import { type Queryable, rows, sql } from '../db/sql.ts'
import { announce } from '../live/events.ts'

const sideOf = (viewer: Viewer): MutualSide => (seesEverything(viewer) ? 'street' : 'community')

interface Community {
  code: string
  name: string
  path: string
}

/** Communities in force, those in the viewer's area. */
async function communitiesOf(tx: Queryable, viewer: Viewer): Promise<Community[]> {
  const day = today()
  const all = await rows<Community>(
    tx,
    sql`select unit_code as code, name, path from unit_version where level = 'community'
      and valid_from <= ${day}::date and (valid_to is null or valid_to > ${day}::date) order by unit_code`,
  )
  return all.filter(({ path }) => seesPath(viewer, path))
}

/** The sheet of a quarter: own answers, and those of the other side that are to be seen. */
export function mutualSheet(app: App, viewer: Viewer, quarter: Quarter): Promise<MutualSheet> {
  const side = sideOf(viewer)
  return asViewer(app.db, viewer, async (tx) => {
    const communities = await communitiesOf(tx, viewer)
    const answers = await mutualRows(tx, quarter)
    const answerOf = (code: string, isOwn: boolean) => {
      const found = answers.find((one) => one.community === code && (one.side === side) === isOwn)
      if (!found) return null
      const { scores, words, at, userName } = found
      return { scores, words, at, userName }
    }
    return {
      quarter,
      side,
      isOpen: isOpenOn(quarter, today()),
      closesOn: closingDay(quarter),
      communities: communities.map(({ code, name }) => ({
        code,
        name,
        own: answerOf(code, true),
        other: answerOf(code, false),
      })),
    }
  })
}

/**
 * Gives the answer of the viewer's side, or another one instead, while the quarter is open.
 * @throws Refusal `mutual.closed`, `mutual.incomplete`, `access.outsideArea`
 */
export async function answerMutual(app: App, viewer: Viewer, input: MutualInput): Promise<void> {
  const { quarter, community, scores, words } = input
  const side = sideOf(viewer)
  if (!isOpenOn(quarter, today()))
    throw new Refusal('CONFLICT', 'mutual.closed', { from: quarterStart(quarter), to: closingDay(quarter) })
  if (!isComplete(side, scores)) throw new Refusal('BAD_REQUEST', 'mutual.incomplete')
  await asViewer(app.db, viewer, async (tx) => {
    const found = (await communitiesOf(tx, viewer)).find(({ code }) => code === community)
    if (!found) throw new Refusal('FORBIDDEN', 'access.outsideArea')
    await asOffice(tx)
    await putMutual(tx, {
      quarter,
      community,
      side,
      scores,
      words,
      actor: { accountId: viewer.accountId, userName: viewer.userName },
      areaPath: found.path,
    })
    await announce(tx, 'issues', 1)
  })
  void app.live.look()
}
