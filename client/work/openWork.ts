/** Ways within one's work; the way back of the phone leads back through them. */
import { addressStore, navigate } from '../state/addressStore.ts'

const rest = (): Record<string, string> => {
  const { 'work.view': _view, 'work.task': _task, ...own } = addressStore.get().own
  return own
}

export const openTasks = (): void => navigate({ subject: null, trail: [], own: rest() })
export const openTask = (id: string): void =>
  navigate({ subject: null, trail: [], own: { ...rest(), 'work.task': id } })
export const openWorkView = (view: 'report' | 'outbox'): void =>
  navigate({ subject: null, trail: [], own: { ...rest(), 'work.view': view } })
export const filterTasks = (filter: string): void =>
  navigate({ own: { ...rest(), 'work.filter': filter } }, 'replace')
