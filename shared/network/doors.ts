/**
 * How doors meet the street: which are connected and by how many metres, and which lie at no street, with how far the
 * nearest is. Doors are entrances of buildings, or facilities.
 */
import { type NetworkView } from './networkView.ts'
import { type SnapIndex, Snapper } from './snapping.ts'

/** How far a street is looked for from a door that is not connected. */
const LOOK_METERS = 2_000
const LISTED = 200

export interface Door {
  id: string
  name: string
  /** Degrees. */
  lon: number
  lat: number
}

export interface DoorsFound {
  all: number
  connected: number
  /** Of the connected: no street in sight, the nearest one beyond a wall or water. */
  behindBarrier: number
  /** Of the connected: on a part of the network too small to live on. */
  onIsland: number
  /** Metres from connected doors to the street; null without any. */
  meters: { median: number; p95: number; farthest: number } | null
  /** At no street: the first 200, with the metres to the nearest one; null beyond 2,000 m. */
  unconnected: (Door & { meters: number | null })[]
}

export function findDoors(index: SnapIndex, view: NetworkView, doors: readonly Door[]): DoorsFound {
  const snapper = new Snapper(index, view)
  const farther = new Snapper(index, view, LOOK_METERS)
  const meters: number[] = []
  const unconnected: DoorsFound['unconnected'] = []
  let [behindBarrier, onIsland] = [0, 0]
  for (const door of doors) {
    const snap = snapper.snap(door.lon, door.lat)
    if (snap) {
      meters.push(snap.meters)
      if (snap.isBehindBarrier) behindBarrier++
      if (snap.isOnIsland) onIsland++
    } else if (unconnected.length < LISTED)
      unconnected.push({ ...door, meters: farther.snap(door.lon, door.lat)?.meters ?? null })
  }
  meters.sort((a, b) => a - b)
  const at = (share: number): number =>
    meters[Math.min(meters.length - 1, Math.floor(meters.length * share))]!
  return {
    all: doors.length,
    connected: meters.length,
    behindBarrier,
    onIsland,
    meters: meters.length === 0 ? null : { median: at(0.5), p95: at(0.95), farthest: at(1) },
    unconnected,
  }
}
