/** What the colours of the figures place mean. */
import { useMemo } from 'react'
import { SMALL_SAMPLE } from '../../shared/issues/rates.ts'
import { count, measure, share } from '../i18n/format.ts'
import { useT } from '../i18n/i18n.ts'
import { IssueKey } from '../legend/IssueKey.tsx'
import legend from '../legend/Legend.module.css'
import { SpotsLegend } from './SpotsLegend.tsx'
import { daysText } from './figureText.ts'
import { UnitClasses } from './UnitClasses.tsx'
import { figureColours, loadColours } from './unitColours.ts'
import { useFigures, useFigureState } from './useFigures.ts'
import { useLoad } from './useLoad.ts'

export default function FigureLegend() {
  const { view } = useFigureState()
  if (view === 'spots') return <SpotsLegend />
  if (view === 'replay') return <IssueKey />
  if (view === 'accuracy') return null
  return view === 'load' ? <LoadLegend /> : <RateLegend />
}

function RateLegend() {
  const t = useT()
  const { state, query } = useFigures()
  const { figure } = state
  const figures = query.data
  const colours = useMemo(() => (figures ? figureColours(figures.rows, figure) : null), [figures, figure])
  if (!figures || !colours) return null
  const { by } = figures
  if (by !== 'community' && by !== 'grid') return <p className={legend.note}>{t('figures.legendNoUnits')}</p>
  return (
    <>
      <h3 className={legend.subtitle}>{t(`rate.${figure}`)}</h3>
      <UnitClasses
        colours={colours}
        isWhole={figure === 'reported'}
        write={figure === 'reported' ? count : share}
      />
      <p className={legend.note}>
        {daysText(figures.period)}
        {colours.small.length > 0 && ` · ${t('figures.legendSmall', { count: SMALL_SAMPLE })}`}
      </p>
    </>
  )
}

function LoadLegend() {
  const t = useT()
  const { kind, query } = useLoad()
  const rows = query.data?.rows
  const colours = useMemo(() => (rows ? loadColours(rows, kind) : null), [rows, kind])
  if (!colours) return null
  return (
    <>
      <h3 className={legend.subtitle}>{t(`load.per.${kind}`)}</h3>
      <UnitClasses colours={colours} isWhole={false} write={measure} />
    </>
  )
}
