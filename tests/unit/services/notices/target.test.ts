import type { LookupAddress } from 'node:dns'
import { describe, expect, it } from 'vitest'
import {
  guardedLookup,
  RefusedTarget,
  refusalOfUrl,
  type TargetPolicy,
} from '../../../../server/services/notices/target.ts'

const OFFICE: TargetPolicy = { allowsLoopback: false, allowsPrivate: true }
const OUTSIDE: TargetPolicy = { allowsLoopback: false, allowsPrivate: false }

describe('where messages may go', () => {
  it.each([
    ['https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=x', undefined],
    ['http://10.1.2.3/in', undefined],
    ['http://172.31.0.9:8080/in', undefined],
    ['http://[fd00::7]/in', undefined],
    ['https://203.0.113.7/in', undefined],
    ['http://203.0.113.7/in', 'targetOpenHttp'],
    ['http://172.32.0.9/in', 'targetOpenHttp'],
    ['http://127.0.0.1/', 'targetLoopback'],
    // Other ways to write this machine.
    ['http://2130706433/', 'targetLoopback'],
    ['http://0x7f.1/', 'targetLoopback'],
    ['http://0/', 'targetLoopback'],
    ['http://[::1]/', 'targetLoopback'],
    ['http://[::ffff:127.0.0.1]/', 'targetLoopback'],
    ['http://localhost:5432/', 'targetLoopback'],
    ['http://db.localhost./', 'targetLoopback'],
    ['http://169.254.169.254/latest/meta-data', 'targetLinkLocal'],
    ['http://[fe80::1]/', 'targetLinkLocal'],
    ['http://[::ffff:a9fe:a9fe]/', 'targetLinkLocal'],
    // Where clouds keep their keys, though it looks like any address of a closed network.
    ['http://100.100.100.200/latest/meta-data', 'targetLinkLocal'],
    ['http://[fd00:ec2::254]/', 'targetLinkLocal'],
    ['http://198.18.0.1/', 'targetNotOne'],
    ['http://224.0.0.1/', 'targetNotOne'],
    ['http://255.255.255.255/', 'targetNotOne'],
    // IPv6 that carries 127.0.0.1 to somewhere else.
    ['https://[64:ff9b::7f00:1]/', 'targetNotOne'],
    ['https://[2002:7f00:1::]/', 'targetNotOne'],
    ['file:///etc/passwd', 'targetMalformed'],
    ['https://name:word@example.org/', 'targetMalformed'],
    ['not an address', 'targetMalformed'],
  ])('%s: %s', (url, refusal) => {
    expect(refusalOfUrl(url, OFFICE)).toBe(refusal)
  })

  it('is outside only, and by https only, for what anybody may name', () => {
    expect(refusalOfUrl('https://192.168.1.5/', OUTSIDE)).toBe('targetPrivate')
    expect(refusalOfUrl('https://100.64.0.1/', OUTSIDE)).toBe('targetPrivate')
    expect(refusalOfUrl('http://push.example.org/', OUTSIDE)).toBe('targetOpenHttp')
    expect(refusalOfUrl('https://push.example.org/', OUTSIDE)).toBeUndefined()
  })

  it('is judged by what a name resolves to when it is sent', async () => {
    const resolved = (policy: TargetPolicy) =>
      new Promise<Error | LookupAddress[] | string>((resolve) =>
        guardedLookup('https:', policy)('localhost', { all: true }, (error, found) =>
          resolve(error ?? found),
        ),
      )
    expect(await resolved(OFFICE)).toMatchObject({ refusal: 'targetLoopback' })
    expect(await resolved(OFFICE)).toBeInstanceOf(RefusedTarget)
    expect(await resolved({ ...OFFICE, allowsLoopback: true })).toContainEqual({
      address: '127.0.0.1',
      family: 4,
    })
  })
})
