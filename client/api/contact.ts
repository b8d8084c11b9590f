/** When this browser last heard from the server: what is shown without a line is as old as that. */
const KEPT = 'quarterhour.contact'

/** Milliseconds; null when it never has. */
export function lastContact(): number | null {
  const at = Number(localStorage.getItem(KEPT))
  return Number.isFinite(at) && at > 0 ? at : null
}

export const noteContact = (): void => localStorage.setItem(KEPT, String(Date.now()))
