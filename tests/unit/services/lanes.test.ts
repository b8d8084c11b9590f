/** Lanes of deliveries: whoever answers is told, however many others do not. */
import { describe, expect, test } from 'vitest'
import { Lanes } from '../../../server/services/notices/lanes.ts'

const fill = (lanes: Lanes, names: readonly string[], wanted = 4): string[] => {
  const opened: string[] = []
  for (let n = 0; n < wanted; n++)
    for (const name of names)
      if (lanes.mayOpen(name, wanted)) {
        lanes.opened(name)
        opened.push(name)
      }
  return opened
}

describe('lanes', () => {
  test('are one for whoever is not known yet, and half of all at most', () => {
    const names = Array.from({ length: 20 }, (_, n) => `r${n}`)
    expect(fill(new Lanes(32), names)).toEqual(names.slice(0, 16))
  })

  test('are left for a quick receiver while many are slow', () => {
    const lanes = new Lanes(32)
    expect(lanes.tried('quick', 20)).toBe(true)
    fill(
      lanes,
      Array.from({ length: 40 }, (_, n) => `slow${n}`),
    )
    expect(fill(lanes, ['quick'])).toEqual(['quick', 'quick', 'quick', 'quick'])
  })

  test('end with a slow answer, and are earned again', () => {
    const lanes = new Lanes(32)
    lanes.tried('r', 20)
    expect(lanes.tried('r', 9_000)).toBe(false)
    expect(fill(lanes, ['r'])).toEqual(['r'])
    lanes.closed('r')
    expect(lanes.tried('r', 20)).toBe(true)
    expect(fill(lanes, ['r'])).toHaveLength(4)
  })

  test('go round: who waits longest comes first', () => {
    const lanes = new Lanes(4)
    const names = ['a', 'b', 'c', 'd']
    expect(fill(lanes, names)).toEqual(['a', 'b'])
    for (const name of ['a', 'b']) lanes.closed(name)
    expect(
      fill(
        lanes,
        lanes.inTurn(names, (name) => name),
      ),
    ).toEqual(['c', 'd'])
  })

  test('are never more than there are', () => {
    const lanes = new Lanes(6)
    const names = ['a', 'b', 'c']
    for (const name of names) lanes.tried(name, 1)
    expect(fill(lanes, names)).toHaveLength(6)
  })
})
