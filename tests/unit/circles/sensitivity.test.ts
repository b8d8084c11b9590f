/** How sure a circle is, in towns where the answer can be reckoned by hand. */
import { describe, expect, test } from 'vitest'
import { sensitivityOf } from '../../../shared/circles/sensitivity.ts'
import { drawnDemand, placeAt } from '../../fixtures/drawnDemand.ts'
import { DrawnTown, way, type Drawing, type Point } from '../../fixtures/drawnNetwork.ts'

function sensitivity(drawing: Drawing, homes: { at: Point; residents: number }[], isTowards = true) {
  const town = new DrawnTown(drawing)
  const ground = { index: town.index, view: town.view('standard'), demand: drawnDemand(homes), isTowards }
  return sensitivityOf(ground, [placeAt([0, 0])], 15)
}

const caseOf = (found: ReturnType<typeof sensitivity>, key: string) =>
  found.cases.find((one) => one.key === key)!

describe('how sure a circle is', () => {
  test('slower loses who is near the edge, faster gains who is beyond it', () => {
    // 15 minutes at 1.1 m/s are 990 m; a tenth slower 891 m, a tenth faster 1,089 m.
    const found = sensitivity({ ways: [way('residential', [0, 0], [2000, 0])] }, [
      { at: [880, 0], residents: 1 },
      { at: [900, 0], residents: 20 },
      { at: [1080, 0], residents: 300 },
      { at: [1100, 0], residents: 4000 },
    ])
    expect(caseOf(found, 'slower')).toMatchObject({ lost: { residents: 20 }, gained: { residents: 0 } })
    expect(caseOf(found, 'faster')).toMatchObject({ lost: { residents: 0 }, gained: { residents: 300 } })
    expect(caseOf(found, 'longerLights')).toMatchObject({ lost: { residents: 0 }, gained: { residents: 0 } })
    expect([...found.isUnsure]).toEqual([0, 1, 1, 0])
  })

  test('longer lights lose who crosses them with little time left', () => {
    const found = sensitivity(
      {
        ways: [
          way('residential', [0, 0], [100, 0]),
          way({ highway: 'footway', footway: 'crossing', crossing: 'traffic_signals' }, [100, 0], [115, 0]),
          way('residential', [115, 0], [2000, 0]),
        ],
      },
      [
        { at: [900, 0], residents: 5 },
        // 960 m and 20 s of waiting are 893 s; 30 s more are too many.
        { at: [960, 0], residents: 7 },
      ],
    )
    expect(caseOf(found, 'longerLights').lost.residents).toBe(7)
  })

  test('a shut stretch: the one bridge loses all behind it, a street with a way round nobody', () => {
    const found = sensitivity(
      {
        ways: [
          way({ highway: 'residential', name: 'First' }, [0, 0], [50, 0], [100, 0]),
          way({ highway: 'footway', name: 'Bridge' }, [100, 0], [150, 0]),
          way({ highway: 'residential', name: 'Loop north' }, [150, 0], [150, 50], [200, 50]),
          way({ highway: 'residential', name: 'Loop south' }, [150, 0], [150, -60], [200, -60], [200, 50]),
          way({ highway: 'residential', name: 'Last' }, [200, 50], [300, 50]),
        ],
      },
      [{ at: [290, 50], residents: 80 }],
    )
    expect(found.shut.map(({ name, walkers, lost }) => [name, walkers, lost.residents])).toEqual([
      ['Bridge', 80, 80],
    ])
  })

  test('one-way for feet: towards the point and from it are not the same', () => {
    const drawing = {
      ways: [
        way('residential', [0, 0], [50, 0]),
        way({ highway: 'footway', 'oneway:foot': 'yes' }, [50, 0], [100, 0]),
        way('residential', [100, 0], [300, 0]),
      ],
    }
    const homes = [{ at: [200, 0] as Point, residents: 9 }]
    const away = sensitivity(drawing, homes, false)
    expect(away.shut.map(({ lost }) => lost.residents)).toEqual([9])
    expect(sensitivity(drawing, homes, true).shut).toEqual([])
  })
})
