import { describe, expect, it } from 'vitest'
import { presentAfter, toldOf } from '../../../client/issues/presence/presenceStore.ts'

const anna = { name: '安娜', isWriting: false }

describe('what the stream tells of others', () => {
  it('replaces all at the beginning, and one by one from then on', () => {
    const begun = presentAfter(new Map([['9', [anna]]]), {
      isAll: true,
      present: [{ id: '1', people: [anna] }],
    })
    expect([...begun.keys()]).toEqual(['1'])
    const writing = { ...anna, isWriting: true }
    const next = presentAfter(begun, { isAll: false, present: [{ id: '2', people: [writing] }] })
    expect(next).toEqual(
      new Map([
        ['1', [anna]],
        ['2', [writing]],
      ]),
    )
    expect([...presentAfter(next, { isAll: false, present: [{ id: '1', people: [] }] }).keys()]).toEqual([
      '2',
    ])
  })

  it('is handed on to another tab as a whole', () => {
    const known = new Map([['1', [anna]]])
    expect(presentAfter(new Map(), toldOf(known))).toEqual(known)
  })
})
