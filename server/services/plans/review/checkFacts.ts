/** What the program knows that belongs to each check of a plan: it informs those who decide, and decides nothing. */
import { demandFrom } from '../../../../shared/circles/demand.ts'
import { today } from '../../../../shared/domain/dates.ts'
import { PlanCounter, planTotals } from '../../../../shared/plans/planFigures.ts'
import { surveyState } from '../../../../shared/plans/opinionRecord.ts'
import type { DivisionOn } from '../../../../shared/plans/planRecord.ts'
import type { CheckFact, CheckKind } from '../../../../shared/plans/reviewRecord.ts'
import { planOf } from '../../../../shared/plans/planDocument.ts'
import type { Viewer } from '../../../access/viewer.ts'
import type { App } from '../../../app/app.ts'
import { asViewer } from '../../../db/database.ts'
import { planComments } from '../../../db/planReview.ts'
import { surveyCounts } from '../../../db/planOpinions.ts'
import { demandColumns } from '../../circleDemand.ts'
import { planEffect } from '../planEffect.ts'
import { openPlan } from '../plans.ts'

type Tone = CheckFact['tone']
const fact = (key: string, facts: CheckFact['facts'], tone: Tone): CheckFact => ({
  key: `planCheck.fact.${key}`,
  facts,
  tone,
})
const goodIf = (isGood: boolean): Tone => (isGood ? 'good' : 'bad')
const percent = (share: number): string => (share * 100).toFixed(1)

/** Below this a grid is drawn out or ragged; half of a square's. */
const RAGGED = 0.4

/** @throws Refusal `plan.unknown` */
export async function checkFacts(
  app: App,
  viewer: Viewer,
  { id, on }: DivisionOn,
): Promise<Record<CheckKind, CheckFact[]>> {
  const effect = await planEffect(app, viewer, { id, on, successors: {} })
  const { document } = await openPlan(app, viewer, id)
  const { unitByCode } = await app.snapshots.at(today())
  const plan = planOf(document)
  const codeOf = (key: string): string | null => plan.grids.get(key)?.code ?? null
  const demand = demandFrom(await demandColumns(app, viewer))
  const { figures } = new PlanCounter({ demand, issues: null }).count(plan.coverage, null, codeOf)
  const isExempt = (key: string): boolean => unitByCode.get(codeOf(key) ?? '')?.kind === 'dedicated'
  const { areas, classes, spread, residents, broken } = planTotals(figures, isExempt)
  const { comments, surveys } = await asViewer(app.db, viewer, async (tx) => ({
    comments: await planComments(tx, id, viewer.accountId),
    surveys: await surveyCounts(tx, id),
  }))
  const { moved, hindrances, ended } = effect
  const ragged = [...figures.values()].filter(
    ({ key, compactness }) => compactness < RAGGED && !isExempt(key),
  )
  const orphans = ended.filter(({ successor, staff }) => successor === null && staff.length > 0)
  const open = comments.filter(({ isWithdrawn, resolvedAt }) => !isWithdrawn && resolvedAt === null)
  const asked = surveys.reduce((sum, survey) => sum + survey.asked, 0)
  const answered = surveys.reduce((sum, survey) => sum + survey.answered, 0)
  const running = surveys.filter((survey) => surveyState(survey, today()) !== 'closed')
  return {
    lawful: [
      hindrances.length === 0
        ? fact('noHindrance', {}, 'good')
        : fact('hindrances', { count: hindrances.length }, 'bad'),
      fact('parents', {}, 'good'),
    ],
    reasonable: [
      fact('norm', { outside: areas - classes.within, areas }, goodIf(classes.within === areas)),
      fact('spread', { percent: percent(spread ?? 0) }, 'plain'),
      broken === 0 ? fact('whole', {}, 'good') : fact('broken', { count: broken }, 'bad'),
      fact('ragged', { count: ragged.length, limit: RAGGED }, goodIf(ragged.length === 0)),
    ],
    feasible: [
      fact(
        'moved',
        {
          homes: moved.homes,
          households: moved.households,
          people: moved.people,
          percent: percent(residents > 0 ? moved.people / residents : 0),
        },
        'plain',
      ),
      orphans.length === 0
        ? fact('staffGoOn', { count: ended.length }, 'good')
        : fact('staffLeft', { count: orphans.length }, 'bad'),
    ],
    controllable: [
      fact('issues', { count: moved.openIssues }, 'plain'),
      asked === 0
        ? fact('nobodyAsked', {}, 'bad')
        : fact('asked', { asked, answered, percent: percent(answered / asked) }, goodIf(answered > 0)),
      ...(running.length === 0 ? [] : [fact('stillOpen', { count: running.length }, 'bad')]),
      fact('comments', { count: open.length }, goodIf(open.length === 0)),
    ],
  }
}
