/** The unit that a row names, found among the units in force: by its code, else by its name if only one bears it. */
import type { UnitNode } from '../../shared/domain/unit.ts'

const bare = (text: string): string => text.normalize('NFKC').replace(/\s/g, '')

export function statedUnit(
  stated: string | null,
  nodes: ReadonlyMap<string, UnitNode>,
): UnitNode | undefined {
  if (stated === null) return undefined
  const byCode = nodes.get(stated)
  if (byCode) return byCode
  const named = [...nodes.values()].filter(({ name }) => bare(name) === bare(stated))
  return named.length === 1 ? named[0] : undefined
}
