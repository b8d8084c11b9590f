/**
 * Colouring of the units of one level by one figure: breaks, the class of every unit, how many are in each class,
 * and which have no data. Map and legend are both drawn from this, so that they cannot disagree.
 */
import { classBreaks, classOf, type BreakMethod } from '../../shared/domain/classBreaks.ts'
import type { UnitLevel } from '../../shared/domain/levels.ts'
import type { UnitFigures, UnitNode } from '../../shared/domain/unit.ts'
import { FIGURES, type FigureId } from '../figures.ts'

export interface Colouring {
  figure: FigureId
  level: UnitLevel
  breaks: readonly number[]
  /** Smallest and largest value; null without any. */
  range: readonly [number, number] | null
  classByCode: ReadonlyMap<string, number>
  valueByCode: ReadonlyMap<string, number>
  /** Units per class, in order. */
  counts: readonly number[]
  withoutData: readonly string[]
}

interface ColouringInput {
  figure: FigureId
  level: UnitLevel
  method: BreakMethod
  classes: number
  nodes: ReadonlyMap<string, UnitNode>
  figures: ReadonlyMap<string, UnitFigures>
}

export function colouringOf({ figure, level, method, classes, nodes, figures }: ColouringInput): Colouring {
  const valueByCode = new Map<string, number>()
  const withoutData: string[] = []
  for (const node of nodes.values()) {
    if (node.level !== level) continue
    const own = figures.get(node.code)
    const value = own ? FIGURES[figure].reckon(own) : null
    if (value === null) withoutData.push(node.code)
    else valueByCode.set(node.code, value)
  }
  const values = [...valueByCode.values()]
  const breaks = classBreaks(values, method, classes)
  const classByCode = new Map([...valueByCode].map(([code, value]) => [code, classOf(value, breaks)]))
  const counts = Array.from({ length: values.length > 0 ? breaks.length + 1 : 0 }, () => 0)
  for (const index of classByCode.values()) counts[index] = (counts[index] ?? 0) + 1
  const range = values.length > 0 ? ([Math.min(...values), Math.max(...values)] as const) : null
  return { figure, level, breaks, range, classByCode, valueByCode, counts, withoutData }
}
