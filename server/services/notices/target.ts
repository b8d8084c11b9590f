/**
 * Where the server may send to. An address that somebody types makes the server itself knock at a door (SSRF): so never
 * at this machine, never at the network's own devices (link-local, where clouds keep their keys), and without TLS only
 * inside a closed network. The name is judged by what it resolves to at the moment of sending, and that very address
 * is connected to, so that a name cannot change its meaning in between.
 */
import { lookup as lookUp } from 'node:dns'
import { networkInterfaces } from 'node:os'
import { BlockList, isIP, isIPv6, type LookupFunction } from 'node:net'

/** Keys of the catalogue. */
export type TargetRefusal =
  | 'targetMalformed'
  | 'targetLoopback'
  | 'targetLinkLocal'
  | 'targetNotOne'
  | 'targetOpenHttp'
  | 'targetPrivate'

export interface TargetPolicy {
  /** Set in the environment: for a receiver on the same machine. */
  allowsLoopback: boolean
  /** Whether addresses inside a closed network are good: those an administrator sets are, those of browsers are not. */
  allowsPrivate: boolean
}

const listOf = (...nets: readonly [address: string, bits: number][]): BlockList => {
  const list = new BlockList()
  for (const [address, bits] of nets) list.addSubnet(address, bits, isIPv6(address) ? 'ipv6' : 'ipv4')
  return list
}
const LOOPBACK = listOf(['127.0.0.0', 8], ['0.0.0.0', 8], ['::1', 128], ['::', 128])
/** With the addresses at which clouds keep their keys, wherever they put them. */
const LINK_LOCAL = listOf(
  ['169.254.0.0', 16],
  ['fe80::', 10],
  ['100.100.100.200', 32],
  ['fd00:ec2::254', 128],
  ['192.0.0.0', 24],
)
const NOT_ONE = listOf(['198.18.0.0', 15], ['224.0.0.0', 4], ['240.0.0.0', 4], ['ff00::', 8])
const PRIVATE = listOf(
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['100.64.0.0', 10],
  ['fc00::', 7],
)
/** Prefixes of IPv6 that carry an IPv4 address to somewhere else. */
const CARRIERS = listOf(['64:ff9b::', 96], ['64:ff9b:1::', 48], ['2002::', 16], ['2001::', 32])

/** An IPv4 address written as an IPv6 one is the IPv4 address. */
const plain = (address: string): string => {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)
  if (mapped) return mapped[1]!
  const hex = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/i.exec(address)
  if (!hex) return address
  const [high, low] = [parseInt(hex[1]!, 16), parseInt(hex[2]!, 16)]
  return [high >> 8, high & 255, low >> 8, low & 255].join('.')
}

/** One of this machine's own, on whatever network. */
const isOwn = (address: string): boolean =>
  Object.values(networkInterfaces()).some((list) => list?.some((own) => own.address === address))

/** @returns why nothing is sent to this IP address; undefined when it may be */
export function refusalOfAddress(
  given: string,
  protocol: string,
  policy: TargetPolicy,
): TargetRefusal | undefined {
  const address = plain(given)
  const family = isIPv6(address) ? 'ipv6' : 'ipv4'
  const isIn = (list: BlockList): boolean => list.check(address, family)
  if (isIn(LOOPBACK) || isOwn(address)) return policy.allowsLoopback ? undefined : 'targetLoopback'
  if (isIn(LINK_LOCAL)) return 'targetLinkLocal'
  if (isIn(NOT_ONE) || (family === 'ipv6' && isIn(CARRIERS))) return 'targetNotOne'
  if (isIn(PRIVATE)) return policy.allowsPrivate ? undefined : 'targetPrivate'
  return protocol === 'http:' ? 'targetOpenHttp' : undefined
}

const bare = (hostname: string): string => hostname.replace(/^\[|\]$/g, '')

/** What can be said of an address before its name is resolved. */
export function refusalOfUrl(text: string, policy: TargetPolicy): TargetRefusal | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (
    !url ||
    !/^https?:$/.test(url.protocol) ||
    url.username !== '' ||
    url.password !== '' ||
    url.hash !== ''
  )
    return 'targetMalformed'
  const host = bare(url.hostname)
  if (isIP(host) !== 0) return refusalOfAddress(host, url.protocol, policy)
  if (/(^|\.)localhost\.?$/i.test(host)) return policy.allowsLoopback ? undefined : 'targetLoopback'
  // Where addresses inside are not good, no name leads to one.
  return url.protocol === 'http:' && !policy.allowsPrivate ? 'targetOpenHttp' : undefined
}

export class RefusedTarget extends Error {
  constructor(readonly refusal: TargetRefusal) {
    super(refusal)
  }
}

/** Resolves a name for a connection; fails with `RefusedTarget` where any of its addresses is refused. */
export function guardedLookup(protocol: string, policy: TargetPolicy): LookupFunction {
  return (hostname, options, done) => {
    lookUp(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, '', 0)
      for (const { address } of addresses) {
        const refusal = refusalOfAddress(address, protocol, policy)
        if (refusal) return done(new RefusedTarget(refusal), '', 0)
      }
      if (options.all) return done(null, addresses)
      const first = addresses[0]!
      return done(null, first.address, first.family)
    })
  }
}
