import type { UnitRoster } from '../../../shared/duty/roster.ts'

interface Group {
  group: string
  items: { value: string; label: string }[]
}

/** People of the unit first, then those of the rest of one's area, by unit. */
export function personChoices(
  { people, unit }: Pick<UnitRoster, 'people' | 'unit'>,
  nameOf: (unit: string) => string,
): Group[] {
  const groups = new Map<string, Group>()
  const order = people.toSorted((a, b) => Number(b.unit === unit) - Number(a.unit === unit))
  for (const { id, name, unit: own } of order) {
    const group = groups.get(own) ?? { group: nameOf(own), items: [] }
    groups.set(own, group)
    group.items.push({ value: id, label: name })
  }
  return [...groups.values()]
}
