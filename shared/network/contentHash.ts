/**
 * SHA-256 of bytes, at once and without anything of the platform, so that browser, worker and server name a network
 * alike. Source: FIPS 180-4.
 */
const ROUND = new Uint32Array(64)
const START = new Uint32Array(8)

/** The first 32 bits of the fractions of the roots of the first primes. */
function fractionBits(root: number): number {
  return Math.floor((root - Math.floor(root)) * 2 ** 32)
}
for (let prime = 2, found = 0; found < 64; prime++) {
  let isPrime = true
  for (let d = 2; d * d <= prime; d++) if (prime % d === 0) isPrime = false
  if (!isPrime) continue
  if (found < 8) START[found] = fractionBits(Math.sqrt(prime))
  ROUND[found++] = fractionBits(Math.cbrt(prime))
}

function addBlock(state: Uint32Array, block: DataView, offset: number, words: Int32Array): void {
  for (let i = 0; i < 16; i++) words[i] = block.getInt32(offset + 4 * i)
  for (let i = 16; i < 64; i++) {
    const x = words[i - 15]!
    const y = words[i - 2]!
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3)
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10)
    words[i] = (words[i - 16]! + s0 + words[i - 7]! + s1) | 0
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  for (let i = 0; i < 64; i++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + ROUND[i]! + words[i]!) | 0
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + t1) | 0
    d = c
    c = b
    b = a
    a = (t1 + t2) | 0
  }
  const sums = [a, b, c, d, e, f, g, h]
  for (let i = 0; i < 8; i++) state[i] = state[i]! + sums[i]!
}

/** @returns 64 lower-case hexadecimal digits */
export function contentHash(bytes: Uint8Array): string {
  const state = START.slice()
  const words = new Int32Array(64)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const whole = bytes.length - (bytes.length % 64)
  for (let offset = 0; offset < whole; offset += 64) addBlock(state, view, offset, words)
  const rest = bytes.length - whole
  const tail = new Uint8Array(rest < 56 ? 64 : 128)
  tail.set(bytes.subarray(whole))
  tail[rest] = 0x80
  const tailView = new DataView(tail.buffer)
  tailView.setUint32(tail.length - 8, Math.floor(bytes.length / 2 ** 29))
  tailView.setUint32(tail.length - 4, (bytes.length * 8) % 2 ** 32)
  for (let offset = 0; offset < tail.length; offset += 64) addBlock(state, tailView, offset, words)
  return [...state].map((word) => word.toString(16).padStart(8, '0')).join('')
}
