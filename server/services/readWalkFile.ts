/**
 * What a walking network is read from: an OpenStreetMap file, or the lines of any import format. Rows that cannot be
 * used are gathered; whoever asks decides whether the rest will do.
 */
import type { AxisOrder } from '../../shared/domain/importing.ts'
import { type LineFeature, sourceFromLines } from '../../shared/network/lineSource.ts'
import type { WalkSource } from '../../shared/network/walkSource.ts'
import { Refusal } from '../app/refusal.ts'
import { transformGeometry } from '../ingest/crs/transformGeometry.ts'
import { MemoryBudget } from '../ingest/osm/memoryBudget.ts'
import { readNetworkWays } from '../ingest/osm/networkWays.ts'
import { recogniseFile } from '../ingest/readers/recognise.ts'
import { openSource } from '../ingest/readers/openSource.ts'
import type { Fault, SourceLayer } from '../ingest/readers/types.ts'
import { isOsm } from './isOsm.ts'
import { transformFrom } from './transformFrom.ts'

const FAULTS_KEPT = 200
const PROGRESS_EVERY = 2_000

export interface WalkFile {
  source: WalkSource
  /** Ways or rows, faulty ones among them. */
  read: number
  faulty: number
  /** Of the first faulty rows. */
  faults: Fault[]
  crs: string
  encoding: string | null
  /** Doubts about the coordinates, as message keys. */
  warnings: string[]
}

export interface WalkFileOptions {
  /** `auto`, or a system by its name. */
  crs?: string
  axisOrder?: AxisOrder
  encoding?: string
  /** All layers with places when absent. */
  layer?: string
  /** What an OpenStreetMap file may hold in memory. Default: half of what there is. */
  megabytes?: number
  /** Called now and then with the rows read. */
  onRows?: (rows: number) => void
  signal?: AbortSignal
}

const isLine = ({ geometry }: LineFeature): boolean =>
  geometry?.type === 'LineString' || geometry?.type === 'MultiLineString'

/** @throws UnreadableFile; Refusal when there are no lines, or nobody knows where they lie */
export async function readWalkFile(
  path: string,
  file: string,
  options: WalkFileOptions = {},
): Promise<WalkFile> {
  const { crs: chosen = 'auto', axisOrder = 'auto', encoding, layer: wanted, onRows, signal } = options
  if (isOsm(await recogniseFile(path, file))) {
    const source = await readNetworkWays(path, file, new MemoryBudget(file, options.megabytes))
    const read = source.ways.length + source.areas.length
    return { source, read, faulty: 0, faults: [], crs: 'EPSG:4326', encoding: 'UTF-8', warnings: [] }
  }
  const opened = await openSource(path, file, { encoding, swapCoordinates: axisOrder === 'latlon' })
  try {
    const layers = opened.layers.filter(
      ({ name, geometryTypes }) => geometryTypes.length > 0 && (wanted === undefined || name === wanted),
    )
    if (wanted !== undefined && layers.length === 0)
      throw new Refusal('NOT_FOUND', 'import.layerUnknown', { layer: wanted })
    const found = { read: 0, faulty: 0, faults: [] as Fault[] }
    const features: LineFeature[] = []
    for (const layer of layers) {
      const crs = systemOf(layer, file, chosen, axisOrder)
      const transform = transformFrom(crs)
      for await (const row of layer.rows()) {
        if (signal?.aborted) throw new Refusal('CONFLICT', 'import.cancelled')
        if (++found.read % PROGRESS_EVERY === 0) onRows?.(found.read)
        const { geometry, faults } =
          'fault' in row
            ? { geometry: null, faults: [row.fault, ...(row.otherFaults ?? [])] }
            : transformGeometry(row.geometry, transform, { file, row: row.rowNumber, crs })
        if (faults.length > 0) {
          found.faulty++
          found.faults.push(...faults.slice(0, FAULTS_KEPT - found.faults.length))
        } else if (geometry && !('fault' in row))
          features.push({ id: row.rowNumber, geometry, properties: row.values })
      }
    }
    if (!features.some(isLine) && found.faulty === 0)
      throw new Refusal('BAD_REQUEST', 'network.noLines', { file })
    const [first] = layers
    return {
      source: sourceFromLines(features),
      ...found,
      crs: first ? systemOf(first, file, chosen, axisOrder) : 'EPSG:4326',
      encoding: first?.encoding ?? null,
      warnings: chosen === 'auto' ? layers.flatMap(({ crs: { warnings } }) => warnings) : [],
    }
  } finally {
    await opened.close()
  }
}

/** A network with its coordinates swapped lies in another country without a word: it is asked about first. */
function systemOf({ crs }: SourceLayer, file: string, chosen: string, axisOrder: AxisOrder): string {
  if (axisOrder === 'auto' && crs.warnings.includes('crs.warning.swapped'))
    throw new Refusal('BAD_REQUEST', 'network.swapped', { file })
  if (chosen !== 'auto') return chosen
  if (crs.crs === null) throw new Refusal('BAD_REQUEST', 'network.unknownCrs', { file })
  return crs.crs
}
