import { useStore } from '../state/store.ts'
import { announcementStore } from './announce.ts'

/** Tells screen readers what arrived by itself. */
export function LiveRegion() {
  return (
    <div className="qh-hidden" role="status" aria-live="polite">
      {useStore(announcementStore)}
    </div>
  )
}
