/** The demo town as rows for the importers. Pure reckoning: it can be done while the database is still opening. */
import { generateTown } from '../../geodata/town/generateTown.ts'
import { hasHistory } from '../../geodata/town/issueHistories.ts'
import type { Town, TownHistory, TownIssue } from '../../geodata/town/types.ts'
import { today } from '../../shared/domain/dates.ts'
import type { Vault } from '../access/vault.ts'
import type { StagedRow } from '../db/staging.ts'
import { buildingImporter } from '../ingest/importers/buildings.ts'
import { facilityImporter } from '../ingest/importers/facilities.ts'
import type { RowImporter } from '../ingest/importers/importer.ts'
import { issueImporter } from '../ingest/importers/issues.ts'
import { residentImporter } from '../ingest/importers/residents.ts'
import { type Batches, parseRecords } from '../services/stageRecords.ts'

export interface DemoOptions {
  size: 'town' | 'district'
  seed: number
  today?: string
}

export const DEMO_SOURCE = 'demo town'

export const DEMO_KINDS = ['buildings', 'facilities', 'issues', 'residents'] as const
export type DemoKind = (typeof DEMO_KINDS)[number]

export const DEMO_IMPORTERS: Readonly<Record<DemoKind, RowImporter>> = {
  buildings: buildingImporter,
  facilities: facilityImporter,
  issues: issueImporter,
  residents: residentImporter,
}

/** What of the town is there at once; its long lists come as rows. */
export type TownPlan = Omit<Town, 'issues' | 'residents' | 'histories'>

/** To be taken in the order of `DEMO_KINDS`, the histories after the issues. */
export interface DemoRows {
  town: TownPlan
  rows: Record<DemoKind, Batches<StagedRow>>
  /** What was done with the issues, once their rows have been taken. */
  histories: () => Batches<TownHistory>
}

const EVENTS_AT_ONCE = 4_000

export const makeDemoTown = ({ seed, size, today: day }: DemoOptions): Town =>
  generateTown({ seed, size, today: day ?? today() })

/** Rows made as they are stored: a district holds more of them than should lie in memory. */
export function demoRows(town: Town, vault: Vault): DemoRows {
  const source = { file: DEMO_SOURCE, date: town.options.today }
  const stepped: TownIssue[] = []
  const at = (location: readonly number[]) => ({ type: 'Point' as const, coordinates: [...location] })
  return {
    town,
    rows: {
      buildings: parseRecords(vault, {
        ...source,
        importer: DEMO_IMPORTERS.buildings,
        records: town.buildings,
        toRow: ({ footprint, entrance: _entrance, ...values }) => ({ values, geometry: footprint }),
      }),
      facilities: parseRecords(vault, {
        ...source,
        importer: DEMO_IMPORTERS.facilities,
        records: town.facilities,
        toRow: ({ location, ...values }) => ({ values, geometry: at(location) }),
      }),
      issues: parseRecords(vault, {
        ...source,
        importer: DEMO_IMPORTERS.issues,
        records: noting(town.issues(), stepped, (issue) => hasHistory(issue, town.options.today)),
        toRow: ({ location, ...values }) => ({ values, geometry: at(location) }),
      }),
      residents: parseRecords(vault, {
        ...source,
        importer: DEMO_IMPORTERS.residents,
        records: town.residents(),
        toRow: (values) => ({ values: { ...values }, geometry: null }),
      }),
    },
    histories: () => historyBatches(town.histories(stepped)),
  }
}

/** Passes everything on, and keeps some of it. */
function* noting<Value>(
  values: Iterable<Value>,
  kept: Value[],
  isKept: (value: Value) => boolean,
): Generator<Value> {
  for (const value of values) {
    if (isKept(value)) kept.push(value)
    yield value
  }
}

/** A few thousand events at a time. */
function* historyBatches(histories: Iterable<TownHistory>): Generator<TownHistory[]> {
  let batch: TownHistory[] = []
  let events = 0
  for (const history of histories) {
    batch.push(history)
    events += history.events.length
    if (events < EVENTS_AT_ONCE) continue
    yield batch
    batch = []
    events = 0
  }
  if (batch.length > 0) yield batch
}
