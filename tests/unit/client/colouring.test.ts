import { describe, expect, it } from 'vitest'
import { colouringOf } from '../../../client/colouring/colouring.ts'
import { rampOf, seenColour } from '../../../client/colouring/ramps.ts'
import { FIGURES } from '../../../client/figures.ts'
import type { UnitFigures, UnitNode } from '../../../shared/domain/unit.ts'

const node = (code: string, level: UnitNode['level'] = 'grid'): UnitNode => ({
  code,
  name: code,
  level,
  parent: null,
  kind: 'ordinary',
  validFrom: '2026-01-01',
  validTo: null,
  areaSquareMeters: 50_000,
  box: [0, 0, 1, 1],
  center: [0.5, 0.5],
})

const figuresOf = (code: string, change: Partial<UnitFigures>): UnitFigures => ({
  code,
  residents: 1000,
  households: 400,
  under15: 100,
  age15to64: 700,
  over64: 200,
  populationSource: 'register',
  populationDate: '2026-01-01',
  buildings: 10,
  dwellings: 450,
  vacantDwellings: 45,
  facilities: 3,
  openIssues: 5,
  lateIssues: 2,
  yearIssues: 60,
  areaSquareMeters: 50_000,
  isSuppressed: false,
  ...change,
})

const byCode = <T extends { code: string }>(rows: T[]) => new Map(rows.map((row) => [row.code, row]))

describe('a colouring', () => {
  const nodes = byCode([node('1'), node('2'), node('3'), node('4'), node('c', 'community')])

  it('leaves units without data out of every class and names them', () => {
    const figures = byCode([
      figuresOf('1', { residents: 10 }),
      figuresOf('2', { residents: 20 }),
      figuresOf('3', { residents: null }),
    ])
    const colouring = colouringOf({
      figure: 'residents',
      level: 'grid',
      method: 'equal',
      classes: 5,
      nodes,
      figures,
    })
    expect(colouring.withoutData).toEqual(['3', '4'])
    expect(colouring.counts.reduce((sum, one) => sum + one, 0)).toBe(2)
    expect(colouring.classByCode.has('c')).toBe(false)
  })

  it('counts as many units as it colours', () => {
    const figures = byCode(['1', '2', '3', '4'].map((code, i) => figuresOf(code, { openIssues: i * 3 })))
    const colouring = colouringOf({
      figure: 'openIssues',
      level: 'grid',
      method: 'quantile',
      classes: 4,
      nodes,
      figures,
    })
    expect(colouring.counts).toEqual([1, 1, 1, 1])
    expect(colouring.classByCode.get('4')).toBe(3)
  })
})

describe('figures', () => {
  it('are reckoned per what stands below the line', () => {
    const figures = figuresOf('1', {})
    expect(FIGURES.density.reckon(figures)).toBe(20_000)
    expect(FIGURES.issuesPerThousand.reckon(figures)).toBe(5)
    expect(FIGURES.over64Share.reckon(figures)).toBe(0.2)
    expect(FIGURES.vacancy.reckon(figures)).toBe(0.1)
  })

  it('are not known where nobody lives or nothing is known', () => {
    expect(FIGURES.issuesPerThousand.reckon(figuresOf('1', { residents: 0 }))).toBeNull()
    expect(FIGURES.over64Share.reckon(figuresOf('1', { over64: null }))).toBeNull()
  })
})

/** Relative luminance, WCAG 2. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

describe('ramps', () => {
  it.each([3, 4, 5, 6, 7])(
    'run one way in lightness, so that colour vision does not matter (%d classes)',
    (classes) => {
      for (const isDark of [false, true]) {
        const lights = rampOf(isDark, classes).map(luminance)
        const sorted = lights.toSorted((a, b) => (isDark ? a - b : b - a))
        expect(lights).toEqual(sorted)
        expect(new Set(lights).size).toBe(classes)
      }
    },
  )

  it('mixes a colour with the ground it lies on', () => {
    expect(seenColour('#ffffff', '#000000', 0.5)).toBe('#808080')
    expect(seenColour('#123456', '#abcdef', 1)).toBe('#123456')
    expect(seenColour('#123456', '#abcdef', 0)).toBe('#abcdef')
  })
})
