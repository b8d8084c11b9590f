/** From parsed units to boundary versions: parents, paths, repair, check, takeover. Used by imports and the demo. */
import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import type { TopologyFinding } from '../../shared/domain/importing.ts'
import { type UnitLevel, levelRank } from '../../shared/domain/levels.ts'
import type { App } from '../app/app.ts'
import { transaction } from '../db/database.ts'
import { type Queryable, run, sql } from '../db/sql.ts'
import {
  type EndedUnit,
  type StagedUnit,
  type UnitMergeCounts,
  endUnits,
  knownUnits,
  mergeStagedUnits,
  missingTopUnits,
  missingUnits,
  repairStagedUnits,
  stageUnits,
  stagedGaps,
  stagedOverlaps,
  stagedParentMismatch,
  uniteChildren,
} from '../db/unitStaging.ts'
import { asGeometry } from '../ingest/importers/importer.ts'
import { type ResolvedUnits, resolveParents } from '../ingest/importers/parentUnits.ts'
import type { UnitRecord } from '../ingest/importers/units.ts'
import type { JobControl } from '../jobs/jobs.ts'
import { announce } from '../live/events.ts'

type Finding = z.infer<typeof TopologyFinding>

const STAGED_AT_ONCE = 200
/** Below this a difference from the parent is the rounding of coordinates. */
const SMALLEST_MISMATCH_M2 = 0.01

export interface PreparedUnits {
  importKey: string
  resolved: ResolvedUnits
  /** Units that have had another level: a code stays at its level. */
  moved: { unit: UnitRecord; knownLevel: UnitLevel }[]
  findings: Finding[]
  /** In force and not in the file: they end on this day. */
  ended: EndedUnit[]
  /** Without a parent and not in the file: they stay, as nobody said that they end. */
  keptTop: EndedUnit[]
  endsOn: string | null
}

interface Position {
  path: string
  streetCode: string
}

/** Paths of all units of the import, from what they stand below. */
function positionsOf(
  units: readonly { code: string; level: string; parent: string | null }[],
  known: ReadonlyMap<string, Position>,
): Map<string, Position> {
  const byCode = new Map(units.map((unit) => [unit.code, unit]))
  const positions = new Map<string, Position>()
  const positionOf = (code: string): Position | undefined => {
    const done = positions.get(code)
    if (done) return done
    const unit = byCode.get(code)
    if (!unit) return known.get(code)
    const above = unit.parent === null ? undefined : positionOf(unit.parent)
    const position = {
      path: `${above?.path ?? '/'}${code}/`,
      streetCode: above?.streetCode ?? (unit.level === 'street' ? code : ''),
    }
    positions.set(code, position)
    return position
  }
  for (const unit of units) positionOf(unit.code)
  return positions
}

const toStaged = (
  unit: {
    rowNumber: number
    code: string
    name: string
    level: string
    kind: string
    validFrom: string
    validTo?: string | null
  },
  parent: string | null,
  position: Position,
  contentHash: string,
  boundary: string | null,
): StagedUnit => ({
  rowNumber: unit.rowNumber,
  code: unit.code,
  name: unit.name,
  level: unit.level,
  parent,
  kind: unit.kind,
  path: position.path,
  streetCode: position.streetCode,
  validFrom: unit.validFrom,
  validTo: unit.validTo ?? null,
  contentHash,
  boundary,
})

