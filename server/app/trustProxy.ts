/**
 * Whose word on the client's address is believed: nobody's by default, as anybody can write an `X-Forwarded-For`.
 * Behind a proxy, its addresses are named; a mere number of proxies would believe whoever reaches the port directly.
 */
import { isIP } from 'node:net'

const LONGEST_PREFIX: Readonly<Record<number, number>> = { 4: 32, 6: 128 }

function isAddressOrRange(text: string): boolean {
  const [address, prefix, ...more] = text.split('/')
  const longest = LONGEST_PREFIX[isIP(address!)]
  if (longest === undefined || more.length > 0) return false
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= longest)
}

/**
 * @param text  addresses and ranges separated by commas; nothing means none
 * @throws Error when one is neither
 */
export function readTrustProxy(text: string | undefined): string[] | false {
  const parts = (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
  const wrong = parts.find((part) => !isAddressOrRange(part))
  if (wrong !== undefined)
    throw new Error(
      `QUARTERHOUR_TRUST_PROXY: found "${wrong}", expected addresses or ranges separated by commas, such as 10.0.0.2 or 10.0.0.0/24`,
    )
  return parts.length === 0 ? false : parts
}
