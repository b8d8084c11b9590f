/**
 * The state that lives in the address bar, and the ways it changes. Steps a person would want to go back from
 * (place, selection, date, colouring) are new history entries; the map's view and the language replace the current one.
 * The trail of the panel is kept in the entry's own state: a reload keeps it, a copied link does not need it.
 */
import { formatAddress, parseAddress, type Address } from './address.ts'
import { createStore, useStorePart } from './store.ts'
import { isSameSubject, type Subject } from './subject.ts'

interface Entry extends Address {
  trail: readonly Subject[]
}

const TRAIL_LIMIT = 12

function readEntry(): Entry {
  const state = history.state as { trail?: readonly Subject[] } | null
  return { ...parseAddress(location.search), trail: state?.trail ?? [] }
}

export const addressStore = createStore<Entry>(readEntry())

/** Whether the page was opened on a view of its own. */
export const cameWithView = addressStore.get().view !== null

addEventListener('popstate', () => addressStore.set(readEntry()))

export function navigate(change: Partial<Entry>, how: 'push' | 'replace' = 'push'): void {
  const next = { ...addressStore.get(), ...change }
  const url = location.pathname + formatAddress(next)
  const state = { trail: next.trail }
  if (how === 'push' && url !== location.pathname + location.search) history.pushState(state, '', url)
  else history.replaceState(state, '', url)
  addressStore.set(next)
}

/** Opens a subject in the panel; what was there goes onto the trail. */
export function openSubject(subject: Subject): void {
  const { subject: current, trail } = addressStore.get()
  if (isSameSubject(current, subject)) return
  const known = trail.findIndex((one) => isSameSubject(one, subject))
  const longer = current ? [...trail, current].slice(-TRAIL_LIMIT) : trail
  navigate({ subject, trail: known >= 0 ? trail.slice(0, known) : longer })
}

/** One step back on the trail; at its end the panel shows the place itself again. */
export function stepBack(): void {
  const { trail } = addressStore.get()
  navigate({ subject: trail.at(-1) ?? null, trail: trail.slice(0, -1) })
}

export const closeSubject = (): void => navigate({ subject: null, trail: [] })

export function openPlace(place: string): void {
  if (addressStore.get().place === place) closeSubject()
  else navigate({ place, subject: null, trail: [], own: {} })
}

export const useAddress = <P>(select: (entry: Entry) => P): P => useStorePart(addressStore, select)

/** The day asked for, in the shape every procedure takes: undefined is today. */
export const useAt = (): string | undefined => useAddress((entry) => entry.at) ?? undefined
