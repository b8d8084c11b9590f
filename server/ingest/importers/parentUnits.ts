/**
 * The unit above each unit: the one it names by code or name, else the one whose code its own begins with, else one
 * made from all the units that name the same parent. A child's code begins with its parent's.
 */
import { type UnitLevel, UNIT_LEVELS, levelRank } from '../../../shared/domain/levels.ts'
import type { UnitRecord } from './units.ts'

export interface KnownUnit {
  code: string
  name: string
  level: UnitLevel
  path: string
  streetCode: string
}

export interface MadeParent {
  code: string
  name: string
  level: UnitLevel
  children: string[]
}

export interface ResolvedUnits {
  /** Code of the unit above, by code. */
  parentOf: Map<string, string | null>
  made: MadeParent[]
  /** Rows whose parent is neither known nor can be made. */
  orphans: UnitRecord[]
}

/** How many digits a level adds to its parent's code, likeliest first. */
const SUFFIX_LENGTHS: Readonly<Record<UnitLevel, readonly number[]>> = {
  street: [3],
  community: [3],
  grid: [3, 2, 4, 5],
}

/** A code for the parent of these children: what remains when the level's own digits are cut off. */
function codeOfParent(
  children: readonly UnitRecord[],
  level: UnitLevel,
  taken: ReadonlySet<string>,
): string | null {
  for (const length of SUFFIX_LENGTHS[level]) {
    const prefixes = new Set(children.map(({ code }) => code.slice(0, -length)))
    const [prefix] = prefixes
    if (prefixes.size === 1 && prefix && !taken.has(prefix)) return prefix
  }
  return null
}

export function resolveParents(units: readonly UnitRecord[], known: readonly KnownUnit[]): ResolvedUnits {
  const candidates = [...known, ...units.map(({ code, name, level }) => ({ code, name, level }))]
  const byText = new Map<string, { code: string; level: UnitLevel }[]>()
  for (const { code, name, level } of candidates) {
    for (const text of new Set([code, name])) byText.set(text, [...(byText.get(text) ?? []), { code, level }])
  }
  const codes = new Map(candidates.map((unit) => [unit.code, unit]))
  const parentOf = new Map<string, string | null>()
  const unresolved = new Map<string, UnitRecord[]>()
  const orphans: UnitRecord[] = []

  const byPrefix = (unit: UnitRecord): string | null => {
    for (let length = unit.code.length - 1; length > 0; length--) {
      const above = codes.get(unit.code.slice(0, length))
      if (above && levelRank(above.level) < levelRank(unit.level)) return above.code
    }
    return null
  }
  for (const unit of units) {
    if (unit.level === 'street') {
      parentOf.set(unit.code, null)
      continue
    }
    if (unit.parent === null) {
      parentOf.set(unit.code, byPrefix(unit))
      continue
    }
    const above = (byText.get(unit.parent) ?? []).filter(
      ({ level }) => levelRank(level) < levelRank(unit.level),
    )
    const fitting = above.filter(({ code }) => unit.code.startsWith(code))
    const found = fitting.length > 0 ? fitting : above
    if (found.length > 0) {
      parentOf.set(
        unit.code,
        found.reduce((best, one) => (one.code.length > best.code.length ? one : best)).code,
      )
    } else {
      const key = `${unit.level}|${unit.parent}`
      unresolved.set(key, [...(unresolved.get(key) ?? []), unit])
    }
  }

  const made: MadeParent[] = []
  const taken = new Set(codes.keys())
  for (const children of unresolved.values()) {
    const { level, parent } = children[0]!
    const isCode = /^[\w.-]+$/.test(parent!)
    const code = isCode && !taken.has(parent!) ? parent! : codeOfParent(children, level, taken)
    if (code === null) {
      orphans.push(...children)
      continue
    }
    taken.add(code)
    for (const child of children) parentOf.set(child.code, code)
    made.push({
      code,
      name: parent!,
      level: UNIT_LEVELS[levelRank(level) - 1]!,
      children: children.map((child) => child.code),
    })
  }
  return { parentOf, made, orphans }
}
