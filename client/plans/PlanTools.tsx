/** The tools, and for the one in hand what to do next; what a click on the map does, the keyboard does too. */
import { Button, Switch, UnstyledButton } from '@mantine/core'
import {
  IconArrowsMove,
  IconArrowMerge,
  IconBlocks,
  IconLasso,
  IconRoad,
  IconScissors,
  type Icon,
} from '@tabler/icons-react'
import { useT } from '../i18n/i18n.ts'
import { useStore } from '../state/store.ts'
import circles from '../circles/Circles.module.css'
import street from '../circles/street/Street.module.css'
import { TOUCH_QUERY } from '../frame/layout.ts'
import { CutNote } from './CutNote.tsx'
import type { PlanFigures } from './figures/usePlanFigures.ts'
import { BlocksInHand } from './ground/BlocksInHand.tsx'
import { StreetInHand } from './ground/StreetInHand.tsx'
import { middleInSteps, middleShown } from './middle.ts'
import type { Desk } from './planDesk.ts'
import classes from './Plans.module.css'
import { addToSketch, finishSketch, letGo, takeTool, TOOLS, type Tool, toolStore } from './planTools.ts'
import { snapsStore } from './usePlanPointer.ts'

const ICONS: Record<Tool, Icon> = {
  move: IconArrowsMove,
  split: IconScissors,
  street: IconRoad,
  merge: IconArrowMerge,
  give: IconLasso,
  block: IconBlocks,
}

export function PlanTools({ desk, figures }: { desk: Desk; figures: PlanFigures }) {
  const t = useT()
  const { tool, selected, sketch, refusal } = useStore(toolStore)
  const snaps = useStore(snapsStore)
  const name = selected === null ? '' : (desk.work.grids.get(selected)?.name ?? selected)
  const isDrawing = tool === 'split' || tool === 'give'
  const isFinger = matchMedia(TOUCH_QUERY).matches
  const instruction =
    tool === 'street'
      ? t(isFinger ? 'planPage.do.streetFinger' : 'planPage.do.street')
      : selected === null
        ? tool === 'move'
          ? t('planPage.do.move')
          : t(tool === 'block' ? 'planPage.do.blockAny' : 'planPage.pickFirst')
        : tool === 'move'
          ? t('planPage.do.moveArea')
          : t(`planPage.do.${tool}`, { name })
  return (
    <section className={street.tools} aria-label={t('planPage.tools')}>
      <div className={classes.toolRow} role="group" aria-label={t('planPage.tools')}>
        {TOOLS.map((one) => {
          const ToolIcon = ICONS[one]
          return (
            <UnstyledButton
              key={one}
              className={street.tool}
              aria-pressed={tool === one}
              onClick={() => takeTool(one)}
            >
              <ToolIcon size={20} stroke={1.6} aria-hidden />
              {t(`planPage.tool.${one}`)}
            </UnstyledButton>
          )
        })}
      </div>
      <div className={street.inHand}>
        <p className={street.instruction} role="status">
          {instruction}
          {sketch.length > 0 && ` ${t('planPage.points', { count: sketch.length })}`}
        </p>
        {tool === 'street' && <StreetInHand desk={desk} figures={figures} />}
        {tool === 'block' && <BlocksInHand desk={desk} figures={figures} />}
        {refusal && (
          <p className={circles.bad} role="alert">
            {refusal}
          </p>
        )}
        <CutNote desk={desk} />
        {isDrawing && selected !== null && (
          <div className={street.buttons}>
            <Button
              size="xs"
              variant="default"
              {...middleShown}
              onClick={() => {
                const middle = middleInSteps()
                if (middle) addToSketch(middle)
              }}
            >
              {t('planPage.middle')}
            </Button>
            <Button size="xs" disabled={sketch.length < (tool === 'split' ? 2 : 3)} onClick={finishSketch}>
              {t('planPage.finish')}
            </Button>
            <Button size="xs" variant="subtle" color="gray" disabled={sketch.length === 0} onClick={letGo}>
              {t('planPage.lastPoint')}
            </Button>
          </div>
        )}
        {(tool === 'move' || isDrawing) && (
          <Switch
            size="xs"
            label={t('planPage.snap')}
            checked={snaps}
            onChange={(event) => snapsStore.set(event.currentTarget.checked)}
          />
        )}
      </div>
    </section>
  )
}
