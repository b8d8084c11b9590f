/** What is not shown cannot be reckoned from what is: tried with all sums at once, on streets drawn by lot. */
import { describe, expect, it } from 'vitest'
import {
  type CountedFigure,
  type CountedUnit,
  FIGURES,
  hiddenFigures,
} from '../../../server/services/suppression.ts'
import { seededRandom } from '../../fixtures/seededRandom.ts'

const counts = (
  under15: number,
  age15to64: number,
  over64: number,
  households: number,
): CountedUnit['counts'] => ({
  residents: under15 + age15to64 + over64,
  households,
  under15,
  age15to64,
  over64,
})

/** A parent holds what its children hold. */
function street(grids: Record<string, CountedUnit['counts'][]>, exactBelow: string[] = []): CountedUnit[] {
  const total = (parts: readonly CountedUnit['counts'][]): CountedUnit['counts'] =>
    Object.fromEntries(
      FIGURES.map((figure) => [figure, parts.reduce((sum, part) => sum + (part[figure] ?? 0), 0)]),
    ) as CountedUnit['counts']
  const isExact = (code: string): boolean => exactBelow.some((area) => code.startsWith(area))
  const units: CountedUnit[] = [
    { code: 'S', parent: null, isExact: isExact('S'), counts: total(Object.values(grids).flat()) },
  ]
  for (const [community, parts] of Object.entries(grids)) {
    units.push({ code: community, parent: 'S', isExact: isExact(community), counts: total(parts) })
    for (const [index, part] of parts.entries()) {
      const code = `${community}${index}`
      units.push({ code, parent: community, isExact: isExact(code), counts: part })
    }
  }
  return units
}

/** Hidden counts that the sums of the tree and of the ages determine: those the solutions of the system agree in. */
function determined(units: readonly CountedUnit[]): string[] {
  const hidden = hiddenFigures(units)
  const isHidden = (code: string, figure: CountedFigure): boolean => hidden.get(code)?.has(figure) ?? false
  const unknowns = units.flatMap(({ code }) =>
    FIGURES.filter((figure) => isHidden(code, figure)).map((figure) => `${code} ${figure}`),
  )
  const column = new Map(unknowns.map((name, index) => [name, index]))
  const equations: number[][] = []
  const equation = (terms: [code: string, figure: CountedFigure, factor: number][]): void => {
    const line = unknowns.map(() => 0)
    for (const [code, figure, factor] of terms) {
      const at = column.get(`${code} ${figure}`)
      if (at !== undefined) line[at]! += factor
    }
    if (line.some((factor) => factor !== 0)) equations.push(line)
  }
  for (const { code } of units) {
    const children = units.filter(({ parent }) => parent === code)
    if (children.length > 0)
      for (const figure of FIGURES)
        equation([
          [code, figure, -1],
          ...children.map((child) => [child.code, figure, 1] as [string, CountedFigure, number]),
        ])
    equation([
      [code, 'residents', -1],
      [code, 'under15', 1],
      [code, 'age15to64', 1],
      [code, 'over64', 1],
    ])
  }
  // Gauss-Jordan: a line with one unknown left gives it away.
  let rank = 0
  for (let at = 0; at < unknowns.length && rank < equations.length; at++) {
    const pivot = equations.findIndex((line, index) => index >= rank && Math.abs(line[at]!) > 1e-9)
    if (pivot < 0) continue
    ;[equations[rank], equations[pivot]] = [equations[pivot]!, equations[rank]!]
    const first = equations[rank]!
    const lead = first[at]!
    for (let k = 0; k < first.length; k++) first[k]! /= lead
    for (const [index, line] of equations.entries()) {
      const factor = line[at]!
      if (index === rank || factor === 0) continue
      for (let k = 0; k < line.length; k++) line[k]! -= factor * first[k]!
    }
    rank++
  }
  return equations
    .map((line) => line.flatMap((factor, at) => (Math.abs(factor) > 1e-9 ? [unknowns[at]!] : [])))
    .filter((names) => names.length === 1)
    .map(([name]) => name!)
}

const hiddenUnits = (units: readonly CountedUnit[], figure: CountedFigure): string[] =>
  [...hiddenFigures(units)].filter(([, figures]) => figures.has(figure)).map(([code]) => code)

describe('hidden counts', () => {
  it('are none where no count is small', () => {
    expect(hiddenFigures(street({ A: [counts(5, 9, 6, 8)], B: [counts(7, 30, 12, 20)] })).size).toBe(0)
  })

  it('take the smallest sibling with a small count', () => {
    const units = street({ A: [counts(0, 3, 0, 9), counts(0, 20, 0, 9), counts(0, 12, 0, 9)] })
    expect(hiddenUnits(units, 'residents').sort()).toEqual(['A0', 'A2'])
    expect(hiddenUnits(units, 'households')).toEqual([])
  })

  it('leave an empty unit shown while another one can be hidden', () => {
    const units = street({ A: [counts(0, 3, 0, 9), counts(0, 0, 0, 9), counts(0, 12, 0, 9)] })
    expect(hiddenUnits(units, 'residents').sort()).toEqual(['A0', 'A2'])
  })

  it('take the parent where the viewer knows all other children', () => {
    const units = street({ A: [counts(0, 3, 0, 9), counts(0, 12, 0, 9)] }, ['A1'])
    expect(hiddenUnits(units, 'residents').sort()).toEqual(['A', 'A0', 'S'])
  })

  it('take the children with a parent, which are its sum', () => {
    const units = street({
      A: [counts(0, 3, 0, 9)],
      B: [counts(0, 8, 0, 9), counts(0, 9, 0, 9)],
      C: [counts(0, 90, 0, 9), counts(0, 90, 0, 9)],
    })
    expect(hiddenUnits(units, 'residents').sort()).toEqual(['A', 'A0', 'B', 'B0'])
  })

  it('cannot be reckoned from all that is shown, whoever looks', () => {
    const random = seededRandom(20261125)
    const small = (): number => (random() < 0.3 ? 0 : Math.floor(random() ** 3 * 40))
    for (let round = 0; round < 400; round++) {
      const grids = Object.fromEntries(
        ['A', 'B', 'C', 'D']
          .slice(0, 1 + Math.floor(random() * 4))
          .map((community) => [
            community,
            Array.from({ length: 1 + Math.floor(random() * 4) }, () =>
              counts(small(), small(), small(), small()),
            ),
          ]),
      )
      const viewers = [[], ['A'], ['A0'], ['A0', 'B']]
      for (const area of viewers)
        expect(determined(street(grids, area)), JSON.stringify({ grids, area })).toEqual([])
    }
  })
})
