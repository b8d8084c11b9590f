/**
 * Well-known binary to GeoJSON, with GeoPackage's header before it. ISO and extended forms, either byte order;
 * Z and M are skipped. Counts are held against the bytes that are left, so that a damaged one allocates nothing.
 * Source: OGC 06-103r4 (WKB), OGC 12-128r19 (GeoPackage binary).
 */
import type { Geometry, Position } from 'geojson'

export interface WkbReading {
  geometry: Geometry | null
  hasHeights: boolean
}

/** The bytes are no geometry that we read; `kind` tells a known but curved type from damage. */
export class WkbProblem extends Error {
  constructor(
    readonly kind: 'damaged' | 'unknownType',
    message: string,
  ) {
    super(message)
    this.name = 'WkbProblem'
  }
}

class Reader {
  private at = 0
  private little = true
  private ordinates = 2
  hasHeights = false
  constructor(private readonly view: DataView) {}

  private uint32(): number {
    const value = this.view.getUint32(this.at, this.little)
    this.at += 4
    return value
  }

  /** A count whose items need at least so many bytes each. */
  private count(leastBytes: number): number {
    const count = this.uint32()
    if (count * leastBytes > this.view.byteLength - this.at)
      throw new WkbProblem('damaged', 'count beyond the end')
    return count
  }

  private position(): Position {
    const x = this.view.getFloat64(this.at, this.little)
    const y = this.view.getFloat64(this.at + 8, this.little)
    this.at += 8 * this.ordinates
    return [x, y]
  }

  private positions(): Position[] {
    return Array.from({ length: this.count(8 * this.ordinates) }, () => this.position())
  }

  private rings(): Position[][] {
    return Array.from({ length: this.count(4) }, () => this.positions())
  }

  private parts(): Geometry[] {
    return Array.from({ length: this.count(5) }, () => this.geometry()).filter((part) => part !== null)
  }

  geometry(depth = 0): Geometry | null {
    if (depth > 8) throw new WkbProblem('damaged', 'nested too deep')
    this.little = this.view.getUint8(this.at++) === 1
    const code = this.uint32()
    const iso = code & 0x0fffffff
    const hasZ = (code & 0x80000000) !== 0 || Math.floor(iso / 1000) % 2 === 1
    const hasM = (code & 0x40000000) !== 0 || Math.floor(iso / 1000) >= 2
    if ((code & 0x20000000) !== 0) this.at += 4
    this.ordinates = 2 + (hasZ ? 1 : 0) + (hasM ? 1 : 0)
    if (this.ordinates > 2) this.hasHeights = true
    switch (iso % 1000) {
      case 1: {
        const [x, y] = this.position() as [number, number]
        // an empty point is stored as NaN, NaN
        return Number.isNaN(x) && Number.isNaN(y) ? null : { type: 'Point', coordinates: [x, y] }
      }
      case 2:
        return { type: 'LineString', coordinates: this.positions() }
      case 3:
        return { type: 'Polygon', coordinates: this.rings() }
      case 4:
        return {
          type: 'MultiPoint',
          coordinates: this.parts().flatMap((part) => (part.type === 'Point' ? [part.coordinates] : [])),
        }
      case 5:
      case 11:
        return {
          type: 'MultiLineString',
          coordinates: this.parts().flatMap((part) => (part.type === 'LineString' ? [part.coordinates] : [])),
        }
      case 6:
      case 12:
        return {
          type: 'MultiPolygon',
          coordinates: this.parts().flatMap((part) => (part.type === 'Polygon' ? [part.coordinates] : [])),
        }
      case 7:
        return { type: 'GeometryCollection', geometries: this.parts() }
      default:
        throw new WkbProblem('unknownType', `geometry type ${iso}`)
    }
  }
}

/** @throws WkbProblem */
export function readWkb(bytes: Uint8Array): WkbReading {
  const reader = new Reader(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  try {
    return { geometry: reader.geometry(), hasHeights: reader.hasHeights }
  } catch (error) {
    if (error instanceof WkbProblem) throw error
    throw new WkbProblem('damaged', 'the bytes end too early')
  }
}

const ENVELOPE_BYTES = [0, 32, 48, 48, 64]

/** @throws WkbProblem */
export function readGeoPackageGeometry(blob: Uint8Array): WkbReading {
  if (blob.length < 8 || blob[0] !== 0x47 || blob[1] !== 0x50)
    throw new WkbProblem('damaged', 'not a GeoPackage geometry')
  const flags = blob[3]!
  const envelope = ENVELOPE_BYTES[(flags >> 1) & 7]
  if (envelope === undefined) throw new WkbProblem('damaged', 'unknown envelope')
  if (flags & 0x20) throw new WkbProblem('unknownType', 'extended geometry')
  if (flags & 0x10) return { geometry: null, hasHeights: false }
  return readWkb(blob.subarray(8 + envelope))
}
