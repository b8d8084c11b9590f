/** The areas an account can have: the whole office first, then every unit after its parent, told apart by code. */
import { ALL_AREAS } from '../../shared/domain/access.ts'
import type { UnitNode } from '../../shared/domain/unit.ts'

export function areaChoices(
  nodes: ReadonlyMap<string, UnitNode>,
  wholeOffice: string,
): { value: string; label: string }[] {
  const units = [...nodes.values()].sort((a, b) => a.code.localeCompare(b.code, 'en', { numeric: true }))
  return [
    { value: ALL_AREAS, label: wholeOffice },
    ...units.map(({ code, name }) => ({ value: code, label: `${name}（${code}）` })),
  ]
}
