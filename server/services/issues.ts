/** Issues as lists, cards and points. */
import type { z } from 'zod'
import { today } from '../../shared/domain/dates.ts'
import {
  ISSUE_STATES,
  type IssueListInput,
  type IssuePage,
  type IssuePoints,
  type IssueRow,
} from '../../shared/domain/place.ts'
import { areaPathsOf, type Viewer } from '../access/viewer.ts'
import type { App } from '../app/app.ts'
import { Refusal } from '../app/refusal.ts'
import { asViewer } from '../db/database.ts'
import { issueById, issuePage, issuesById, openIssuePoints } from '../db/lists.ts'
import { pathOfUnit } from './unitScope.ts'

export async function issues(
  app: App,
  viewer: Viewer,
  input: z.infer<typeof IssueListInput>,
): Promise<z.infer<typeof IssuePage>> {
  const day = input.at ?? today()
  const path = await pathOfUnit(app, input.unit, day)
  return asViewer(app.db, viewer, (tx) => issuePage(tx, day, path, input, areaPathsOf(viewer)))
}

export async function issueCard(app: App, viewer: Viewer, id: string, day: string): Promise<IssueRow> {
  const found = await asViewer(app.db, viewer, (tx) => issueById(tx, day, id))
  if (!found) throw new Refusal('NOT_FOUND', 'issue.unknown', { id, day })
  return found
}

/** Several by their ids, in the order asked for, as they are at the end of a day; those not seen are left out. */
export async function issueRows(
  app: App,
  viewer: Viewer,
  ids: readonly string[],
  day: string,
): Promise<IssueRow[]> {
  const found = await asViewer(app.db, viewer, (tx) => issuesById(tx, day, ids))
  const byId = new Map(found.map((row) => [row.id, row]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

export async function issuePointArrays(app: App, viewer: Viewer, day: string): Promise<IssuePoints> {
  const points = await asViewer(app.db, viewer, (tx) => openIssuePoints(tx, day))
  const classNames = [...new Set(points.map((point) => point.class))].sort()
  const classIndex = new Map(classNames.map((name, index) => [name, index]))
  return {
    ids: points.map(({ id }) => id),
    states: points.map(({ state }) => (ISSUE_STATES as readonly string[]).indexOf(state)),
    classes: points.map((point) => classIndex.get(point.class)!),
    classNames,
    isLate: points.map(({ late }) => (late ? 1 : 0)),
    lons: points.map(({ lon }) => lon),
    lats: points.map(({ lat }) => lat),
  }
}
