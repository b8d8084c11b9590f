/** An answer in words: what was asked, on what it rests, and how good it is. The same on the page, on paper and in files. */
import type { SaveStudy, StudyAnswer } from '../../../shared/siting/sitingStudy.ts'
import { WALKING_PROFILES } from '../../../shared/standards/lifeCircles.ts'
import { countsText } from '../../circles/countsText.ts'
import { count, measure } from '../../i18n/format.ts'
import { i18n, type Translate } from '../../i18n/i18n.ts'
import { facilityKindName } from '../../i18n/vocabulary.ts'

export function walkerName(walker: string): string {
  const profile = WALKING_PROFILES.find((one) => one.profile === walker)
  return (i18n.locale === 'en' ? profile?.en : profile?.zh) ?? walker
}

/** What was asked, and on what the answer rests. */
export function assumptions(t: Translate, { kind, asked, answer, dataDate }: SaveStudy): string[] {
  const counts = countsText(t, answer)
  return [
    t('study.asked', {
      kind: facilityKindName(kind),
      aim: t(`siting.aim.${answer.aim}`),
      who: t(`siting.for.${answer.group}`),
      minutes: answer.minutes,
    }),
    t('study.stands', { existing: count(answer.existing), candidates: count(answer.candidates) }),
    ...(answer.capacity === null ? [] : [t('study.capacity', { capacity: count(answer.capacity) })]),
    ...(asked['every'] ? [t('study.every', { every: asked['every'] })] : []),
    t('study.walked', { walker: walkerName(answer.walker), day: dataDate }),
    t('study.noWay', { people: count(answer.outOfReach) }),
    ...(answer.access ? [t('study.accessHow', { minutes: answer.minutes })] : []),
    ...(answer.isOwnChoice ? [t('study.own')] : []),
    ...(counts === null ? [] : [counts]),
  ]
}

/** How far from the best possible it is. */
export function proofWords(t: Translate, answer: StudyAnswer): string {
  if (answer.isProved) return t('siting.proved', { candidates: count(answer.candidates) })
  const { bestPossible: best, aim } = answer
  if (best === null) return t('study.noBound')
  return aim === 'reach'
    ? t('study.bound.reach', { people: count(Math.max(0, best - answer.insideAfter)) })
    : aim === 'fewest'
      ? t('study.bound.fewest', { count: count(best) })
      : t('study.bound.minutes', { minutes: measure(best) })
}
