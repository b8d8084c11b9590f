/**
 * Ways closed to strangers stay in the network only where they are a compound's own: a group of such ways that hangs
 * together and has a gate. What is private without a gate (a farmyard, a factory's rail yard) is left out.
 */
import { UnionFind } from './components.ts'
import { ruleOnPlace } from './pedestrianRules.ts'
import type { SourceWay, WalkSource } from './walkSource.ts'

/** @returns for each of the private ways, whether it belongs to a compound with a gate */
export function compoundWays(source: WalkSource, privateWays: readonly SourceWay[]): boolean[] {
  const indexOf = new Map<number, number>()
  for (const { places } of privateWays)
    for (const place of places) if (!indexOf.has(place)) indexOf.set(place, indexOf.size)
  const sets = new UnionFind(indexOf.size)
  for (const { places } of privateWays)
    for (const place of places) sets.union(indexOf.get(places[0]!)!, indexOf.get(place)!)
  const gated = new Set<number>()
  for (const [place, index] of indexOf) {
    const tags = source.placeTags.get(place)
    if (tags && ruleOnPlace(tags)?.kind === 'gate') gated.add(sets.find(index))
  }
  return privateWays.map(({ places }) => gated.has(sets.find(indexOf.get(places[0]!)!)))
}
