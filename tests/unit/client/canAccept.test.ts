/** Which doubts can be ended by saying that all is right as it is. */
import { describe, expect, it } from 'vitest'
import { canAccept } from '../../../client/registers/canAccept.ts'
import type { LinkProblem } from '../../../shared/domain/importing.ts'

const doubt = (reason: LinkProblem['reason'], location: LinkProblem['location']): LinkProblem => ({
  kind: 'count',
  id: 'x',
  title: 'x',
  reason,
  stated: null,
  unit: null,
  location,
})

describe('a doubt', () => {
  it('can be accepted where there is a place that is right', () => {
    expect(canAccept(doubt('otherUnit', [114, 30]))).toBe(true)
    expect(canAccept(doubt('unknownUnit', null))).toBe(false)
    expect(canAccept(doubt('noPlace', null))).toBe(false)
  })

  it('about the numbers of a unit needs no place', () => {
    expect(canAccept(doubt('childrenExceed', null))).toBe(true)
  })
})
