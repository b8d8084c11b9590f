/**
 * From a file's own system to stored coordinates: WGS 84 longitude, latitude, quantised to 1e-7 degree.
 * CGCS2000 and WGS 84 are centimetres apart and count as one.
 */
import proj4 from 'proj4'
import { quantise } from '../../../shared/geo/quantise.ts'
import type { CrsName } from '../readers/types.ts'
import { crsDefinition } from './definitions.ts'
import { bd09ToWgs84, gcj02ToWgs84 } from './shiftedSystems.ts'

/** x, y of the file in; longitude, latitude out. Not finite where the system has no answer. */
export type Transform = (x: number, y: number) => [lon: number, lat: number]

const NOWHERE: [number, number] = [Number.NaN, Number.NaN]

const quantised =
  (inner: Transform): Transform =>
  (x, y) => {
    if (!Number.isFinite(x) || !Number.isFinite(y)) return NOWHERE
    const [lon, lat] = inner(x, y)
    return Number.isFinite(lon) && Number.isFinite(lat) ? [quantise(lon), quantise(lat)] : NOWHERE
  }

/**
 * @param crs  a name that `crsDefinition` knows
 * @throws RangeError when it is not known
 */
export function makeTransform(crs: CrsName): Transform {
  if (crs === 'EPSG:4326' || crs === 'EPSG:4490') return quantised((x, y) => [x, y])
  if (crs === 'gcj02') return quantised(gcj02ToWgs84)
  if (crs === 'bd09') return quantised(bd09ToWgs84)
  const definition = crsDefinition(crs)
  if (!definition?.proj4) throw new RangeError(`unknown coordinate system: ${crs}`)
  const converter = proj4(definition.proj4, 'EPSG:4326')
  const wrapped = (lon: number): number => (lon > 180 ? lon - 360 : lon < -180 ? lon + 360 : lon)
  return quantised((x, y) => {
    try {
      const [lon, lat] = converter.forward([x, y]) as [number, number]
      // a grid may go on beyond 180°: the same place has its longitude on the other side
      return [definition.isGeographic ? lon : wrapped(lon), lat]
    } catch {
      return NOWHERE
    }
  })
}
