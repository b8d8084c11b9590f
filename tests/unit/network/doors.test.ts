/** Doors beside a street of 200 m and beyond: connected, behind a wall, too far, far beyond. */
import { expect, test } from 'vitest'
import { buildNetwork } from '../../../shared/network/buildNetwork.ts'
import { findDoors } from '../../../shared/network/doors.ts'
import { viewNetwork } from '../../../shared/network/networkView.ts'
import { PROFILES } from '../../../shared/network/profiles.ts'
import { SnapIndex } from '../../../shared/network/snapping.ts'
import { lonLat, sourceOf, way } from '../../fixtures/drawnNetwork.ts'

test('tells doors at a street from those behind a wall and those at none', () => {
  const { network } = buildNetwork(
    sourceOf({
      ways: [
        way({ highway: 'residential' }, [0, 0], [600, 0]),
        way({ barrier: 'wall' }, [400, 10], [600, 10]),
        way({ barrier: 'wall' }, [400, -60], [600, -60]),
      ],
    }),
  )
  const door = (id: string, x: number, y: number) => {
    const [lon, lat] = lonLat([x, y])
    return { id, name: '', lon, lat }
  }
  const doors = [
    door('at', 100, 5),
    door('near', 200, 40),
    door('walled', 500, 30),
    door('far', 100, 150),
    door('away', 100, 5000),
  ]
  const found = findDoors(new SnapIndex(network), viewNetwork(network, PROFILES.standard), doors)
  expect(found).toMatchObject({ all: 5, connected: 3, behindBarrier: 1, onIsland: 0 })
  expect(Math.round(found.meters!.median)).toBe(30)
  expect(Math.round(found.meters!.farthest)).toBe(40)
  expect(found.unconnected.map(({ id, meters }) => [id, meters && Math.round(meters)])).toEqual([
    ['far', 150],
    ['away', null],
  ])
})

test('without a street finds every door at none', () => {
  const { network } = buildNetwork(sourceOf({ ways: [] }))
  const found = findDoors(new SnapIndex(network), viewNetwork(network, PROFILES.standard), [
    { id: 'a', name: 'A', lon: 114, lat: 30 },
  ])
  expect(found).toMatchObject({
    all: 1,
    connected: 0,
    meters: null,
    unconnected: [{ id: 'a', meters: null }],
  })
})
