/**
 * How often a sign-in may be tried before anything is looked up: by the address it comes from, then by all together,
 * so generously that one attacker cannot use up everybody's. What an account allows is kept in the database.
 */
import { isIPv4, isIPv6 } from 'node:net'
import { AttemptLimit } from './attemptLimit.ts'
import { NameWaits } from './nameWaits.ts'

const KEYS_REMEMBERED = 10_000
const V4_IN_V6 = /^::ffff:(?=\d+\.)/i
/** One household or office has that much of an IPv6 address: 64 of 128 bits. */
const GROUPS_OF_A_NETWORK = 4

/** What counts as one client: an IPv4 address, or the network of an IPv6 one. */
export function clientOf(address: string): string {
  const plain = address.replace(V4_IN_V6, '')
  if (isIPv4(plain) || !isIPv6(plain)) return plain
  const [before = '', after] = plain.replace(/%.*$/, '').split('::')
  const head = before === '' ? [] : before.split(':')
  const tail = after === undefined || after === '' ? [] : after.split(':')
  const zeros = after === undefined ? 0 : 8 - head.length - tail.length
  const groups = [...head, ...Array<string>(Math.max(0, zeros)).fill('0'), ...tail]
  return groups
    .slice(0, GROUPS_OF_A_NETWORK)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')
}

export class SignInLimits {
  /** Wrong tries alone use these up: an office of many behind one address may sign in at eight o'clock. */
  private readonly byClient = new AttemptLimit({
    atOnce: 30,
    secondsForOneMore: 10,
    keysRemembered: KEYS_REMEMBERED,
  })
  private readonly together = new AttemptLimit({ atOnce: 600, secondsForOneMore: 0.1, keysRemembered: 1 })
  readonly unknownNames = new NameWaits(KEYS_REMEMBERED)

  /** Takes one attempt of an address; false while it has to wait. What an address has used up costs the others none. */
  take(address: string): boolean {
    const client = clientOf(address)
    if (!this.byClient.take(client)) return false
    if (this.together.take('')) return true
    this.byClient.giveBack(client)
    return false
  }

  /** The password was right: the address has guessed nothing. */
  giveBack(address: string): void {
    this.byClient.giveBack(clientOf(address))
  }
}
