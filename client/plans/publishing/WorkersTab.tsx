/** The load of each worker before and after; those whose load changes come first. */
import type { PlanMoves } from '../../../shared/plans/planMoves.ts'
import { count } from '../../i18n/format.ts'
import { useT, wordFor } from '../../i18n/i18n.ts'
import { StateMessage } from '../../ui/StateMessage.tsx'
import type { Grids, TabProps } from './movedGrids.ts'
import classes from './Publishing.module.css'

type Load = PlanMoves['workers'][number]['before']

export function WorkersTab({ moves: { workers }, grids }: TabProps) {
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
          {workers.map(({ role, personName, before, after }) => {
            const more = after.households - before.households
            return (
              <tr key={`${role} ${personName}`}>
                <td>
                  {personName}
                  <small>{wordFor('assignment', role)}</small>
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