/** Stages units and their made parents, repairs them and, when asked, checks the partition. Changes nothing yet. */
export async function prepareUnits(
  app: App,
  units: readonly UnitRecord[],
  options: {
    isChecked: boolean
    control?: JobControl
    /** Units of the same levels and parents that are not among these end on this day. */
    endMissingOn?: string
    /** Also such without a parent. */
    endsTop?: boolean
  },
): Promise<PreparedUnits> {
  const on = app.db.pool
  const importKey = randomUUID()
  const known = await knownUnits(on)
  const levels = new Map(known.map(({ code, level }) => [code, level]))
  const moved = units.flatMap((unit) => {
    const knownLevel = levels.get(unit.code) ?? unit.level
    return knownLevel === unit.level ? [] : [{ unit, knownLevel }]
  })
  const steady = units.filter(({ code, level }) => (levels.get(code) ?? level) === level)
  const resolved = resolveParents(steady, known)
  const orphans = new Set(resolved.orphans.map(({ code }) => code))
  const usable = steady.filter(({ code }) => !orphans.has(code))
  const hashes = new Map(
    usable.map((unit) => [
      unit.code,
      app.vault.fingerprint([unit.name, unit.level, unit.kind, asGeometry(unit.boundary)]),
    ]),
  )
  const earliest = usable.reduce((day, unit) => (unit.validFrom < day ? unit.validFrom : day), '9999-12-31')
  const made = resolved.made.map((parent) => ({
    ...parent,
    rowNumber: 0,
    kind: 'ordinary',
    validFrom: earliest,
  }))
  const positions = positionsOf(
    [
      ...made.map(({ code, level }) => ({ code, level, parent: null })),
      ...usable.map(({ code, level }) => ({ code, level, parent: resolved.parentOf.get(code) ?? null })),
    ],
    new Map(known.map((unit) => [unit.code, unit])),
  )
  const staged = usable
    .map((unit) =>
      toStaged(
        unit,
        resolved.parentOf.get(unit.code) ?? null,
        positions.get(unit.code)!,
        hashes.get(unit.code)!,
        asGeometry(unit.boundary),
      ),
    )
    .concat(
      made.map((parent) =>
        toStaged(
          parent,
          null,
          positions.get(parent.code)!,
          app.vault.fingerprint([parent.name, ...parent.children.map((child) => hashes.get(child) ?? '')]),
          null,
        ),
      ),
    )
  for (let start = 0; start < staged.length; start += STAGED_AT_ONCE) {
    options.control?.progress('job.staging', start, staged.length)
    await stageUnits(on, importKey, staged.slice(start, start + STAGED_AT_ONCE))
  }
  const endsOn = options.endMissingOn ?? null
  const ended = endsOn === null ? [] : await missingUnits(on, importKey, endsOn, options.endsTop === true)
  const keptTop =
    endsOn === null || options.endsTop === true ? [] : await missingTopUnits(on, importKey, endsOn)
  const findings = options.isChecked ? await repairStagedUnits(on, importKey) : []
  for (const [index, parent] of made.entries()) {
    options.control?.progress('job.uniting', index, made.length)
    await uniteChildren(on, importKey, parent.code)
  }
  if (options.isChecked)
    findings.push(...(await checkPartition(on, importKey, usable, ended, options.control)))
  return { importKey, resolved, moved, findings, ended, keptTop, endsOn }
}

async function checkPartition(
  on: Queryable,
  importKey: string,
  units: readonly UnitRecord[],
  ended: readonly EndedUnit[],
  control: JobControl | undefined,
): Promise<Finding[]> {
  const findings: Finding[] = []
  const gone = ended.map(({ code }) => code)
  const levels = [...new Set(units.map(({ level }) => level))].sort((a, b) => levelRank(a) - levelRank(b))
  let done = 0
  for (const level of levels) {
    for await (const found of stagedOverlaps(on, importKey, level, gone)) {
      if (control?.signal.aborted) return findings
      control?.progress('job.checkingOverlaps', done++)
      findings.push(...found)
    }
    control?.progress('job.checkingGaps', 0)
    findings.push(...(await stagedGaps(on, importKey, level, gone)))
  }
  findings.push(...(await stagedParentMismatch(on, importKey, SMALLEST_MISMATCH_M2, gone)))
  return findings.sort((a, b) => b.areaSquareMeters - a.areaSquareMeters)
}

/** Takes prepared units over, in one transaction with whatever else belongs to it. */
export async function acceptUnits(
  app: App,
  prepared: PreparedUnits,
  alongside: (tx: Queryable) => Promise<void> = async () => undefined,
): Promise<UnitMergeCounts> {
  return transaction(app.db, async (tx) => {
    const { ended, endsOn } = prepared
    if (endsOn !== null)
      await endUnits(
        tx,
        ended.map(({ code }) => code),
        endsOn,
      )
    const counts = await mergeStagedUnits(tx, prepared.importKey)
    await alongside(tx)
    await announce(tx, 'units', counts.added + counts.changed + ended.length)
    return counts
  })
}

export const dropPrepared = (app: App, prepared: PreparedUnits): Promise<number> =>
  run(app.db.pool, sql`delete from unit_staging where import_key = ${prepared.importKey}`)
