/** Writes OpenStreetMap PBF files of any size from a counter: blocks of a street raster, each place and way new. */
import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { PbfWriter } from 'pbf'

const NODES_A_BLOCK = 8_000
/** Every so many nodes one way of this length; every tenth of them can be walked, as in a town with its houses. */
const NODES_A_WAY = 8
const WALKABLE_EVERY = 10
const STEP = 1_000

const zigzag = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value)

/** Differences, as the format keeps ids and places. */
function packedDeltas(pbf: PbfWriter, field: number, values: readonly number[]): void {
  pbf.writeMessage(
    field,
    (list, out) => {
      let before = 0
      for (const value of list) {
        out.writeVarint(zigzag(value - before))
        before = value
      }
    },
    values,
  )
}

const strings = ['', 'highway', 'residential', 'building', 'yes']

function primitiveBlock(block: number): Uint8Array {
  const ids = Array.from({ length: NODES_A_BLOCK }, (_, i) => block * NODES_A_BLOCK + i + 1)
  const perRow = 30_000
  const lats = ids.map((id) => 300_000_000 + Math.floor(id / perRow) * STEP)
  const lons = ids.map((id) => 1_140_000_000 + (id % perRow) * STEP)
  const pbf = new PbfWriter()
  pbf.writeMessage(
    1,
    (list, out) => {
      for (const text of list) out.writeBytesField(1, new TextEncoder().encode(text))
    },
    strings,
  )
  pbf.writeMessage(
    2,
    (_, group) => {
      group.writeMessage(
        2,
        (_nodes, dense) => {
          packedDeltas(dense, 1, ids)
          packedDeltas(dense, 8, lats)
          packedDeltas(dense, 9, lons)
        },
        null,
      )
    },
    null,
  )
  pbf.writeMessage(
    2,
    (_, group) => {
      for (let at = 0; at < NODES_A_BLOCK; at += NODES_A_WAY) {
        const own = ids.slice(at, at + NODES_A_WAY)
        const isWalked = (at / NODES_A_WAY) % WALKABLE_EVERY === 0
        // streets go on to the next street, houses are closed
        const refs = [...own, isWalked ? own[0]! + NODES_A_WAY * WALKABLE_EVERY : own[0]!]
        group.writeMessage(
          3,
          (_way, way) => {
            way.writeVarintField(1, refs[0]!)
            way.writePackedVarint(2, [isWalked ? 1 : 3])
            way.writePackedVarint(3, [isWalked ? 2 : 4])
            packedDeltas(way, 8, refs)
          },
          null,
        )
      }
    },
    null,
  )
  return pbf.finish()
}

/** A blob with its head; left unpacked, so that the size of the file is its content. */
function blob(type: string, content: Uint8Array): Buffer {
  const body = new PbfWriter()
  body.writeBytesField(1, content)
  const bytes = body.finish()
  const head = new PbfWriter()
  head.writeStringField(1, type)
  head.writeVarintField(3, bytes.length)
  const headBytes = head.finish()
  const length = Buffer.alloc(4)
  length.writeUInt32BE(headBytes.length)
  return Buffer.concat([length, headBytes, bytes])
}

/** @returns how many nodes were written */
export async function writePbf(path: string, bytes: number): Promise<number> {
  const out = createWriteStream(path)
  const head = new PbfWriter()
  for (const feature of ['OsmSchema-V0.6', 'DenseNodes']) head.writeStringField(4, feature)
  let written = 0
  let blocks = 0
  const put = async (piece: Buffer): Promise<void> => {
    written += piece.length
    if (!out.write(piece)) await once(out, 'drain')
  }
  await put(blob('OSMHeader', head.finish()))
  while (written < bytes) await put(blob('OSMData', primitiveBlock(blocks++)))
  out.end()
  await once(out, 'finish')
  return blocks * NODES_A_BLOCK
}
