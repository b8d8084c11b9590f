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
import { parseRecords } from '../services/stageRecords.ts'
import { madeAhead } from './madeAhead.ts'

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

export interface DemoRows {
  town: Town
  rows: Record<DemoKind, Iterable<StagedRow>>
  /** What was done with the issues, once their rows have been taken. */
  histories: () => Iterable<TownHistory>
}

export const makeDemoTown = ({ seed, size, today: day }: DemoOptions): Town =>
  generateTown({ seed, size, today: day ?? today() })

/** Rows made one by one as they are stored: a district holds more of them than should lie in memory. */
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
    histories: () => town.histories(stepped),
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

/** The same, made ahead while the database opens and stores: residents' names and numbers take long to seal. */
export function demoRowsAhead(town: Town, vault: Vault): DemoRows {
  const { rows, histories } = demoRows(town, vault)
  return {
    town,
    rows: {
      buildings: madeAhead(rows.buildings),
      facilities: madeAhead(rows.facilities),
      issues: madeAhead(rows.issues),
      residents: madeAhead(rows.residents),
    },
    histories,
  }
}
