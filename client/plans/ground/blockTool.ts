/** Blocks that go to another grid: looked at while the pointer is over them, done when it is let go. */
import type { AreaKey } from '../../../shared/coverage/coverage.ts'
import { giftFault, receiversOf } from '../../../shared/plans/blockGift.ts'
import { translate } from '../../i18n/i18n.ts'
import { announce } from '../../ui/announce.ts'
import { deskStore, lookAt, make, stopLooking } from '../planDesk.ts'
import { giveBlocks, type PlanEdit } from '../planEdits.ts'
import { refusalText, sayRefusal, toolStore } from '../planTools.ts'
import { askGround, GroundClosed } from './askGround.ts'
import { type BlockSet, blocksNow, blockStore, changeBlocks } from './blockStore.ts'

const nameOf = (key: AreaKey): string => deskStore.get()?.work.grids.get(key)?.name ?? key

/** Why these blocks cannot go to a grid, in words; null: they can. */
export function whyNotGive(set: BlockSet, given: ReadonlySet<number>, to: AreaKey): string | null {
  const grids = deskStore.get()?.work.grids
  const locked = [to, ...[...given].map((block) => set.area[block]!)].find((key) => grids?.get(key)?.isLocked)
  if (locked !== undefined) return translate('planBlocks.locked', { name: nameOf(locked) })
  const fault = giftFault(set, given, to)
  return fault && translate(`planBlocks.${fault.why}`, { name: nameOf(fault.key) })
}

async function editOf(set: BlockSet, given: readonly number[], to: AreaKey): Promise<PlanEdit | null> {
  try {
    const change = await askGround('give', { blocks: given, to })
    const desk = deskStore.get()
    // Another plan by now: what was asked is of no use.
    if (!desk || blocksNow() !== set) return null
    return giveBlocks(desk.work, change)
  } catch (error) {
    if (!(error instanceof GroundClosed)) changeBlocks({ hasFailed: true })
    return null
  }
}

/** The last question: an answer to an earlier one is not shown. */
let round = 0
/** What was let go is being done: where the pointer goes meanwhile changes nothing of it. */
let isGiving = false

/** Shows what a grid and the others would be. */
export async function lookAtGift(given: readonly number[], to: AreaKey): Promise<void> {
  const set = blocksNow()
  if (!set || given.length === 0 || isGiving) return
  const own = ++round
  const why = whyNotGive(set, new Set(given), to)
  const edit = await editOf(set, given, to)
  if (own !== round || !edit) return
  const refused = lookAt(edit)
  sayRefusal(why ?? (refused === null ? null : refusalText(refused)))
}

/** What is looked at goes; the plan is shown as it is. */
export function stopLookingAtGift(): void {
  if (isGiving) return
  round++
  stopLooking()
  sayRefusal(null)
}

/** @returns whether it was done */
export async function giveNow(given: readonly number[], to: AreaKey): Promise<boolean> {
  const set = blocksNow()
  if (!set || given.length === 0 || isGiving) return false
  round++
  isGiving = true
  const why = whyNotGive(set, new Set(given), to)
  const edit = why === null ? await editOf(set, given, to) : null
  isGiving = false
  changeBlocks({ swept: null, picked: null, hovered: null })
  const refused = edit && make(edit)
  if (!edit || refused !== null) {
    stopLooking()
    sayRefusal(why ?? refusalText(refused ?? 'changedSince'))
    return false
  }
  sayRefusal(null)
  announce(translate('planBlocks.told', { count: given.length, name: nameOf(to) }))
  return true
}

/** Grids that a block may go to: beside it, of its community, in the order of their names. */
export function receiversFor(set: BlockSet, block: number): AreaKey[] {
  const grids = deskStore.get()?.work.grids
  return [...receiversOf(set, new Set([block]))]
    .filter((key) => grids?.get(key)?.parent === set.parent)
    .sort((a, b) => nameOf(a).localeCompare(nameOf(b), 'zh-CN'))
}

/** One step back: what is swept, then what is picked. @returns whether there was something */
export function letGoOfBlocks(): boolean {
  const { swept, picked } = blockStore.get()
  if (swept === null && picked === null) return false
  changeBlocks({ swept: null, picked: null })
  stopLookingAtGift()
  return true
}

/** The grid that gets what is clicked or swept. */
export const receiver = (): AreaKey | null => toolStore.get().selected
