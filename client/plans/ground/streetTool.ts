/** A grid parted along a street: the street under the pointer lights up as the cut, a click makes it. */
import { ringsOf } from '../../../shared/coverage/areaPolygons.ts'
import { type AreaKey, OUTSIDE, type Point, UNASSIGNED } from '../../../shared/coverage/coverage.ts'
import type { NoStreetCut } from '../../../shared/plans/streetCut.ts'
import { translate } from '../../i18n/i18n.ts'
import { createStore } from '../../state/store.ts'
import { announce } from '../../ui/announce.ts'
import { deskStore, lookAt, make, stopLooking } from '../planDesk.ts'
import type { PlanEdit } from '../planEdits.ts'
import { pickArea, refusalText, sayRefusal, splitEdit, takeTool } from '../planTools.ts'
import { askGround, GroundClosed } from './askGround.ts'

export interface CutShown {
  /** The grid that is parted. */
  key: AreaKey
  line: Point[]
  /** Empty: it has none. */
  name: string
  isContinued: boolean
  edit: PlanEdit
}

export interface StreetState {
  cut: CutShown | null
  /** Why there is none under the pointer. */
  none: NoStreetCut | null
  hasFailed: boolean
}

const NOTHING: StreetState = { cut: null, none: null, hasFailed: false }
export const streetStore = createStore<StreetState>(NOTHING)

/** The last question: an answer to an earlier one is not shown. */
let round = 0

export function forgetStreet(): void {
  round++
  streetStore.set(NOTHING)
}

/** The cut that is looked at goes. @returns whether there was one */
export function letGoOfStreet(): boolean {
  const had = streetStore.get().cut !== null
  forgetStreet()
  if (!had) return false
  stopLooking()
  sayRefusal(null)
  return true
}

function pointsOf(line: readonly number[]): Point[] {
  const points: Point[] = []
  for (let i = 0; i < line.length; i += 2) points.push([line[i]!, line[i + 1]!])
  return points
}

const isSameLine = (one: readonly Point[], line: readonly number[]): boolean =>
  one.length * 2 === line.length && one.every(([x, y], i) => x === line[2 * i] && y === line[2 * i + 1])

/**
 * Shows the cut along the street at a place of a grid, or why there is none.
 * @returns whether this is what is shown now
 */
export async function lookAtStreet(key: AreaKey, at: Point, reachMeters: number): Promise<boolean> {
  const desk = deskStore.get()
  if (!desk || key === OUTSIDE || key === UNASSIGNED) {
    letGoOfStreet()
    return false
  }
  const own = ++round
  const { coverage } = desk.work
  try {
    const cut = await askGround('street', { rings: ringsOf(coverage, key), at, reachMeters })
    const now = deskStore.get()
    if (own !== round || now?.work.coverage !== coverage) return false
    if (!cut.ok) {
      letGoOfStreet()
      streetStore.set({ ...NOTHING, none: cut.why })
      return false
    }
    const shown = streetStore.get().cut
    if (shown?.key === key && isSameLine(shown.line, cut.line)) return true
    const line = pointsOf(cut.line)
    const edit = splitEdit(now.work, key, line)
    stopLooking()
    const why = lookAt(edit)
    sayRefusal(why === null ? null : refusalText(why))
    streetStore.set({ ...NOTHING, cut: { key, line, name: cut.name, isContinued: cut.isContinued, edit } })
    return true
  } catch (error) {
    if (own === round && !(error instanceof GroundClosed)) streetStore.set({ ...NOTHING, hasFailed: true })
    return false
  }
}

/** Parts the grid along the street that is shown. @returns whether it was done */
export function cutNow(): boolean {
  const { cut } = streetStore.get()
  const desk = deskStore.get()
  if (!cut || !desk) return false
  // A colleague's change came in meanwhile: the same cut, of what is there now.
  const edit = desk.dragged ? cut.edit : splitEdit(desk.work, cut.key, cut.line)
  const name = desk.work.grids.get(cut.key)?.name ?? cut.key
  const count = edit.ok ? 1 + edit.change.grids.length : 1
  const why = make(edit)
  forgetStreet()
  if (why !== null) {
    sayRefusal(refusalText(why))
    return false
  }
  takeTool('move')
  pickArea(cut.key)
  announce(translate('planPage.told.split', { name, count }))
  return true
}
