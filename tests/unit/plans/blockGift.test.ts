/** Blocks in a row or a ring, and what becomes of the grids when some are given away. */
import { describe, expect, it } from 'vitest'
import { UNASSIGNED } from '../../../shared/coverage/coverage.ts'
import { type BlockGround, giftFault, receiversOf } from '../../../shared/plans/blockGift.ts'

/** Each block beside the next one. */
const row = (area: string): BlockGround => ({
  area: [...area],
  pairs: [...area].slice(1).map((_, i) => [i, i + 1]),
})
const ring = (area: string): BlockGround => ({
  area: [...area],
  pairs: [...row(area).pairs, [0, area.length - 1]],
})
const given = (...blocks: number[]): Set<number> => new Set(blocks)

describe('blocks given to another grid', () => {
  it('may leave the end of a grid', () => {
    expect(giftFault(row('aaabb'), given(2), 'b')).toBeNull()
    expect(giftFault(row('aaabb'), given(1, 2), 'b')).toBeNull()
  })
  it('may not leave the grid in two', () => {
    expect(giftFault(row('caaab'), given(2), 'b')).toEqual({ why: 'breaks', key: 'a' })
  })
  it('go round a ring without breaking it', () => {
    expect(giftFault(ring('aaab'), given(0), 'b')).toBeNull()
    expect(giftFault(ring('aaab'), given(1), 'b')).toEqual({ why: 'breaks', key: 'a' })
  })
  it('may not lie apart from the grid that gets them', () => {
    expect(giftFault(row('aaabb'), given(0), 'b')).toEqual({ why: 'apart', key: 'b' })
  })
  it('may not be all that a grid has', () => {
    expect(giftFault(row('abc'), given(1), 'c')).toEqual({ why: 'takesAll', key: 'b' })
  })
  it('may come from grids that are in pieces already, as long as there are no more of them', () => {
    expect(giftFault(row('abaab'), given(3), 'b')).toBeNull()
    expect(giftFault(row('aabaaab'), given(4), 'b')).toEqual({ why: 'breaks', key: 'a' })
  })
  it('may part ground that is nobody’s, and take all of it', () => {
    const nobodys: BlockGround = {
      area: ['a', UNASSIGNED, UNASSIGNED, UNASSIGNED, 'b'],
      pairs: row('xxxxx').pairs,
    }
    expect(giftFault(nobodys, given(1), 'a')).toBeNull()
    expect(giftFault(nobodys, given(1, 2, 3), 'a')).toBeNull()
  })
  it('may join what was apart', () => {
    expect(giftFault(row('bab'), given(1), 'b')).toEqual({ why: 'takesAll', key: 'a' })
    expect(giftFault(row('babaa'), given(1), 'b')).toBeNull()
  })
  it('can go to the grids beside them, and to no other', () => {
    expect([...receiversOf(row('aabbc'), given(2))]).toEqual(['a'])
    expect([...receiversOf(row('aabc'), given(2))].sort()).toEqual(['a', 'c'])
    expect([...receiversOf({ area: ['a', UNASSIGNED], pairs: [[0, 1]] }, given(0))]).toEqual([])
  })
})
