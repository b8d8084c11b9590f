/** Shows the open subject, or the place's own panel while there is none. */
import { Suspense, useEffect } from 'react'
import { placeOf } from '../places.ts'
import { SUBJECTS } from '../subjects.ts'
import { useAddress } from '../state/addressStore.ts'
import { formatSubject } from '../state/subject.ts'
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx'
import { SkeletonLines } from '../ui/SkeletonLines.tsx'
import { layoutStore } from './layout.ts'

export function PanelHost() {
  const place = placeOf(useAddress((entry) => entry.place))
  const subject = useAddress((entry) => entry.subject)
  const Subject = subject ? SUBJECTS[subject.kind] : undefined
  const isWide = !Subject && place.panel === 'wide'
  useEffect(() => {
    layoutStore.set({ ...layoutStore.get(), isWide })
  }, [isWide])
  const key = subject && Subject ? formatSubject(subject) : place.id
  return (
    <ErrorBoundary resetKey={key}>
      <Suspense fallback={<SkeletonLines rows={8} />}>
        {subject && Subject ? <Subject key={key} subject={subject} /> : <place.Home />}
      </Suspense>
    </ErrorBoundary>
  )
}
