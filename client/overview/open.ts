/** Opening a thing from a list or a number: the panel shows it, and the map goes there. */
import type { UnitNode } from '../../shared/domain/unit.ts'
import { flyToBox, flyToPoint } from '../map/camera.ts'
import { addressStore, navigate, openSubject } from '../state/addressStore.ts'
import { subject } from '../state/subject.ts'

type Location = readonly [number, number] | null

export function openUnit(unit: Pick<UnitNode, 'code' | 'box'>): void {
  openSubject(subject('unit', unit.code))
  flyToBox(unit.box)
}

function openAt(kind: 'building' | 'facility' | 'issue', id: string, location: Location): void {
  openSubject(subject(kind, id))
  if (location) flyToPoint(location)
}

export const openBuilding = (code: string, location: Location): void => openAt('building', code, location)
export const openFacility = (id: string, location: Location): void => openAt('facility', id, location)
export const openIssue = (id: string, location: Location): void => openAt('issue', id, location)

type Filter = Record<string, string | undefined>

export const openResidents = (filter: Filter): void => openSubject(subject('residents', '', filter))
export const openBuildings = (filter: Filter): void => openSubject(subject('buildings', '', filter))
export const openFacilities = (filter: Filter): void => openSubject(subject('facilities', '', filter))
export const openIssues = (filter: Filter): void => openSubject(subject('issues', '', filter))

/** What the circles place was about before. */
const CIRCLE_SUBJECTS = ['kind', 'facility', 'place', 'dropped', 'score', 'home', 'who'].map(
  (key) => `circles.${key}`,
)

function openCircles(subjectOfCircles: Record<string, string>): void {
  const own = Object.fromEntries(
    Object.entries(addressStore.get().own).filter(([key]) => !CIRCLE_SUBJECTS.includes(key)),
  )
  navigate({ place: 'circles', subject: null, trail: [], own: { ...own, ...subjectOfCircles } })
}

/** The circles place, around this one facility. */
export const openFacilityCircles = (id: string): void => openCircles({ 'circles.facility': id })

/** The circles place, walking from this door. */
export const openCirclesFrom = ([lon, lat]: readonly [number, number]): void =>
  openCircles({ 'circles.place': `${lon.toFixed(6)},${lat.toFixed(6)}` })
