/** The plans place: all plans, or the one that the address names. */
import { lazy, Suspense } from 'react'
import { SkeletonLines } from '../ui/SkeletonLines.tsx'
import { PlanList } from './PlanList.tsx'
import { useOpenPlanId } from './planState.ts'

const PlanPanel = lazy(() => import('./PlanPanel.tsx'))

export default function PlansHome() {
  const id = useOpenPlanId()
  if (id === null) return <PlanList />
  return (
    <Suspense fallback={<SkeletonLines rows={8} />}>
      <PlanPanel key={id} id={id} />
    </Suspense>
  )
}
