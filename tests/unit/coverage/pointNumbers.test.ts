import { expect, it } from 'vitest'
import { pointNumbers } from '../../../shared/coverage/pointNumbers.ts'
import { seededRandom } from '../../fixtures/seededRandom.ts'

it('gives equal points one number and others another, in order, however many there are', () => {
  const random = seededRandom(8)
  const numberOf = pointNumbers()
  const known = new Map<string, number>()
  for (let i = 0; i < 20_000; i++) {
    // Many come again, some with the places of x and y changed.
    const [x, y] = [Math.round(random() * 120) - 60, 1_139_000_000 + Math.round(random() * 60)]
    const [a, b] = random() < 0.5 ? [x, y] : [y, x]
    const wanted = known.get(`${a} ${b}`) ?? known.size
    known.set(`${a} ${b}`, wanted)
    expect(numberOf(a, b)).toBe(wanted)
  }
  expect(known.size).toBeGreaterThan(5000)
})
