/** The leader's figures: rates and their lists, hot spots, a day played again, load against people, suggestions. */
import { SegmentedControl } from '@mantine/core'
import { useUnits } from '../api/useUnits.ts'
import { useT } from '../i18n/i18n.ts'
import { NoPermission } from '../overview/lists/NoPermission.tsx'
import { PlaceHead } from '../ui/PlaceHead.tsx'
import { FiguresExport } from './FiguresExport.tsx'
import { AccuracyView } from './AccuracyView.tsx'
import { changeFigures, VIEWS } from './figureState.ts'
import classes from './Leader.module.css'
import { LoadView } from './LoadView.tsx'
import { RatesView } from './RatesView.tsx'
import { ReplayView } from './ReplayView.tsx'
import { SpotsView } from './SpotsView.tsx'
import { useFigures } from './useFigures.ts'

export default function FiguresHome() {
  const t = useT()
  const { nodes } = useUnits()
  const { state, query, mayView } = useFigures()
  if (!mayView) return <NoPermission title={t('figures.title')} what={t('lists.what.issues')} />
  const { view } = state
  return (
    <>
      <PlaceHead title={t('figures.title')}>
        {view === 'rates' && query.data && <FiguresExport figures={query.data} nodes={nodes} />}
      </PlaceHead>
      <div className={classes.views}>
        <SegmentedControl
          fullWidth
          size="xs"
          aria-label={t('figures.view')}
          value={view}
          onChange={(next) => changeFigures({ view: next })}
          data={VIEWS.map((one) => ({ value: one, label: t(`figures.view.${one}`) }))}
        />
      </div>
      {view === 'rates' && <RatesView state={state} nodes={nodes} />}
      {view === 'spots' && <SpotsView state={state} nodes={nodes} />}
      {view === 'replay' && <ReplayView />}
      {view === 'load' && <LoadView nodes={nodes} />}
      {view === 'accuracy' && <AccuracyView state={state} nodes={nodes} />}
    </>
  )
}
