/** The blocks that a community is cut into, and what is done with them at the moment. */
import { type AreaKey, type Coverage, UNASSIGNED } from '../../../shared/coverage/coverage.ts'
import { PointLocator } from '../../../shared/coverage/pointLocator.ts'
import type { PlanArc } from '../../../shared/plans/planDocument.ts'
import { createStore } from '../../state/store.ts'
import { type Desk, deskStore } from '../planDesk.ts'
import { askGround, GroundClosed } from './askGround.ts'
import type { CutBlocks } from './protocol.ts'

/** What a click takes: a block between streets, or the ground of one building in it. */
export const PIECE_SIZES = ['block', 'building'] as const
export type PieceSize = (typeof PIECE_SIZES)[number]
export const pieceSizeStore = createStore<PieceSize>('block')

export interface BlockSet extends CutBlocks {
  /** The partition that was cut: when the plan has another one, blocks are cut anew. */
  base: Coverage
  parent: string
  size: PieceSize
  locator: PointLocator
}

export interface BlockState {
  set: BlockSet | null
  /** Community under the pointer, where no grid is picked. */
  parent: string | null
  hasFailed: boolean
  hovered: number | null
  /** To go to another grid, which is still to be chosen. */
  picked: number | null
  /** Swept over since the button went down; null: it is up. */
  swept: readonly number[] | null
}

const NOTHING: BlockState = {
  set: null,
  parent: null,
  hasFailed: false,
  hovered: null,
  picked: null,
  swept: null,
}
export const blockStore = createStore<BlockState>(NOTHING)

export const changeBlocks = (part: Partial<BlockState>): void =>
  blockStore.set({ ...blockStore.get(), ...part })

export const forgetBlocks = (): void => blockStore.set(NOTHING)

/** Which one is being cut: the same is not asked for twice. */
let cutting: { base: Coverage; parent: string; size: PieceSize } | null = null

/** Blocks of the plan as it stands; null while they are being cut. */
export function blocksNow(): BlockSet | null {
  const { set } = blockStore.get()
  const isFresh = set?.base === deskStore.get()?.work.coverage && set?.size === pieceSizeStore.get()
  return isFresh ? set : null
}

const plainArcs = ({ arcs }: Coverage): PlanArc[] =>
  [...arcs.values()].map(({ line, left, right }) => ({ line: [...line], left, right }))

/**
 * Cuts the grids of a community, and ground that is nobody's, into pieces.
 * @param buildings  footprints, where the ground of each is wanted; null: blocks
 */
export async function cutBlocks(
  { coverage, grids }: Desk['work'],
  parent: string,
  buildings: number[][][] | null,
): Promise<void> {
  const own = { base: coverage, parent, size: buildings ? ('building' as const) : ('block' as const) }
  const isOwn = (one: typeof cutting): boolean =>
    one?.base === own.base && one.parent === own.parent && one.size === own.size
  if (isOwn(cutting) || (cutting === null && isOwn(blockStore.get().set))) return
  cutting = own
  const areas: AreaKey[] = [...grids.values()].filter((grid) => grid.parent === parent).map(({ key }) => key)
  if ([...coverage.arcs.values()].some(({ left, right }) => left === UNASSIGNED || right === UNASSIGNED))
    areas.push(UNASSIGNED)
  try {
    const cut = await askGround('cut', { arcs: plainArcs(coverage), areas, buildings })
    // The worker holds the blocks of the last question alone.
    if (cutting !== own) return
    const locator = new PointLocator(cut.shapes)
    changeBlocks({ ...NOTHING, parent: blockStore.get().parent, set: { ...cut, ...own, locator } })
  } catch (error) {
    if (cutting === own && !(error instanceof GroundClosed)) changeBlocks({ hasFailed: true })
  } finally {
    if (cutting === own) cutting = null
  }
}
