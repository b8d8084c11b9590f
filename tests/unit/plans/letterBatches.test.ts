import { describe, expect, it } from 'vitest'
import { MOST_LETTERS, batchesOf } from '../../../client/plans/publishing/letterBatches.ts'

describe('batches of letters', () => {
  it('hold each letter once, the last of them what is left', () => {
    expect(batchesOf(5, 2)).toEqual([
      { from: 1, to: 2 },
      { from: 3, to: 4 },
      { from: 5, to: 5 },
    ])
    expect(batchesOf(4, 2)).toHaveLength(2)
    expect(batchesOf(0)).toEqual([])
    expect(batchesOf(MOST_LETTERS)).toEqual([{ from: 1, to: MOST_LETTERS }])
  })
})
