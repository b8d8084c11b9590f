/** Changes that the server has not taken yet, kept in this browser: a reload or a lost line loses none. */
import { z } from 'zod'
import { PlanChange } from '../../shared/plans/planDocument.ts'
import type { Waiting } from './planWork.ts'

const Kept = z.array(z.object({ id: z.string(), change: PlanChange, of: z.string().nullable() }))

/** @param owner  account and plan: whoever signs in next sends nothing for somebody else */
const keyOf = (owner: string): string => `quarterhour-plan-waiting:${owner}`

export function keepWaiting(owner: string, waiting: readonly Waiting[]): void {
  try {
    if (waiting.length === 0) localStorage.removeItem(keyOf(owner))
    else localStorage.setItem(keyOf(owner), JSON.stringify(waiting))
  } catch {
    // There is no room, or none is given: it waits in the page alone, and is sent from there.
  }
}

export function keptWaiting(owner: string): Waiting[] {
  try {
    return Kept.parse(JSON.parse(localStorage.getItem(keyOf(owner)) ?? '[]'))
  } catch {
    return []
  }
}
