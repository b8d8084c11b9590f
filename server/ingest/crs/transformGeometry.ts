/**
 * A geometry of a file as it may be stored: two coordinates a position, WGS 84, every one finite and in range,
 * rings closed. What breaks a rule is told as a fault of its row, one of each kind; such a geometry is not given.
 */
import type { Geometry, Position } from 'geojson'
import type { FaultKey } from '../messages.ts'
import { makeFault } from '../readers/fault.ts'
import type { Fault } from '../readers/types.ts'
import type { Transform } from './makeTransform.ts'

export interface GeometryPlace {
  file: string
  row: number | null
  field?: string | null
  /** For the sentence of a failed conversion. */
  crs?: string
}

type Nested = Position | Nested[]

class Checker {
  readonly faults = new Map<FaultKey, string>()
  constructor(private readonly transform: Transform) {}

  fail(key: FaultKey, found: unknown): void {
    if (!this.faults.has(key)) this.faults.set(key, typeof found === 'string' ? found : JSON.stringify(found))
  }

  position(position: Position): Position {
    const [x, y] = position
    if (typeof x !== 'number' || typeof y !== 'number' || !Number.isFinite(x) || !Number.isFinite(y)) {
      this.fail('fault.expected.geometry.finite', `${x}, ${y}`)
      return [0, 0]
    }
    // beyond any system on earth, such as -1.8e308
    if (Math.abs(x) > 1e11 || Math.abs(y) > 1e11) {
      this.fail('fault.expected.geometry.finite', `${x}, ${y}`)
      return [0, 0]
    }
    const [lon, lat] = this.transform(x, y)
    if (Number.isNaN(lon) || Number.isNaN(lat)) this.fail('fault.expected.geometry.convertible', `${x}, ${y}`)
    else if (Math.abs(lon) > 180 || Math.abs(lat) > 90)
      this.fail('fault.expected.geometry.inRange', `${x}, ${y}`)
    return [lon, lat]
  }

  /** Positions that follow each other on a line or ring. */
  path(path: Position[]): Position[] {
    const out = path.map((position) => this.position(position))
    for (let i = 1; i < out.length; i++)
      if (Math.abs(out[i]![0]! - out[i - 1]![0]!) > 180)
        this.fail('fault.expected.geometry.antimeridian', [out[i - 1], out[i]])
    return out
  }

  line(path: Position[]): Position[] {
    if (path.length < 2) this.fail('fault.expected.geometry.lineOfTwo', String(path.length))
    return this.path(path)
  }

  ring(path: Position[]): Position[] {
    const [first, last] = [path[0], path.at(-1)]
    const isClosed = first !== undefined && last !== undefined && first[0] === last[0] && first[1] === last[1]
    if (!isClosed) this.fail('fault.expected.geometry.closedRing', [first, last])
    else if (path.length < 4) this.fail('fault.expected.geometry.ringOfFour', String(path.length))
    return this.path(path)
  }

  point(position: Position): Position {
    if (position[0] === 0 && position[1] === 0) this.fail('fault.expected.geometry.notZero', '0, 0')
    return this.position(position)
  }

  geometry(geometry: Geometry): Geometry {
    switch (geometry.type) {
      case 'Point':
        return { type: 'Point', coordinates: this.point(geometry.coordinates) }
      case 'MultiPoint':
        return { type: 'MultiPoint', coordinates: geometry.coordinates.map((p) => this.point(p)) }
      case 'LineString':
        return { type: 'LineString', coordinates: this.line(geometry.coordinates) }
      case 'MultiLineString':
        return { type: 'MultiLineString', coordinates: geometry.coordinates.map((l) => this.line(l)) }
      case 'Polygon':
        return { type: 'Polygon', coordinates: geometry.coordinates.map((r) => this.ring(r)) }
      case 'MultiPolygon':
        return {
          type: 'MultiPolygon',
          coordinates: geometry.coordinates.map((polygon) => polygon.map((r) => this.ring(r))),
        }
      case 'GeometryCollection':
        return {
          type: 'GeometryCollection',
          geometries: geometry.geometries.map((part) => this.geometry(part)),
        }
      default: {
        const unknown: { type: string } = geometry
        this.fail('fault.expected.geometry.known', unknown.type)
        return geometry
      }
    }
  }
}

const isEmpty = (geometry: Geometry): boolean =>
  geometry.type === 'GeometryCollection'
    ? geometry.geometries.every(isEmpty)
    : (geometry.coordinates as Nested[]).length === 0

/**
 * @param geometry  in the file's own system, Z and M allowed
 * @param transform  from `makeTransform`
 * @param place  file and row, for the faults
 * @returns the geometry to store, null when there is none or it has faults
 */
export function transformGeometry(
  geometry: Geometry | null,
  transform: Transform,
  place: GeometryPlace,
): { geometry: Geometry | null; faults: Fault[] } {
  if (!geometry || isEmpty(geometry)) return { geometry: null, faults: [] }
  const checker = new Checker(transform)
  let result: Geometry | null = null
  try {
    result = checker.geometry(geometry)
  } catch {
    checker.fail('fault.expected.geometry', geometry.type)
  }
  const faults = [...checker.faults].map(([key, found]) =>
    makeFault(
      place.file,
      place.row,
      place.field ?? 'geometry',
      found,
      key,
      place.crs ? { crs: place.crs } : undefined,
    ),
  )
  return { geometry: faults.length ? null : result, faults }
}
