import { describe, expect, it } from 'vitest'
import { chosenAgain } from '../../../shared/siting/stability.ts'
import { notDominated, tradeOff } from '../../../shared/siting/tradeOff.ts'
import { wayTableOf } from '../../../shared/siting/wayTable.ts'

/** At the equator a thousandth of a degree is 111 m. */
const at = (meters: number) => ({ lon: meters / 111_195, lat: 0 })

describe('places that are chosen again', () => {
  it('are those with a choice within 100 m, one for each', () => {
    expect(chosenAgain([at(0), at(500)], [at(90), at(620)])).toEqual([true, false])
    // one choice between two places stands for the nearer one alone
    expect(chosenAgain([at(0), at(80)], [at(60)])).toEqual([false, true])
    expect(chosenAgain([at(0)], [])).toEqual([false])
  })
})

describe('between mean and furthest walk', () => {
  it('keeps no choice that another beats in both', () => {
    const point = (mean: number, furthest: number) => ({ open: [], mean, furthest, end: 'between' as const })
    expect(
      notDominated([point(3, 9), point(5, 5), point(6, 6), point(4, 9), point(5, 5)]).map(
        ({ mean, furthest }) => [furthest, mean],
      ),
    ).toEqual([
      [5, 5],
      [9, 3],
    ])
  })

  it('finds both ends and what lies between, reckoned by hand', () => {
    // 100 people at one end, 1 at the other; sites beside the many, towards the one, and in the middle
    const table = wayTableOf(2, 3, [
      { demand: 0, site: 0, way: 0 },
      { demand: 0, site: 1, way: 40 },
      { demand: 0, site: 2, way: 60 },
      { demand: 1, site: 0, way: 100 },
      { demand: 1, site: 1, way: 70 },
      { demand: 1, site: 2, way: 60 },
    ])
    const search = tradeOff({
      table,
      weights: [100, 1],
      existing: new Float64Array(2).fill(Infinity),
      count: 1,
      longest: 1000,
    })
    let step = search.next()
    while (!step.done) step = search.next()
    expect(step.value.map(({ open, furthest, end }) => [open, furthest, end])).toEqual([
      [[2], 60, 'furthest'],
      [[1], 70, 'between'],
      [[0], 100, 'walk'],
    ])
  })
})
