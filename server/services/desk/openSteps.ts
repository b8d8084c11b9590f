/** What may be done next with several issues at once, and which unit place and roster suggest for each. */
import type { IssueChoice } from '../../../shared/issues/desk.ts'
import { needsOf } from '../../../shared/issues/evidence.ts'
import { progressOf } from '../../../shared/issues/progress.ts'
import { RULED_STEPS } from '../../../shared/issues/steps.ts'
import type { Viewer } from '../../access/viewer.ts'
import type { App } from '../../app/app.ts'
import { asOffice, asViewer } from '../../db/database.ts'
import { eventsOf, findIssue, type SteppedIssue } from '../../db/issueEvents.ts'
import { closingEvidence } from './closing.ts'
import { refusalOf, untouched } from './issueFile.ts'
import { suggestedUnits } from './suggestion.ts'

/** In the order asked for; issues that this person cannot see, or that are gone, are left out. */
export function openSteps(app: App, viewer: Viewer, ids: readonly string[]): Promise<IssueChoice[]> {
  return asViewer(app.db, viewer, async (tx) => {
    const choices: IssueChoice[] = []
    const toDispatch: SteppedIssue[] = []
    for (const id of ids) {
      const issue = await findIssue(tx, id)
      if (!issue) continue
      const events = await eventsOf(tx, id)
      const progress = events.length > 0 ? progressOf(events) : untouched(issue)
      const steps = RULED_STEPS.filter((step) => refusalOf(step, progress, viewer) === null)
      const evidence = await closingEvidence(tx, issue, events)
      choices.push({
        id,
        lastEvent: events.at(-1)?.id ?? '0',
        steps: steps.map((step) => ({ step, needs: needsOf(step, evidence) })),
        unit: null,
      })
      if (steps.includes('dispatch')) toDispatch.push(issue)
    }
    if (toDispatch.length === 0) return choices
    // Who is on duty is told to those who may dispatch, wherever the roster lies.
    await asOffice(tx)
    const suggested = await suggestedUnits(tx, toDispatch, viewer)
    return choices.map((choice) => ({ ...choice, unit: suggested.get(choice.id) ?? null }))
  })
}
