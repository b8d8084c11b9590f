/**
 * The network as one file: a header, a table of sections, then the arrays as they stand in memory, little endian. The
 * same network gives the same bytes; the content hash over all of them is its name.
 *
 *   0  "QHWN"   4  version   8  section count   12  byte length of the file
 *   16  for each section: byte offset, byte length (Uint32 each); sections begin at multiples of 8
 */
import { contentHash } from './contentHash.ts'
import { type Gate, type NetworkParts, type WalkNetwork, withArcs } from './walkNetwork.ts'

const MAGIC = 0x4e574851
/** 2: with `edgeIncline`. Files of version 1 are read as level. */
const NETWORK_FILE_VERSION = 2

/** In the order of the file; new sections go to the end, with a new version. */
const SECTIONS = [
  ['nodeLon', Int32Array],
  ['nodeLat', Int32Array],
  ['edgeFrom', Uint32Array],
  ['edgeTo', Uint32Array],
  ['edgeLength', Uint32Array],
  ['edgeName', Uint32Array],
  ['edgeGate', Uint16Array],
  ['edgeFlags', Uint16Array],
  ['edgeKind', Uint8Array],
  ['edgeLevel', Int8Array],
  ['edgeCrossing', Uint8Array],
  ['vertexStart', Uint32Array],
  ['vertexLon', Int32Array],
  ['vertexLat', Int32Array],
  ['barrierStart', Uint32Array],
  ['barrierLon', Int32Array],
  ['barrierLat', Int32Array],
  ['barrierKind', Uint8Array],
  ['edgeIncline', Int8Array],
] as const
const ADDED_IN_VERSION_2 = 1
/** The arrays and, last, names, gates and origin as JSON. */
const SECTION_COUNT = SECTIONS.length + 1
const headerBytes = (sections: number): number => 16 + 8 * sections
const HEADER_BYTES = headerBytes(SECTION_COUNT)

interface Texts {
  names: string[]
  gates: Gate[]
  dataDate: string
  attribution: string
}

/** What is wrong with a file that is no network; the message names the place. */
export class NetworkFileError extends Error {
  override name = 'NetworkFileError'
}

const padded = (bytes: number): number => Math.ceil(bytes / 8) * 8

const isLittleEndian = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1

function requireLittleEndian(): void {
  if (!isLittleEndian)
    throw new NetworkFileError('this machine is big endian; network files are little endian')
}

export function encodeNetwork(network: WalkNetwork): Uint8Array {
  requireLittleEndian()
  const { names, gates, dataDate, attribution } = network
  const texts = new TextEncoder().encode(
    JSON.stringify({ names, gates, dataDate, attribution } satisfies Texts),
  )
  const parts = SECTIONS.map(([name]) => {
    const array = network[name]
    return new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
  })
  parts.push(texts)
  const total = parts.reduce((sum, part) => sum + padded(part.length), padded(HEADER_BYTES))
  const file = new Uint8Array(total)
  const view = new DataView(file.buffer)
  view.setUint32(0, MAGIC, true)
  view.setUint32(4, NETWORK_FILE_VERSION, true)
  view.setUint32(8, SECTION_COUNT, true)
  view.setUint32(12, total, true)
  let offset = padded(HEADER_BYTES)
  parts.forEach((part, i) => {
    view.setUint32(16 + 8 * i, offset, true)
    view.setUint32(20 + 8 * i, part.length, true)
    file.set(part, offset)
    offset += padded(part.length)
  })
  return file
}

/** The name of an encoded network: SHA-256 of its bytes. */
export const networkHash = (file: Uint8Array): string => contentHash(file)

/**
 * @throws NetworkFileError for anything that is not a whole network file of this version
 */
