/** Who takes over from grids that end; the load of each worker before and after, those whose load changes first. */
import type { PlanMoves } from '../../../shared/plans/planMoves.ts'
import { useMay } from '../../api/useMe.ts'
import { count } from '../../i18n/format.ts'
import { useT, wordFor } from '../../i18n/i18n.ts'
import { Failed } from '../../ui/Failed.tsx'
import { SkeletonLines } from '../../ui/SkeletonLines.tsx'
import { StateMessage } from '../../ui/StateMessage.tsx'
import plans from '../Plans.module.css'
import { EndedGrids } from './EndedGrids.tsx'
import type { Grids, TabProps } from './movedGrids.ts'
import classes from './Publishing.module.css'
import { useSuccessors } from './useSuccessors.ts'

type Load = PlanMoves['workers'][number]['before']

export function WorkersTab({ plan, moves, grids }: TabProps) {
  const mayWork = useMay('plan.work')
  return (
    <>
      {plan.publishOn === null && mayWork && <Successors id={plan.id} day={moves.on} grids={grids} />}
      <Workers moves={moves} grids={grids} />
    </>
  )
}

/** Of a plan that is worked on: who takes over from each grid that ends. */
function Successors({ id, day, grids }: { id: string; day: string; grids: Grids }) {
  const { effect, error, retry, choose } = useSuccessors(id, day)
  if (error) return <Failed error={error} onRetry={retry} />
  if (!effect) return <SkeletonLines rows={2} />
  if (effect.ended.length === 0) return null
  return (
    <div className={`${plans.effect} ${classes.above}`}>
      <EndedGrids effect={effect} nameOf={(code) => grids.nameOf(code)} onChoose={choose} />
    </div>
  )
}

function Workers({ moves: { workers }, grids }: Pick<TabProps, 'moves' | 'grids'>) {
  const t = useT()
  if (workers.length === 0)
    return (
      <StateMessage tone="empty" title={t('planPublish.noWorkers')} hint={t('planPublish.noWorkersHint')} />
    )
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label={t('planPublish.tab.workers')}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('planPublish.worker')}</th>
            <th scope="col">{t('planPublish.before')}</th>
            <th scope="col">{t('planPublish.after')}</th>
            <th scope="col" data-end>
              {t('planPublish.difference')}
            </th>
          </tr>
        </thead>
        <tbody>
          {workers.map(({ role, personName, of, before, after }) => {
            const more = after.households - before.households
            return (
              <tr key={`${role} ${personName} ${of}`}>
                <td>
                  {personName}
                  <small>
                    {wordFor('assignment', role)}
                    {of !== undefined && ` · ${t('planPublish.notSame', { grid: of })}`}
                  </small>
                </td>
                <td>
                  <LoadText load={before} grids={grids} />
                </td>
                <td>
                  <LoadText load={after} grids={grids} />
                </td>
                <td data-end className={more > 0 ? classes.up : undefined}>
                  {more === 0 ? t('planPublish.sameLoad') : `${more > 0 ? '+' : '−'}${count(Math.abs(more))}`}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

function LoadText({ load: { grids: codes, households, openIssues }, grids }: { load: Load; grids: Grids }) {
  const t = useT()
  return (
    <>
      {codes.map((code) => grids.nameOf(code)).join(t('planPublish.join')) || t('planPublish.nobody')}
      <small>{t('planPublish.load', { households: count(households), issues: count(openIssues) })}</small>
    </>
  )
}
