/** All plans that this person may see, and the way to a new one. */
import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { trpc } from '../api/trpc.ts'
import { useMay } from '../api/useMe.ts'
import { instant } from '../i18n/format.ts'
import { useT } from '../i18n/i18n.ts'
import { Failed } from '../ui/Failed.tsx'
import { PlaceHead } from '../ui/PlaceHead.tsx'
import { ScrollBody } from '../ui/ScrollBody.tsx'
import { SkeletonLines } from '../ui/SkeletonLines.tsx'
import { StateMessage } from '../ui/StateMessage.tsx'
import { NewPlanForm } from './NewPlanForm.tsx'
import classes from './Plans.module.css'
import { showPlan } from './planState.ts'

export function PlanList() {
  const t = useT()
  const mayWork = useMay('plan.work')
  const scroller = useRef<HTMLDivElement>(null)
  const [isNew, setIsNew] = useState(false)
  const { data, error, refetch } = useQuery(trpc.plan.list.queryOptions())
  return (
    <>
      <PlaceHead title={t('planPage.title')}>
        {mayWork && !isNew && data && data.length > 0 && (
          <Button size="xs" leftSection={<IconPlus size={14} aria-hidden />} onClick={() => setIsNew(true)}>
            {t('planPage.new')}
          </Button>
        )}
      </PlaceHead>
      <ScrollBody ref={scroller}>
        {isNew && <NewPlanForm plans={data ?? []} onClose={() => setIsNew(false)} />}
        {!data ? (
          error ? (
            <Failed error={error} onRetry={() => void refetch()} />
          ) : (
            <SkeletonLines rows={6} />
          )
        ) : data.length === 0 && !isNew ? (
          <StateMessage
            tone="empty"
            title={t('planPage.none')}
            hint={mayWork ? t('planPage.noneHint') : t('planPage.mayNotWork')}
            {...(mayWork ? { action: { label: t('planPage.new'), onClick: () => setIsNew(true) } } : {})}
          />
        ) : (
          <ul className={classes.plans} aria-label={t('planPage.title')}>
            {data.map(({ id, name, purpose, scope, state, publishOn, by, changedAt, gridCount }) => (
              <li key={id}>
                <button type="button" className={classes.plan} onClick={() => showPlan(id)}>
                  <span className={classes.planName}>{name}</span>
                  <span className={classes.state} data-state={state}>
                    {t(`planPage.state.${state}`)}
                  </span>
                  {purpose && <small className={classes.wide}>{purpose}</small>}
                  <small className={classes.wide}>
                    {t('planPage.line', { scope: scope.name, count: gridCount, by, at: instant(changedAt) })}
                    {state === 'published' && publishOn !== null
                      ? ` · ${t('planPage.publishedOn', { day: publishOn })}`
                      : ''}
                  </small>
                </button>
              </li>
            ))}
          </ul>
        )}
      </ScrollBody>
    </>
  )
}
