/** The list of doubtful links, for those who work through it; residents only for those who may see them. */
import { LINK_KINDS, type LinkProblem } from '../../shared/domain/importing.ts'
import { today } from '../../shared/domain/dates.ts'
import { type Viewer, areaPathsOf, seesPath } from '../access/viewer.ts'
import type { App } from '../app/app.ts'
import { Refusal } from '../app/refusal.ts'
import { cursorOf, pageFrom, readCursor } from '../db/cursor.ts'
import {
  type ProblemFilter,
  countLinkProblems,
  linkProblemCounts,
  linkProblemPage,
} from '../db/linkProblems.ts'
import { pathOfUnit } from './unitScope.ts'

const maySee = (viewer: Viewer, kind: LinkProblem['kind']): boolean =>
  kind !== 'resident' || viewer.permissions.has('residents.view')

/** Things without a link lie in nobody's area: only those who see the whole office work through them all. */
const problemsFor = (viewer: Viewer): Pick<ProblemFilter, 'hidden' | 'areaPaths'> => ({
  hidden: LINK_KINDS.filter((kind) => !maySee(viewer, kind)),
  areaPaths: areaPathsOf(viewer),
})

/** As many as the list would show of a unit; null where the list would be refused. */
export async function linkProblemsBelow(app: App, viewer: Viewer, path: string): Promise<number | null> {
  if (!viewer.permissions.has('link.work') || !seesPath(viewer, path)) return null
  return countLinkProblems(app.db.pool, { ...problemsFor(viewer), pathPrefix: path })
}

export async function linkProblemSummary(
  app: App,
  viewer: Viewer,
): Promise<{ kind: LinkProblem['kind']; reason: LinkProblem['reason']; count: number }[]> {
  return linkProblemCounts(app.db.pool, problemsFor(viewer))
}

export async function listLinkProblems(
  app: App,
  viewer: Viewer,
  input: {
    kind?: LinkProblem['kind']
    reason?: string
    unit?: string
    cursor?: string | null
    limit: number
  },
): Promise<{ rows: LinkProblem[]; total: number; nextCursor: string | null }> {
  const path = await pathOfUnit(app, input.unit, today())
  if (path !== undefined && !seesPath(viewer, path)) throw new Refusal('FORBIDDEN', 'access.outsideArea')
  if (input.kind !== undefined && !maySee(viewer, input.kind))
    throw new Refusal('FORBIDDEN', 'access.refused')
  const filter: ProblemFilter = {
    ...problemsFor(viewer),
    kind: input.kind,
    reason: input.reason,
    pathPrefix: path,
  }
  const after = readCursor(input.cursor, 2)
  const found = await linkProblemPage(
    app.db.pool,
    filter,
    after === null ? null : { kind: String(after[0]), id: String(after[1]) },
    input.limit + 1,
  )
  const total = await countLinkProblems(app.db.pool, filter)
  return pageFrom(found, input.limit, total, (problem) => cursorOf([problem.kind, problem.id]))
}
