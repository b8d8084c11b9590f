/** What arrives by itself is told to screen readers, politely; the region is drawn by `LiveRegion`. */
import { createStore } from '../state/store.ts'

export const announcementStore = createStore('')

export const announce = (text: string): void => announcementStore.set(text)
