/**
 * What the right panel can be about. Each kind brings its panel, which is given the subject from the address.
 * To add a kind: one entry here.
 */
import { lazy, type ComponentType, type LazyExoticComponent } from 'react'
import type { Subject } from './state/subject.ts'

export interface SubjectProps {
  subject: Subject
}

export const SUBJECTS: Readonly<Record<string, LazyExoticComponent<ComponentType<SubjectProps>>>> = {
  unit: lazy(() => import('./overview/UnitSubject.tsx')),
  building: lazy(() => import('./overview/BuildingSubject.tsx')),
  facility: lazy(() => import('./overview/FacilitySubject.tsx')),
  issue: lazy(() => import('./overview/IssueSubject.tsx')),
  residents: lazy(() => import('./overview/lists/ResidentList.tsx')),
  buildings: lazy(() => import('./overview/lists/BuildingList.tsx')),
  facilities: lazy(() => import('./overview/lists/FacilityList.tsx')),
  issues: lazy(() => import('./overview/lists/IssueList.tsx')),
  replayIssues: lazy(() => import('./leader/ReplayIssues.tsx')),
  figureIssues: lazy(() => import('./leader/FigureIssues.tsx')),
}
