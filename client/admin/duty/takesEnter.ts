import type { KeyboardEvent } from 'react'

/** Enter takes the day that was typed; it does not send the form with what stands in the other fields. */
export function takesEnter(event: KeyboardEvent): void {
  if (event.key === 'Enter') event.preventDefault()
}
