import { describe, expect, it } from 'vitest'
import { readConfig } from '../../../server/app/config.ts'

const read = (text?: string) => readConfig({ QUARTERHOUR_TRUST_PROXY: text }).trustProxy

describe('trusted proxies', () => {
  it('are none unless they are named', () => {
    expect([read(), read(''), read(' , ')]).toEqual([false, false, false])
  })

  it('are addresses and ranges', () => {
    expect(read('10.0.0.2')).toEqual(['10.0.0.2'])
    expect(read(' 10.0.0.0/24, ::1,fd00::/8 ')).toEqual(['10.0.0.0/24', '::1', 'fd00::/8'])
  })

  it.each([
    'true',
    '1',
    '*',
    '10.0.0.0/33',
    '10.0.0',
    '::1/129',
    '10.0.0.1/',
    'proxy.local',
    '10.0.0.1 10.0.0.2',
  ])('are told when %s is none', (text) => {
    expect(() => read(text)).toThrow(/QUARTERHOUR_TRUST_PROXY: found .+, expected addresses/)
  })
})
