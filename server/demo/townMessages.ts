/** What the thread that makes the demo town says to the one that stores it; each message taken is answered by one. */
import type { TownHistory } from '../../geodata/town/types.ts'
import type { StagedRow } from '../db/staging.ts'
import type { DemoKind, TownPlan } from './demoRows.ts'

/** A list comes in batches and ends with null. */
export type TownMessage =
  | { kind: 'town'; town: TownPlan }
  | { kind: DemoKind; batch: StagedRow[] | null }
  | { kind: 'histories'; batch: TownHistory[] | null }

/** Made ahead and not taken yet, at most: the default town fits, a district waits. */
export const HELD_BATCHES = 40
