/** The weights of the office for what looking after a grid takes. */
import { DEFAULT_WEIGHTS, WORKLOAD_PARTS, WorkloadWeights } from '../../../shared/plans/workload.ts'
import { appendAudit } from '../../access/audit.ts'
import type { Viewer } from '../../access/viewer.ts'
import type { App } from '../../app/app.ts'
import { transaction } from '../../db/database.ts'
import { setSetting } from '../../db/settings.ts'
import { type Queryable, row, sql } from '../../db/sql.ts'

const SETTING = 'workloadWeights'

/** Those that come with the program, where the office has set none. */
export async function workloadWeights(on: Queryable): Promise<WorkloadWeights> {
  const found = await row<{ value: unknown }>(on, sql`select value from setting where key = ${SETTING}`)
  return found ? WorkloadWeights.parse(found.value) : DEFAULT_WEIGHTS
}

/** Audited with the weights that are others than before. */
export async function setWorkloadWeights(
  app: App,
  viewer: Viewer,
  weights: WorkloadWeights,
): Promise<WorkloadWeights> {
  await transaction(app.db, async (tx) => {
    const before = await workloadWeights(tx)
    const changed = WORKLOAD_PARTS.filter((part) => before[part] !== weights[part])
    if (changed.length === 0) return
    await setSetting(tx, SETTING, weights)
    await appendAudit(tx, viewer, {
      action: 'workloadChanged',
      subjectKind: 'workload',
      subjectId: 'weights',
      fields: changed.map((part) => `${part} ${before[part]} → ${weights[part]}`),
    })
  })
  return weights
}
