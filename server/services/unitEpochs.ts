/** The partitions of the past and of today, ready to be asked where a point lies. */
import type { MultiPolygon } from 'geojson'
import { PointLocator } from '../../shared/coverage/pointLocator.ts'
import { type UnitLevel, levelRank } from '../../shared/domain/levels.ts'
import type { Epoch } from '../../shared/domain/linkIntervals.ts'
import type { Database } from '../db/database.ts'
import { type Queryable, rows, sql } from '../db/sql.ts'
import { newestOfKind } from '../live/events.ts'

export interface LinkedUnit {
  code: string
  path: string
  streetCode: string
}

interface VersionRow extends LinkedUnit {
  name: string
  level: UnitLevel
  validFrom: string
  validTo: string | null
  boundary: string
}

export interface UnitEpochs {
  epochs: Epoch<LinkedUnit>[]
  /** Of all dates. */
  names: { code: string; name: string }[]
}

function epochOf(
  from: string,
  versions: VersionRow[],
  boundaries: Map<VersionRow, MultiPolygon>,
): Epoch<LinkedUnit> {
  const inForce = versions
    .filter((version) => version.validFrom <= from && (version.validTo === null || version.validTo > from))
    .sort((a, b) => (a.code < b.code ? -1 : 1))
  const levels = [...new Set(inForce.map(({ level }) => level))].sort((a, b) => levelRank(b) - levelRank(a))
  const locators = levels.map((level) => {
    const units = inForce.filter((version) => version.level === level)
    return { units, locator: new PointLocator(units.map((unit) => boundaries.get(unit)!)) }
  })
  return {
    from,
    locate(lon, lat) {
      for (const { units, locator } of locators) {
        const face = locator.locate(lon, lat)
        if (face >= 0) return units[face]!
      }
      return null
    },
  }
}

/** @param until  the newest day to look at; boundaries that begin later are linked on their day */
export async function readUnitEpochs(on: Queryable, until: string): Promise<UnitEpochs> {
  const versions = await rows<VersionRow>(
    on,
    sql`select unit_code as code, path, street_code as "streetCode", name, level, valid_from as "validFrom",
      valid_to as "validTo", st_asgeojson(boundary, 7) as boundary from unit_version where valid_from <= ${until}::date`,
  )
  const boundaries = new Map(
    versions.map((version) => [version, JSON.parse(version.boundary) as MultiPolygon]),
  )
  const days = new Set<string>()
  for (const { validFrom, validTo } of versions) {
    days.add(validFrom)
    if (validTo !== null && validTo <= until) days.add(validTo)
  }
  return {
    epochs: [...days].sort().map((day) => epochOf(day, versions, boundaries)),
    names: versions.map(({ code, name }) => ({ code, name })),
  }
}

/** Keeps the partitions ready until units change or a day begins. */
export class EpochCache {
  private kept: { key: string; epochs: Promise<UnitEpochs> } | undefined

  constructor(private readonly db: Database) {}

  async until(day: string): Promise<UnitEpochs> {
    const key = `${day} ${await newestOfKind(this.db.pool, 'units')}`
    if (this.kept?.key === key) return this.kept.epochs
    const kept = { key, epochs: readUnitEpochs(this.db.pool, day) }
    this.kept = kept
    kept.epochs.catch(() => {
      if (this.kept === kept) this.kept = undefined
    })
    return kept.epochs
  }
}
