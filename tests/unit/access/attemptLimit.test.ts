import { describe, expect, it } from 'vitest'
import { AttemptLimit } from '../../../server/access/attemptLimit.ts'
import { NameWaits } from '../../../server/access/nameWaits.ts'
import { SignInLimits, clientOf } from '../../../server/access/signInLimits.ts'

const limit = () => new AttemptLimit({ atOnce: 3, secondsForOneMore: 10, keysRemembered: 2 })

describe('a limit of attempts', () => {
  it('gives so many at once, then one every so often', () => {
    const one = limit()
    expect([0, 0, 0, 0].map((at) => one.take('a', at))).toEqual([true, true, true, false])
    expect([9_999, 10_000, 10_001, 20_000].map((at) => one.take('a', at))).toEqual([false, true, false, true])
  })

  it('never gathers more than it gives at once', () => {
    const one = limit()
    one.take('a', 0)
    expect([1e9, 1e9, 1e9, 1e9].map((at) => one.take('a', at))).toEqual([true, true, true, false])
  })

  it('counts each key by itself, and takes back what was none', () => {
    const one = limit()
    for (let n = 0; n < 3; n++) one.take('a', 0)
    expect([one.take('a', 0), one.take('b', 0)]).toEqual([false, true])
    one.giveBack('a', 0)
    expect([one.take('a', 0), one.take('a', 0)]).toEqual([true, false])
  })

  it('remembers the newest keys only', () => {
    const one = limit()
    for (let n = 0; n < 1_000; n++) one.take(String(n), 0)
    expect(one.size).toBe(2)
  })
})

describe('waits of names', () => {
  it('double after five wrong ones, up to a quarter of an hour', () => {
    const waits = new NameWaits(10)
    for (let n = 0; n < 5; n++) expect(waits.take('x', 0)).toBe(true)
    expect(waits.take('x', 999)).toBe(false)
    expect([waits.take('x', 1_000), waits.take('x', 2_999), waits.take('x', 3_000)]).toEqual([
      true,
      false,
      true,
    ])
    let at = 3_000
    for (let n = 0; n < 20; n++) waits.take('x', (at += 900_000))
    expect([waits.take('x', at + 899_999), waits.take('x', at + 900_000)]).toEqual([false, true])
    expect(waits.take('y', 0)).toBe(true)
  })
})

describe('limits of sign-in', () => {
  it('one address uses up nothing of another', () => {
    const limits = new SignInLimits()
    const tries = Array.from({ length: 5_000 }, () => limits.take('203.0.113.9'))
    expect(tries.filter(Boolean).length).toBeGreaterThanOrEqual(30)
    expect(tries.filter(Boolean).length).toBeLessThan(40)
    expect(limits.take('203.0.113.10')).toBe(true)
  })

  it('right passwords use up nothing', () => {
    const limits = new SignInLimits()
    for (let n = 0; n < 200; n++) {
      expect(limits.take('10.0.0.1')).toBe(true)
      limits.giveBack('10.0.0.1')
    }
  })

  it('all together have a ceiling', () => {
    const limits = new SignInLimits()
    const tries = Array.from({ length: 3_000 }, (_, n) => limits.take(`10.0.${n >> 8}.${n & 255}`))
    expect(tries.filter(Boolean).length).toBeGreaterThanOrEqual(600)
    expect(tries.filter(Boolean).length).toBeLessThan(700)
  })

  it('an IPv6 network counts as one client, an IPv4 address as itself', () => {
    expect(clientOf('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2')
    expect(clientOf('2001:0db8:0001:0002::9')).toBe('2001:db8:1:2')
    expect(clientOf('2001:db8::9')).toBe('2001:db8:0:0')
    expect(clientOf('::1')).toBe('0:0:0:0')
    expect(clientOf('fe80::1%eth0')).toBe('fe80:0:0:0')
    expect(clientOf('192.0.2.7')).toBe('192.0.2.7')
    expect(clientOf('::ffff:192.0.2.7')).toBe('192.0.2.7')
  })
})
