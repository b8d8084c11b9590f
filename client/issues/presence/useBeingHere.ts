/** Tells others that this page has an issue open, while it is looked at, and whether a step is being written. */
import { useEffect } from 'react'
import { PRESENCE_BEAT } from '../../../shared/issues/presence.ts'
import { api } from '../../api/trpc.ts'
import { createStore, useStore } from '../../state/store.ts'

const tab = crypto.randomUUID()

/** The issue on which a step is being written in this page. */
const writingStore = createStore<string | null>(null)

/** @param isOn  whether the form of a step is open */
export function useWriting(id: string, isOn: boolean): void {
  useEffect(() => {
    if (!isOn) return
    writingStore.set(id)
    return () => writingStore.set(null)
  }, [id, isOn])
}

/** A word that is lost is said again with the next beat. */
const say = (id: string, isHere: boolean, isWriting: boolean): void =>
  void api.issue.present.mutate({ id, tab, isHere, isWriting }).catch(() => undefined)

export function useBeingHere(id: string, isOn: boolean): void {
  const isWriting = useStore(writingStore) === id
  useEffect(() => {
    if (!isOn) return
    const beat = () => {
      if (document.visibilityState === 'visible') say(id, true, isWriting)
    }
    const turn = () => (document.visibilityState === 'visible' ? beat() : say(id, false, false))
    beat()
    const timer = setInterval(beat, PRESENCE_BEAT)
    document.addEventListener('visibilitychange', turn)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', turn)
    }
  }, [id, isOn, isWriting])
  // Only when the issue is put aside, not whenever writing begins or ends.
  useEffect(() => {
    if (!isOn) return
    return () => say(id, false, false)
  }, [id, isOn])
}
