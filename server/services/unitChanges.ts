/** What changed in the boundaries on a day. Boundaries are for everybody who sees the map; people are not counted here. */
import { MOST_CHANGES, type UnitChanges } from '../../shared/domain/unitChanges.ts'
import type { App } from '../app/app.ts'
import { changesOn, isFirstDay, originsOn } from '../db/unitChanges.ts'

export async function unitChanges(app: App, day: string): Promise<UnitChanges> {
  const on = app.db.pool
  if (await isFirstDay(on, day)) return { day, isFirst: true, total: 0, changes: [] }
  const changes = await changesOn(on, day)
  const shown = changes.slice(0, MOST_CHANGES)
  const origins = await originsOn(
    on,
    day,
    shown.flatMap(({ code, kind }) => (kind === 'new' || kind === 'changed' ? [code] : [])),
  )
  return {
    day,
    isFirst: false,
    total: changes.length,
    changes: shown.map((change) => ({
      ...change,
      from: origins
        .filter(({ code }) => code === change.code)
        .map(({ from, name, areaShare }) => ({ code: from, name, areaShare })),
    })),
  }
}
