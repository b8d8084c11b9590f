/** The street tool in the panel: which street is lit, what both sides would hold, and the cut without a pointer. */
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { trpc } from '../../api/trpc.ts'
import { useT } from '../../i18n/i18n.ts'
import { useStore } from '../../state/store.ts'
import circles from '../../circles/Circles.module.css'
import street from '../../circles/street/Street.module.css'
import { areaIn } from '../areaAt.ts'
import type { PlanFigures } from '../figures/usePlanFigures.ts'
import { middleInSteps, middleShown } from '../middle.ts'
import { type Desk, deskStore } from '../planDesk.ts'
import { STEPS_PER_DEGREE } from '../../../shared/geo/quantise.ts'
import classes from './Ground.module.css'
import { cutNow, lookAtStreet, streetStore } from './streetTool.ts'
import { TouchedFigures } from './TouchedFigures.tsx'

/** A street that lies so near to the middle of the map is meant. */
const REACH_METERS = 60

function lookAtMiddle(): void {
  const middle = middleInSteps()
  if (!middle) return
  const [x, y] = middle
  const key = areaIn(deskStore.get()?.rested, x / STEPS_PER_DEGREE, y / STEPS_PER_DEGREE)
  void lookAtStreet(key, middle, REACH_METERS)
}

export function StreetInHand({ desk, figures }: { desk: Desk; figures: PlanFigures }) {
  const t = useT()
  const { cut, none, hasFailed } = useStore(streetStore)
  const network = useQuery(trpc.network.current.queryOptions()).data
  if (network === null) return <p className={circles.bad}>{t('planStreet.noNetwork')}</p>
  const grid = cut && (desk.work.grids.get(cut.key)?.name ?? cut.key)
  return (
    <div className={classes.inHand}>
      {hasFailed && (
        <p className={circles.bad} role="alert">
          {t('planStreet.failed')}
        </p>
      )}
      <div className={classes.figures}>
        <p className={classes.text} role="status">
          {cut
            ? t('planStreet.shown', { name: cut.name || t('planStreet.unnamed'), grid: grid! })
            : none && t(`planStreet.${none}`)}
          {cut?.isContinued && ` ${t('planStreet.continued')}`}
        </p>
        {cut && <TouchedFigures desk={desk} figures={figures} source={cut.key} />}
      </div>
      <div className={street.buttons}>
        <Button size="xs" variant="default" {...middleShown} onClick={lookAtMiddle}>
          {t('planStreet.middle')}
        </Button>
        <Button size="xs" disabled={!cut || !cut.edit.ok} onClick={cutNow}>
          {t('planStreet.cut')}
        </Button>
      </div>
    </div>
  )
}
