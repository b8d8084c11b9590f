/** The tool of blocks in the panel: which grid gets them, what is picked, where it may go, what all would hold. */
import { Button, NativeSelect, SegmentedControl } from '@mantine/core'
import { UNASSIGNED } from '../../../shared/coverage/coverage.ts'
import { STEPS_PER_DEGREE } from '../../../shared/geo/quantise.ts'
import { useUnits } from '../../api/useUnits.ts'
import { count } from '../../i18n/format.ts'
import { useT } from '../../i18n/i18n.ts'
import { useStore } from '../../state/store.ts'
import circles from '../../circles/Circles.module.css'
import street from '../../circles/street/Street.module.css'
import type { PlanFigures } from '../figures/usePlanFigures.ts'
import { middleInSteps, middleShown } from '../middle.ts'
import type { Desk } from '../planDesk.ts'
import { pickArea, toolStore } from '../planTools.ts'
import { areaIn } from '../areaAt.ts'
import {
  blockStore,
  blocksNow,
  changeBlocks,
  type BlockSet,
  PIECE_SIZES,
  type PieceSize,
  pieceSizeStore,
} from './blockStore.ts'
import { giveNow, lookAtGift, receiversFor, stopLookingAtGift } from './blockTool.ts'
import classes from './Ground.module.css'
import { TouchedFigures } from './TouchedFigures.tsx'

export function BlocksInHand({ desk, figures }: { desk: Desk; figures: PlanFigures }) {
  const t = useT()
  const { nodes } = useUnits()
  const { selected } = useStore(toolStore)
  const { set, picked, hasFailed, parent } = useStore(blockStore)
  const size = useStore(pieceSizeStore)
  const isFresh = set !== null && set.base === desk.work.coverage && set.size === size
  const grids = [...desk.work.grids.values()].sort((a, b) => a.name.localeCompare(b.name, 'zh-CN'))
  const isAsked = selected !== null || parent !== null
  const pickMiddle = (): void => {
    const middle = middleInSteps()
    if (!middle) return
    const [lon, lat] = [middle[0] / STEPS_PER_DEGREE, middle[1] / STEPS_PER_DEGREE]
    const block = blocksNow()?.locator.locate(lon, lat) ?? -1
    if (block !== -1) return changeBlocks({ picked: block })
    const under = desk.work.grids.get(areaIn(desk.rested, lon, lat))
    if (under) changeBlocks({ parent: under.parent })
  }
  return (
    <div className={classes.inHand}>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label={t('planBlocks.size')}
        value={size}
        data={PIECE_SIZES.map((one) => ({ value: one, label: t(`planBlocks.size.${one}`) }))}
        onChange={(next) => {
          stopLookingAtGift()
          changeBlocks({ hovered: null, picked: null, swept: null, hasFailed: false })
          pieceSizeStore.set(next as PieceSize)
        }}
      />
      <NativeSelect
        size="xs"
        label={t('planBlocks.receiver')}
        value={selected ?? ''}
        data={[
          { value: '', label: t('planBlocks.noReceiver') },
          ...grids.map(({ key, name }) => ({ value: key, label: name })),
        ]}
        onChange={(event) => pickArea(event.currentTarget.value === '' ? null : event.currentTarget.value)}
      />
      {hasFailed ? (
        <p className={circles.bad} role="alert">
          {t('planBlocks.failed')}
        </p>
      ) : (
        <p className={classes.text} role="status">
          {!isAsked
            ? t('planBlocks.pointFirst')
            : !isFresh
              ? t('planBlocks.cutting')
              : t(`planBlocks.count.${size}`, {
                  name: nodes.get(set.parent)?.name ?? set.parent,
                  count: count(set.area.length),
                })}
        </p>
      )}
      <div className={street.buttons}>
        <Button
          size="xs"
          variant="default"
          {...middleShown}
          disabled={isAsked && !isFresh}
          onClick={pickMiddle}
        >
          {t('planBlocks.middle')}
        </Button>
      </div>
      {isFresh && picked !== null && <Picked desk={desk} set={set} block={picked} />}
      <div className={classes.figures}>
        <TouchedFigures desk={desk} figures={figures} source={null} />
      </div>
    </div>
  )
}

/** The block that is to go, and the grids beside it. */
function Picked({ desk, set, block }: { desk: Desk; set: BlockSet; block: number }) {
  const t = useT()
  const owner = set.area[block]!
  const receivers = receiversFor(set, block)
  return (
    <div className={classes.inHand} role="group" aria-label={t('planBlocks.picked')}>
      <p className={classes.text} role="status">
        {t(receivers.length > 0 ? 'planBlocks.whereTo' : 'planBlocks.nowhere', {
          name: owner === UNASSIGNED ? t('planPage.unassigned') : (desk.work.grids.get(owner)?.name ?? owner),
          households: count(Math.round(set.households[block]!)),
          residents: count(Math.round(set.residents[block]!)),
        })}
      </p>
      <div className={street.buttons}>
        {receivers.map((key) => (
          <Button
            key={key}
            size="xs"
            variant="default"
            onPointerEnter={() => void lookAtGift([block], key)}
            onPointerLeave={stopLookingAtGift}
            onFocus={() => void lookAtGift([block], key)}
            onBlur={stopLookingAtGift}
            onClick={() => void giveNow([block], key)}
          >
            {t('planBlocks.to', { name: desk.work.grids.get(key)?.name ?? key })}
          </Button>
        ))}
        <Button
          size="xs"
          variant="subtle"
          color="gray"
          onClick={() => {
            stopLookingAtGift()
            changeBlocks({ picked: null })
          }}
        >
          {t('planBlocks.letGo')}
        </Button>
      </div>
    </div>
  )
}
