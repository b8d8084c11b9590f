/** One plan: its tools, the whole of it in figures, the picked grid, all grids. */
import { ActionIcon, Button, SegmentedControl } from '@mantine/core'
import { IconArrowBackUp, IconArrowForwardUp, IconArrowLeft } from '@tabler/icons-react'
import { lazy, Suspense, useRef } from 'react'
import { useT } from '../i18n/i18n.ts'
import { Failed } from '../ui/Failed.tsx'
import { ScrollBody } from '../ui/ScrollBody.tsx'
import { SkeletonLines } from '../ui/SkeletonLines.tsx'
import circles from '../circles/Circles.module.css'
import { useStore } from '../state/store.ts'
import { usePlanFigures } from './figures/usePlanFigures.ts'
import { AreaTable } from './AreaTable.tsx'
import { useBeside } from './compare/compareState.ts'
import { ImportReport } from './ImportReport.tsx'
import type { Desk } from './planDesk.ts'
import { PickedArea } from './PickedArea.tsx'
import { PlanMenu } from './PlanMenu.tsx'
import classes from './Plans.module.css'
import { showPlan } from './planState.ts'
import { PLAN_TABS, showTab, usePlanTab } from './planTab.ts'
import { PlanTools } from './PlanTools.tsx'
import { goBack, goOn, toolStore } from './planTools.ts'
import { usePlan } from './usePlan.ts'
import { ProposalSection } from './proposals/ProposalSection.tsx'
import { WholePlan } from './WholePlan.tsx'

const ComparePanel = lazy(() => import('./compare/ComparePanel.tsx'))
const ReviewPanel = lazy(() => import('./review/ReviewPanel.tsx'))

export default function PlanPanel({ id }: { id: string }) {
  const t = useT()
  const scroller = useRef<HTMLDivElement>(null)
  const { plan, desk, error, retry, takeTheirs, isEstimate, isExact } = usePlan(id)
  const { selected } = useStore(toolStore)
  const beside = useBeside()
  const tab = usePlanTab()
  const figures = usePlanFigures(desk)
  return (
    <>
      <header className={circles.head}>
        <ActionIcon
          variant="subtle"
          color="gray"
          c="var(--qh-ink-soft)"
          size={36}
          aria-label={t('planPage.back')}
          onClick={() => showPlan(null)}
        >
          <IconArrowLeft size={18} aria-hidden />
        </ActionIcon>
        <div className={circles.headText}>
          <h2 className={classes.title} title={plan?.name}>
            {plan?.name ?? t('planPage.title')}
          </h2>
          {plan && desk && (
            <div className={circles.detail}>
              {plan.scope.name} · {t(`planPage.state.${plan.state}`)}
              {plan.publishOn !== null && ` · ${t('planPage.publishedOn', { day: plan.publishOn })}`}
              {desk.isEditable && (
                <>
                  {' · '}
                  <SavingText desk={desk} />
                </>
              )}
            </div>
          )}
        </div>
        {desk?.isEditable && (
          <>
            <ActionIcon
              variant="subtle"
              color="gray"
              c="var(--qh-ink-soft)"
              size={36}
              aria-label={t('planPage.undo')}
              title={`${t('planPage.undo')} (Ctrl+Z)`}
              disabled={desk.work.past.length === 0}
              onClick={goBack}
            >
              <IconArrowBackUp size={18} aria-hidden />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              color="gray"
              c="var(--qh-ink-soft)"
              size={36}
              aria-label={t('planPage.redo')}
              title={`${t('planPage.redo')} (Ctrl+Shift+Z)`}
              disabled={desk.work.future.length === 0}
              onClick={goOn}
            >
              <IconArrowForwardUp size={18} aria-hidden />
            </ActionIcon>
          </>
        )}
        {plan && desk && <PlanMenu plan={plan} desk={desk} onChanged={takeTheirs} />}
      </header>
      <div className={classes.tabs}>
        <SegmentedControl
          fullWidth
          aria-label={t('planPage.tabs')}
          value={tab}
          data={PLAN_TABS.map((one) => ({ value: one, label: t(`planPage.tab.${one}`) }))}
          onChange={(next) => showTab(next as typeof tab)}
        />
      </div>
      <ScrollBody ref={scroller}>
        {!plan || !desk ? (
          error ? (
            <Failed error={error} onRetry={retry} />
          ) : (
            <SkeletonLines rows={10} />
          )
        ) : tab === 'review' ? (
          <Suspense fallback={<SkeletonLines rows={10} />}>
            <ReviewPanel plan={plan} isSaved={desk.work.waiting.length === 0} />
          </Suspense>
        ) : beside ? (
          <Suspense fallback={<SkeletonLines rows={10} />}>
            <ComparePanel plan={plan} desk={desk} beside={beside} figures={figures} />
          </Suspense>
        ) : (
          <>
            {(desk.saving === 'conflict' || desk.saving === 'refused') && (
              <div className={classes.trouble} role="alert">
                <p>
                  {desk.trouble ?? t(`planPage.saving.${desk.saving}`)}
                  {'。'}
                  {t(desk.saving === 'conflict' ? 'planPage.conflictHint' : 'planPage.refusedHint', {
                    count: desk.work.waiting.length,
                  })}
                </p>
                <Button size="xs" onClick={() => void takeTheirs()}>
                  {t('planPage.takeTheirs')}
                </Button>
              </div>
            )}
            {desk.isEditable ? (
              <PlanTools desk={desk} figures={figures} />
            ) : (
              <p className={classes.note}>
                {t(
                  plan.state === 'draft' || plan.state === 'withdrawn'
                    ? 'planPage.mayNotWork'
                    : 'planPage.readOnly',
                )}
              </p>
            )}
            {selected !== null && desk.work.grids.has(selected) && (
              <PickedArea key={selected} desk={desk} selected={selected} figures={figures} />
            )}
            {plan.report && <ImportReport report={plan.report} desk={desk} />}
            <WholePlan desk={desk} figures={figures} isEstimate={isEstimate} isExact={isExact} />
            {desk.isEditable && <ProposalSection desk={desk} ground={figures.ground} />}
            <AreaTable desk={desk} scroller={scroller} />
          </>
        )}
      </ScrollBody>
    </>
  )
}

function SavingText({ desk: { saving, work } }: { desk: Desk }) {
  const t = useT()
  return (
    <span className={classes.saving} data-saving={saving} role="status">
      {t(`planPage.saving.${saving}`, { count: work.waiting.length })}
    </span>
  )
}
