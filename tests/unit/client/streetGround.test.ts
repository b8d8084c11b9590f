/** The ground of the street view through refetches: the list of walls and all effects hang on its key. */
import { QueryClient } from '@tanstack/react-query'
import { expect, it } from 'vitest'
import type { DemandColumns } from '../../../shared/circles/circleInput.ts'
import type { ScenarioQuestion } from '../../../shared/scenario/scenarioDesk.ts'
import { groundOf } from '../../../client/circles/street/streetGround.ts'
import { wallsKey } from '../../../client/circles/street/walls.ts'

const HASH = 'a'.repeat(64)
const question: ScenarioQuestion = {
  points: [{ lon: 113.9, lat: 30.4 }],
  walker: 'standard',
  isTowards: true,
  minutes: [5, 10, 15],
  who: 'residents',
  walkAt: null,
}

const people = (residents: number): DemandColumns => ({
  lonLat: [113.9, 30.4],
  people: { residents: [residents], households: [1], under15: [0], over64: [0], dwellings: [1] },
  unit: [0],
  isBuilding: [1],
  units: [{ code: '01', name: '甲' }],
  isEstimate: false,
  isExact: true,
})

it('keeps the list of walls when people come again unchanged, and drops it when they changed', async () => {
  const client = new QueryClient()
  const fetched = async (residents: number, hash = HASH): Promise<string> => {
    const queryKey = ['demand']
    await client.fetchQuery({ queryKey, queryFn: () => Promise.resolve(people(residents)), staleTime: 0 })
    return wallsKey(groundOf(hash, client.getQueryData<DemandColumns>(queryKey)!), question)
  }
  const first = await fetched(5)
  expect(await fetched(5)).toBe(first)
  const second = await fetched(6)
  expect(second).not.toBe(first)
  expect(await fetched(6)).toBe(second)
  expect(await fetched(6, 'b'.repeat(64))).not.toBe(second)
  client.clear()
})
