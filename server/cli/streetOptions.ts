/** Options that the commands about changes to the street have in common. */
import { EFFECT_WHO, type EffectWho } from '../../shared/scenario/effect.ts'
import { TimeOfDay } from '../../shared/scenario/timeOfDay.ts'
import type { StreetQuestion } from '../services/tryScenario.ts'
import { UsageError, type Words, optionOf } from './arguments.ts'
import { kindFrom, limitsFrom, MOST_MINUTES, pointFrom, walkerFrom } from './walkOptions.ts'

export const STREET_OPTIONS = ['kind', 'at', 'minutes', 'profile', 'who'] as const

function whoFrom(words: Words): EffectWho {
  const found = optionOf(words, 'who') ?? 'residents'
  const who = EFFECT_WHO.find((one) => one === found)
  if (who) return who
  throw new UsageError(`--who: found "${found}", expected ${EFFECT_WHO.join(', ')}`)
}

/** `--time HH:MM`; null without. @throws UsageError */
export function timeFrom(words: Words): string | null {
  const found = optionOf(words, 'time')
  if (found === undefined || TimeOfDay.safeParse(found).success) return found ?? null
  throw new UsageError(`--time: found "${found}", expected HH:MM`)
}

/** @throws UsageError */
export function streetQuestionFrom(words: Words): Omit<StreetQuestion, 'walkAt'> {
  const [kind, at] = [kindFrom(words), optionOf(words, 'at')]
  if (kind !== undefined && at !== undefined) throw new UsageError('either --kind or --at')
  const walker = walkerFrom(words)
  if (walker === 'meters') throw new UsageError('--profile: expected who walks')
  return {
    walker,
    minutes: limitsFrom(optionOf(words, 'minutes') ?? '5,10,15', 'minutes', MOST_MINUTES),
    who: whoFrom(words),
    ...(kind === undefined ? {} : { kind }),
    ...(at === undefined ? {} : { at: pointFrom(at, 'at') }),
  }
}