export function decodeNetwork(file: Uint8Array): WalkNetwork {
  requireLittleEndian()
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  if (file.length < 16)
    throw new NetworkFileError(`cut off: ${file.length} bytes, a header has ${HEADER_BYTES}`)
  if (view.getUint32(0, true) !== MAGIC)
    throw new NetworkFileError('not a network file: it does not begin with QHWN')
  const version = view.getUint32(4, true)
  if (version !== NETWORK_FILE_VERSION && version !== 1)
    throw new NetworkFileError(`version ${version}, expected ${NETWORK_FILE_VERSION}`)
  const sections = version === 1 ? SECTIONS.slice(0, -ADDED_IN_VERSION_2) : SECTIONS
  const header = headerBytes(sections.length + 1)
  if (file.length < header)
    throw new NetworkFileError(`cut off: ${file.length} bytes, a header has ${header}`)
  if (view.getUint32(8, true) !== sections.length + 1)
    throw new NetworkFileError(`${view.getUint32(8, true)} sections, expected ${sections.length + 1}`)
  if (view.getUint32(12, true) !== file.length)
    throw new NetworkFileError(`cut off: ${file.length} bytes of ${view.getUint32(12, true)}`)
  const bytesOf = (index: number): Uint8Array => {
    const [offset, length] = [view.getUint32(16 + 8 * index, true), view.getUint32(20 + 8 * index, true)]
    if (offset % 8 !== 0 || offset < header || offset + length > file.length)
      throw new NetworkFileError(`section ${index} lies outside the file`)
    // a copy of its own, aligned, that nobody else can change
    return file.slice(offset, offset + length)
  }
  const arrays: Record<string, unknown> = {}
  sections.forEach(([name, Type], index) => {
    const bytes = bytesOf(index)
    if (bytes.length % Type.BYTES_PER_ELEMENT !== 0)
      throw new NetworkFileError(`${name}: ${bytes.length} bytes do not divide by ${Type.BYTES_PER_ELEMENT}`)
    arrays[name] = new Type(bytes.buffer as ArrayBuffer)
  })
  let texts: Texts
  try {
    texts = JSON.parse(new TextDecoder().decode(bytesOf(sections.length))) as Texts
  } catch (cause) {
    throw new NetworkFileError('the names and gates cannot be read', { cause })
  }
  const parts = { ...arrays, ...texts } as NetworkParts
  if (version === 1) parts.edgeIncline = new Int8Array(parts.edgeFrom.length)
  checkSizes(parts)
  try {
    return withArcs(parts)
  } catch (cause) {
    throw new NetworkFileError(`an edge leads nowhere: ${(cause as Error).message}`, { cause })
  }
}

function checkSizes(parts: NetworkParts): void {
  const expectLength = (name: keyof NetworkParts, found: number, expected: number): void => {
    if (found !== expected) throw new NetworkFileError(`${name}: ${found} entries, expected ${expected}`)
  }
  const edges = parts.edgeFrom.length
  expectLength('nodeLat', parts.nodeLat.length, parts.nodeLon.length)
  for (const name of [
    'edgeTo',
    'edgeLength',
    'edgeName',
    'edgeGate',
    'edgeFlags',
    'edgeKind',
    'edgeLevel',
    'edgeIncline',
    'edgeCrossing',
  ] as const)
    expectLength(name, parts[name].length, edges)
  expectLength('vertexStart', parts.vertexStart.length, edges + 1)
  expectLength('vertexLon', parts.vertexLon.length, parts.vertexStart[edges]!)
  expectLength('vertexLat', parts.vertexLat.length, parts.vertexStart[edges]!)
  const lines = parts.barrierKind.length
  expectLength('barrierStart', parts.barrierStart.length, lines + 1)
  expectLength('barrierLon', parts.barrierLon.length, parts.barrierStart[lines]!)
  expectLength('barrierLat', parts.barrierLat.length, parts.barrierStart[lines]!)
  for (const starts of [parts.vertexStart, parts.barrierStart])
    for (let i = 1; i < starts.length; i++)
      if (starts[i]! < starts[i - 1]!) throw new NetworkFileError('a list of starts goes back')
  const { names, gates } = parts
  if (!Array.isArray(names) || !Array.isArray(gates)) throw new NetworkFileError('names or gates are missing')
  for (let e = 0; e < edges; e++) {
    if (parts.edgeName[e]! >= names.length)
      throw new NetworkFileError(`edge ${e}: name ${parts.edgeName[e]!} of ${names.length}`)
    if (parts.edgeGate[e] !== 0xffff && parts.edgeGate[e]! >= gates.length)
      throw new NetworkFileError(`edge ${e}: gate ${parts.edgeGate[e]!} of ${gates.length}`)
  }
}
