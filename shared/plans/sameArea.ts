/** Whether two areas have the same border, point for point, whichever way and from wherever it is written. */
import type { MultiPolygon } from 'geojson'
import { STEPS_PER_DEGREE } from '../geo/quantise.ts'

/** Stretches of the border in whole steps. One that is walked twice is none: rings touch there. */
function stretchesOf({ coordinates }: MultiPolygon): Set<string> {
  const stretches = new Set<string>()
  for (const ring of coordinates.flat())
    for (let i = 1; i < ring.length; i++) {
      const [a, b] = [ring[i - 1]!, ring[i]!].map(([lon, lat]) => [
        Math.round(lon! * STEPS_PER_DEGREE),
        Math.round(lat! * STEPS_PER_DEGREE),
      ]) as [[number, number], [number, number]]
      if (a[0] === b[0] && a[1] === b[1]) continue
      const isFirst = a[0] < b[0] || (a[0] === b[0] && a[1] < b[1])
      const key = isFirst ? `${a.join()} ${b.join()}` : `${b.join()} ${a.join()}`
      if (!stretches.delete(key)) stretches.add(key)
    }
  return stretches
}

export function isSameArea(one: MultiPolygon, other: MultiPolygon): boolean {
  const [these, those] = [stretchesOf(one), stretchesOf(other)]
  return these.size === those.size && [...these].every((stretch) => those.has(stretch))
}
