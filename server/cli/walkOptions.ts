/** Options that the commands about walking have in common. */
import type { CirclePoint } from '../../shared/circles/walkedCircles.ts'
import { FACILITY_KINDS, type FacilityKind, isFacilityKind } from '../../shared/standards/facilityKinds.ts'
import { WALKING_PROFILES } from '../../shared/standards/lifeCircles.ts'
import { isWalker, type Walker } from '../services/networks.ts'
import { UsageError, type Words, optionOf } from './arguments.ts'
import { closestTo } from './closest.ts'

/** No command walks longer than that. */
export const MOST_MINUTES = 600

/** @throws UsageError */
export function pointFrom(text: string, option: string): CirclePoint {
  const [lon, lat, ...more] = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)))
  const isPlace =
    more.length === 0 &&
    Number.isFinite(lon) &&
    Number.isFinite(lat) &&
    Math.abs(lon!) <= 180 &&
    Math.abs(lat!) <= 90
  if (isPlace) return { lon: lon!, lat: lat! }
  const hint = Math.abs(lat!) > 90 && Math.abs(lon!) <= 90 ? ' (are longitude and latitude swapped?)' : ''
  throw new UsageError(`--${option}: found "${text}", expected longitude,latitude in degrees${hint}`)
}

/** Numbers over 0, ascending. @throws UsageError */
export function limitsFrom(text: string, option: string, most: number): number[] {
  const limits = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)))
  if (limits.every((limit, i) => limit > (limits[i - 1] ?? 0) && limit <= most)) return limits
  throw new UsageError(
    `--${option}: found "${text}", expected ascending numbers from 0 to ${most.toLocaleString('en')}`,
  )
}

/** @throws UsageError */
export function walkerFrom(words: Words): Walker {
  const profile = optionOf(words, 'profile') ?? 'standard'
  if (profile !== 'meters' && isWalker(profile)) return profile
  throw new UsageError(
    `--profile: found "${profile}", expected ${WALKING_PROFILES.map((one) => one.profile).join(', ')}`,
  )
}

/** `--kind KIND`; undefined without. @throws UsageError, with the kinds that were perhaps meant */
export function kindFrom(words: Words): FacilityKind | undefined {
  const found = optionOf(words, 'kind')
  if (found === undefined || isFacilityKind(found)) return found
  const kinds = FACILITY_KINDS.map(({ kind }) => kind)
  const meant = closestTo(found, kinds)
  const hint = meant.length > 0 ? `did you mean ${meant.join(' or ')}? ` : ''
  throw new UsageError(`--kind: found "${found}"; ${hint}There are: ${kinds.join(', ')}`)
}
