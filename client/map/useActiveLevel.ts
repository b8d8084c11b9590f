/** The level of units that is coloured, hovered and picked now: chosen in the address, or by the zoom. */
import { useMemo } from 'react'
import type { UnitLevel } from '../../shared/domain/levels.ts'
import { useUnits } from '../api/useUnits.ts'
import { useAddress } from '../state/addressStore.ts'
import { useStorePart } from '../state/store.ts'
import { zoomStore } from './mapStore.ts'
import { levelFor, unitZooms, type UnitZooms } from './unitZooms.ts'

export function useUnitZooms(): UnitZooms {
  const { nodes } = useUnits()
  return useMemo(() => unitZooms(nodes.values()), [nodes])
}

export function useActiveLevel(): UnitLevel {
  const zooms = useUnitZooms()
  const chosen = useAddress((entry) => entry.level)
  const byZoom = useStorePart(zoomStore, (zoom) => levelFor(zoom, zooms))
  return chosen === 'auto' ? byZoom : chosen
}
