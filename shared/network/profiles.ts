/**
 * Who walks: speeds from `shared/standards/`, and what crossings cost, as data with reasons. An office may hand in
 * others. Speeds in metres per second, waits in seconds.
 */
import { WALKING_PROFILES, type WalkingProfile } from '../standards/lifeCircles.ts'

export interface Profile {
  key: string
  metersPerSecond: number
  canUseSteps: boolean
  /** Extra time for a marked crossing without lights. */
  crossingSeconds: number
  /** Extra time for a crossing with lights: the mean over the cycle. */
  signalSeconds: number
}

/**
 * Mean wait of people who come at any moment to lights of cycle C that let them go for g: (C - g)² / 2C. Source:
 * Highway Capacity Manual 2010, pedestrian delay at signalised crossings.
 */
const meanSignalWait = (cycleSeconds: number, walkSeconds: number): number =>
  (cycleSeconds - walkSeconds) ** 2 / (2 * cycleSeconds)

/** A cycle of 90 s of which 30 s are for people: 20 s, a usual figure on town main roads; without lights, a look. */
const CROSSING_DEFAULTS = { crossingSeconds: 5, signalSeconds: meanSignalWait(90, 30) }

export type ProfileKey = WalkingProfile['profile']

export const PROFILES: Readonly<Record<ProfileKey, Profile>> = Object.fromEntries(
  WALKING_PROFILES.map(({ profile, metersPerSecond, canUseSteps }) => [
    profile,
    { key: profile, metersPerSecond, canUseSteps, ...CROSSING_DEFAULTS },
  ]),
) as Record<ProfileKey, Profile>
