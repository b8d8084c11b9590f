import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { madeAhead } from '../../../server/demo/madeAhead.ts'

function* counting(upTo: number, seen: number[]): Generator<number> {
  for (let n = 0; n < upTo; n++) {
    seen.push(n)
    yield n
  }
}

const first = (count: number): number[] => [...Array(count).keys()]

describe('values made ahead', () => {
  it('are all there, once and in order, however many were made before they were asked for', async () => {
    for (const pause of [0, 1, 5]) {
      const seen: number[] = []
      const values = madeAhead(counting(1_001, seen))
      await wait(pause)
      expect([...values]).toEqual(first(1_001))
      await wait(pause)
      expect(seen).toEqual(first(1_001))
    }
  })

  it('are made while the program waits', async () => {
    const seen: number[] = []
    madeAhead(counting(1_001, seen))
    expect(seen.length).toBeLessThan(1_001)
    await wait(50)
    expect(seen).toEqual(first(1_001))
  })

  it('fail for whoever asks, whenever the source failed', async () => {
    function* failing(): Generator<number> {
      yield 1
      throw new Error('no more')
    }
    const late = madeAhead(failing())
    await wait(20)
    expect(() => [...late]).toThrow('no more')
    const early = madeAhead(failing())
    expect(() => [...early]).toThrow('no more')
  })
})
