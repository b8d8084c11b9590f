/** The areas that one can give: the whole office first, then every unit after its parent, told apart by code. */
import { ALL_AREAS } from '../../shared/domain/access.ts'
import type { UnitNode } from '../../shared/domain/unit.ts'

export function areaChoices(
  nodes: ReadonlyMap<string, UnitNode>,
  wholeOffice: string,
  own: readonly string[],
): { value: string; label: string }[] {
  const hasAll = own.includes(ALL_AREAS)
  const isOwn = (unit: UnitNode | undefined): boolean =>
    unit !== undefined && (own.includes(unit.code) || (unit.parent !== null && isOwn(nodes.get(unit.parent))))
  const units = [...nodes.values()]
    .filter((unit) => hasAll || isOwn(unit))
    .sort((a, b) => a.code.localeCompare(b.code, 'en', { numeric: true }))
  return [
    ...(hasAll ? [{ value: ALL_AREAS, label: wholeOffice }] : []),
    ...units.map(({ code, name }) => ({ value: code, label: `${name}（${code}）` })),
  ]
}
