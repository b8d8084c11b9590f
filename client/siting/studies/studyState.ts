/** Which kept answer is open, and which stand side by side: kept in the address as `siting.kept`, `siting.study`, `siting.beside`. */
import { useMemo } from 'react'
import { MOST_COMPARED } from '../../../shared/siting/sitingStudy.ts'
import { addressStore, navigate, useAddress } from '../../state/addressStore.ts'
import { changeSiting } from '../sitingState.ts'

export interface StudyState {
  /** The list is shown, and not the question. */
  isList: boolean
  /** Number of the one that is open. */
  study: string | null
  /** Numbers of those side by side. */
  beside: readonly string[]
}

const OWN = ['kept', 'study', 'beside'] as const
const isId = (text: string): boolean => /^\d{1,18}$/.test(text)

export function studyState(own: Readonly<Record<string, string>>): StudyState {
  const study = own['siting.study'] ?? ''
  return {
    isList: own['siting.kept'] === '1',
    study: isId(study) ? study : null,
    beside: [...new Set((own['siting.beside'] ?? '').split(',').filter(isId))].slice(0, MOST_COMPARED),
  }
}

export function useStudyState(): StudyState {
  const own = useAddress((entry) => entry.own)
  return useMemo(() => studyState(own), [own])
}

export const openList = (): void => changeSiting({ kept: '1', study: undefined })
export const openQuestion = (): void => changeSiting({ kept: undefined, study: undefined, beside: undefined })
export const openStudy = (id: string): void => changeSiting({ kept: '1', study: id, beside: undefined })
export const putBeside = (ids: readonly string[]): void =>
  changeSiting({ beside: ids.length > 0 ? ids.join(',') : undefined }, 'replace')

/** What was asked, as the address holds it, without their `siting.`. */
export const askedNow = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(addressStore.get().own)
      .filter(([key]) => key.startsWith('siting.'))
      .map(([key, value]) => [key.slice('siting.'.length), value] as const)
      .filter(([key]) => !OWN.some((one) => one === key)),
  )

/** Asks again what was asked then. */
export const askAgain = (asked: Readonly<Record<string, string>>): void =>
  navigate({
    own: Object.fromEntries(Object.entries(asked).map(([key, value]) => [`siting.${key}`, value])),
  })
