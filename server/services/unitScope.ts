/** Turns the unit of a list's question into the path that its rows lie below. */
import type { App } from '../app/app.ts'
import { unitOrRefuse } from './unitPanel.ts'

/** @returns undefined when no unit is asked for @throws Refusal `unit.unknown` */
export async function pathOfUnit(
  app: App,
  code: string | undefined,
  day: string,
): Promise<string | undefined> {
  if (code === undefined) return undefined
  return unitOrRefuse(await app.snapshots.at(day), code).path
}
