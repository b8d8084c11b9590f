/**
 * The pointer on blocks. With a grid picked, whatever is pressed and swept comes to it, as one act; a block of its own is
 * picked to be given away. Pressed on ground that cannot come, the map moves as ever.
 */
import type { AreaKey } from '../../../shared/coverage/coverage.ts'
import { count as countText } from '../../i18n/format.ts'
import { translate } from '../../i18n/i18n.ts'
import { tipStore } from '../../map/hover.ts'
import { deskStore } from '../planDesk.ts'
import { clickArea } from '../planTools.ts'
import { areaIn } from '../areaAt.ts'
import { blocksNow, blockStore, changeBlocks } from './blockStore.ts'
import { giveNow, letGoOfBlocks, lookAtGift, receiver, receiversFor, stopLookingAtGift } from './blockTool.ts'
import type { Pointing, ToolPointer } from './toolPointer.ts'

function blockAt({ lngLat }: Pointing): number | null {
  const block = blocksNow()?.locator.locate(lngLat.lng, lngLat.lat) ?? -1
  return block === -1 ? null : block
}

const areaUnder = ({ lngLat }: Pointing): AreaKey => areaIn(deskStore.get()?.rested, lngLat.lng, lngLat.lat)
const ownerOf = (block: number): AreaKey => blocksNow()!.area[block]!

function tell(block: number | null, { point }: Pointing): void {
  const set = blocksNow()
  if (!set || block === null) return tipStore.set(null)
  const owner = deskStore.get()?.work.grids.get(set.area[block]!)?.name
  tipStore.set({
    ...{ x: point.x, y: point.y },
    title: owner ?? translate('planPage.unassigned'),
    lines: [
      translate('planBlocks.tip', {
        households: countText(Math.round(set.households[block]!)),
        residents: countText(Math.round(set.residents[block]!)),
      }),
    ],
  })
}

/** Where a picked block may go is where a click sends it. */
function receiverUnder(block: number | null): AreaKey | null {
  const { picked } = blockStore.get()
  const set = blocksNow()
  if (!set || picked === null || block === null) return null
  const owner = set.area[block]!
  return receiversFor(set, picked).includes(owner) ? owner : null
}

export const blockPointer: ToolPointer = {
  down: (event) => {
    const to = receiver()
    const block = blockAt(event)
    if (to === null || block === null || ownerOf(block) === to) return false
    if (blockStore.get().picked !== null) return false
    changeBlocks({ swept: [block], hovered: block })
    void lookAtGift([block], to)
    return true
  },
  drag: (event) => {
    const block = blockAt(event)
    const { swept } = blockStore.get()
    const to = receiver()
    if (block === null || !swept || to === null || swept.includes(block) || ownerOf(block) === to) return
    changeBlocks({ swept: [...swept, block], hovered: block })
    void lookAtGift([...swept, block], to)
    tell(block, event)
  },
  up: () => {
    const { swept } = blockStore.get()
    const to = receiver()
    if (swept && to !== null) void giveNow(swept, to)
  },
  hover: (event) => {
    const desk = deskStore.get()
    const { hovered, picked } = blockStore.get()
    const to = receiver()
    if (to === null && desk) {
      const parent = desk.work.grids.get(areaUnder(event))?.parent
      if (parent !== undefined && picked === null && parent !== blockStore.get().parent)
        changeBlocks({ parent })
    }
    const block = blockAt(event)
    tell(block, event)
    if (block === hovered) return
    changeBlocks({ hovered: block })
    const set = blocksNow()
    const under = receiverUnder(block)
    if (set && picked !== null) {
      if (under === null) stopLookingAtGift()
      else void lookAtGift([picked], under)
    } else if (block !== null && to !== null && ownerOf(block) !== to) void lookAtGift([block], to)
    else stopLookingAtGift()
  },
  click: (event) => {
    const block = blockAt(event)
    const under = receiverUnder(block)
    const { picked } = blockStore.get()
    if (under !== null && picked !== null) return void giveNow([picked], under)
    if (block === null) {
      if (!letGoOfBlocks()) clickArea(areaUnder(event))
      return
    }
    stopLookingAtGift()
    changeBlocks({ picked: picked === block ? null : block })
  },
  out: () => {
    tipStore.set(null)
    if (blockStore.get().swept) return
    if (blockStore.get().hovered !== null) changeBlocks({ hovered: null })
    stopLookingAtGift()
  },
  cancel: () => {
    changeBlocks({ swept: null })
    stopLookingAtGift()
  },
}
