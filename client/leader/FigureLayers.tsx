/** What the figures place draws: units in the colour of a figure or of the load, hot spots, or a day that is played. */
import { useMemo } from 'react'
import { loadColours, figureColours } from './unitColours.ts'
import { ReplayLayer } from './ReplayLayer.tsx'
import { SpotsLayer } from './SpotsLayer.tsx'
import { UnitFill } from './UnitFill.tsx'
import { useFigures, useFigureState } from './useFigures.ts'
import { useLoad } from './useLoad.ts'

export default function FigureLayers() {
  const { view } = useFigureState()
  if (view === 'spots') return <SpotsLayer />
  if (view === 'replay') return <ReplayLayer />
  if (view === 'accuracy') return null
  return view === 'load' ? <LoadFill /> : <RateFill />
}

function RateFill() {
  const { state, query } = useFigures()
  const { figure } = state
  const figures = query.data
  const colours = useMemo(() => (figures ? figureColours(figures.rows, figure) : null), [figures, figure])
  if (!figures || !colours) return null
  const { by } = figures
  return by === 'community' || by === 'grid' ? <UnitFill level={by} colours={colours} /> : null
}

function LoadFill() {
  const { kind, query } = useLoad()
  const rows = query.data?.rows
  const colours = useMemo(() => (rows ? loadColours(rows, kind) : null), [rows, kind])
  return colours && <UnitFill level="grid" colours={colours} />
}
