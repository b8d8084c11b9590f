/** Turns the unit of a list's question into the path that its rows lie below. */
import type { App } from '../app/app.ts'
import { Refusal } from '../app/refusal.ts'
import type { UnitVersionRow } from '../db/units.ts'
import type { Snapshot } from './snapshot.ts'

/** The unit in force on the snapshot's day. @throws Refusal `unit.unknown` */
export function unitOrRefuse(snapshot: Snapshot, code: string): UnitVersionRow {
  const unit = snapshot.unitByCode.get(code)
  if (!unit) throw new Refusal('NOT_FOUND', 'unit.unknown', { code, day: snapshot.day })
  return unit
}

/** @returns undefined when no unit is asked for @throws Refusal `unit.unknown` */
export async function pathOfUnit(
  app: App,
  code: string | undefined,
  day: string,
): Promise<string | undefined> {
  if (code === undefined) return undefined
  return unitOrRefuse(await app.snapshots.at(day), code).path
}
