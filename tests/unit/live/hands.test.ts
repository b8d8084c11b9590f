import { describe, expect, it } from 'vitest'
import { type Hand, Hands } from '../../../server/live/hands.ts'
import { PRESENCE_LIFE } from '../../../shared/issues/presence.ts'

const hand = (more: Partial<Hand> = {}): Hand => ({
  issue: '1',
  areaPath: '/s/a/a1/',
  accountId: '7',
  tab: 't',
  name: '王芳',
  isWriting: false,
  ...more,
})
const issuesOf = (touched: readonly { issue: string }[]): string[] => touched.map(({ issue }) => issue)

describe('hands on issues', () => {
  it('tell once of who comes, not of who stays', () => {
    const hands = new Hands()
    expect(issuesOf(hands.put(hand(), 0))).toEqual(['1'])
    expect(hands.put(hand(), 1_000)).toEqual([])
    expect(issuesOf(hands.put(hand({ isWriting: true }), 2_000))).toEqual(['1'])
    expect(hands.on('1')).toEqual([{ accountId: '7', name: '王芳', isWriting: true }])
  })

  it('go when nothing was said for too long', () => {
    const hands = new Hands()
    hands.put(hand(), 0)
    hands.put(hand({ accountId: '8', name: '李强' }), PRESENCE_LIFE - 1)
    expect(hands.sweep(PRESENCE_LIFE - 1)).toEqual([])
    expect(issuesOf(hands.sweep(PRESENCE_LIFE))).toEqual(['1'])
    expect(hands.on('1').map(({ name }) => name)).toEqual(['李强'])
    hands.sweep(PRESENCE_LIFE * 3)
    expect(hands.size).toBe(0)
  })

  it('leave one issue with the page that opens another', () => {
    const hands = new Hands()
    hands.put(hand(), 0)
    expect(issuesOf(hands.put(hand({ issue: '2' }), 1)).sort()).toEqual(['1', '2'])
    expect(hands.on('1')).toEqual([])
    expect(issuesOf(hands.issues())).toEqual(['2'])
  })

  it('of one person in two pages count as one, writing if one of them writes', () => {
    const hands = new Hands()
    hands.put(hand({ tab: 'a' }), 0)
    hands.put(hand({ tab: 'b', isWriting: true }), 0)
    expect(hands.on('1')).toEqual([{ accountId: '7', name: '王芳', isWriting: true }])
    hands.drop({ accountId: '7', tab: 'b', issue: '1' })
    expect(hands.on('1')).toEqual([{ accountId: '7', name: '王芳', isWriting: false }])
  })

  it('are not taken away by a late word about an issue that was left', () => {
    const hands = new Hands()
    hands.put(hand({ issue: '2' }), 0)
    expect(hands.drop({ accountId: '7', tab: 't', issue: '1' })).toEqual([])
    expect(hands.on('2')).toHaveLength(1)
  })

  it('of one account are so many and no more', () => {
    const hands = new Hands()
    for (let n = 0; n < 1_000; n++) hands.put(hand({ tab: `t${n}`, issue: String(n) }), 0)
    expect(hands.size).toBe(20)
  })
})
