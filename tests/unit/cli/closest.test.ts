/** What somebody may have meant who typed something else. */
import { expect, it } from 'vitest'
import { closestTo } from '../../../server/cli/closest.ts'
import { FACILITY_KINDS } from '../../../shared/standards/facilityKinds.ts'

const kinds = FACILITY_KINDS.map(({ kind }) => kind)

it.each([
  ['farmacy', 'pharmacy'],
  ['Pharmacy', 'pharmacy'],
  ['canten', 'canteen'],
  ['bus', 'busStop'],
  ['toilet', 'publicToilet'],
  ['clinics', 'clinic'],
])('takes %s for %s', (typed, meant) => {
  expect(closestTo(typed, kinds)[0]).toBe(meant)
})

it('guesses nothing from what is like none of them', () => {
  expect(closestTo('zzzz', kinds)).toEqual([])
  expect(closestTo('', kinds)).toEqual([])
})
