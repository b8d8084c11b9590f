/** Changes as they lie on the map: a gate is a point, a link a line, works the stretch that is closed. */
import { STEPS_PER_DEGREE } from '../geo/quantise.ts'
import { edgeLine } from '../network/walkNetwork.ts'
import { type Change, isGateChange } from './changes.ts'
import type { StreetLocator } from './resolveChanges.ts'

export interface ChangeDrawing {
  /** Index of the change. */
  index: number
  type: Change['type']
  /** Degrees; one place for a gate, two or more otherwise. */
  line: [number, number][]
  /** Names of the streets that a link joins, without those that have none. */
  streets: string[]
}

/** Where a change fits no street, the line is what was pointed at. */
export function drawChanges(locator: StreetLocator, changes: readonly Change[]): ChangeDrawing[] {
  return changes.map((change, index): ChangeDrawing => {
    const { type } = change
    if (isGateChange(change)) return { index, type, line: [[change.gate.lon, change.gate.lat]], streets: [] }
    if (change.type === 'addLink') {
      const ends = [change.from, change.to].map((place) => ({
        ...place,
        at: locator.street(place.lon, place.lat),
      }))
      const names = ends.map(({ at }) => (at ? locator.nameOf(at.edge) : ''))
      return {
        index,
        type,
        line: ends.map(({ lon, lat, at }) => (at ? [at.lon, at.lat] : [lon, lat])),
        streets: [...new Set(names)].filter((name) => name !== ''),
      }
    }
    const at = locator.street(change.lon, change.lat)
    return { index, type, line: at ? lineOf(locator, at.edge) : [[change.lon, change.lat]], streets: [] }
  })
}

function lineOf({ network }: StreetLocator, edge: number): [number, number][] {
  const steps = edgeLine(network, edge)
  const line: [number, number][] = []
  for (let i = 0; i < steps.length; i += 2)
    line.push([steps[i]! / STEPS_PER_DEGREE, steps[i + 1]! / STEPS_PER_DEGREE])
  return line
}
