import { describe, expect, it } from 'vitest'
import { MemoryBudget } from '../../../server/ingest/osm/memoryBudget.ts'
import { WayStore } from '../../../server/ingest/osm/wayStore.ts'
import { seededRandom } from '../../fixtures/seededRandom.ts'

describe('the store of ways', () => {
  it('finds what a map finds, in any order of ids, the later of two alike', () => {
    const random = seededRandom(4)
    const store = new WayStore()
    const map = new Map<number, number[]>()
    for (let n = 0; n < 60_000; n++) {
      const id = Math.floor(random() * 50_000) - 1_000
      const refs = Array.from({ length: Math.floor(random() * 12) }, () => Math.floor(random() * 1e10))
      store.add(id, refs)
      map.set(id, refs)
    }
    expect(store.size).toBe(60_000)
    for (let id = -1_100; id < 49_100; id++) {
      const found = store.find(id)
      expect(found && [...found]).toEqual(map.get(id))
    }
  })

  it('asks before it takes, for tags in the heap too', () => {
    const budget = new MemoryBudget('many.osm', 1_000, 1)
    expect(() => {
      for (let id = 0; id < 10_000; id++) budget.takeTagged({ highway: 'path', name: '小路' })
    }).toThrow(expect.objectContaining({ key: 'file.needsMemory', facts: { megabytes: 1 } }))
  })

  it('asks before it takes', () => {
    const store = new WayStore(new MemoryBudget('many.osm', 3))
    expect(() => {
      for (let id = 0; id < 400_000; id++) store.add(id, [1])
    }).toThrow(expect.objectContaining({ key: 'file.needsMemory', facts: { megabytes: 3 } }))
  })
})
