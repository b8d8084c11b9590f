/** The colouring that the address asks for; null while there is none. */
import { useMemo } from 'react'
import { useUnits } from '../api/useUnits.ts'
import { useActiveLevel } from '../map/useActiveLevel.ts'
import { isQuiet } from '../places.ts'
import { useAddress } from '../state/addressStore.ts'
import { createStore } from '../state/store.ts'
import { colouringOf, type Colouring } from './colouring.ts'

/** The class under the pointer in the legend: the others fade on the map. */
export const markedClassStore = createStore<number | null>(null)

export function useColouring(): Colouring | null {
  const { nodes, figures } = useUnits()
  const figure = useAddress((entry) => (isQuiet(entry, 'colouring') ? 'none' : entry.colour))
  const method = useAddress((entry) => entry.breaks)
  const classes = useAddress((entry) => entry.classes)
  const level = useActiveLevel()
  return useMemo(
    () =>
      figure === 'none' || figures.size === 0
        ? null
        : colouringOf({ figure, level, method, classes, nodes, figures }),
    [figure, level, method, classes, nodes, figures],
  )
}
