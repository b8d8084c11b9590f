/** The live map of the wall: nothing moves it; it shows the area whole, at any size of screen. */
import { useEffect, useMemo, useRef, useState } from 'react'
import type { WallBoard, WallGround } from '../../shared/issues/wall.ts'
import { useT } from '../i18n/i18n.ts'
import { paletteOf } from '../map/style/palette.ts'
import { useMapEngine } from '../map/useMapEngine.ts'
import { useMapPart } from '../map/useMapPart.ts'
import { useIsDark } from '../theme/useIsDark.ts'
import { WallLegend } from './WallLegend.tsx'
import classes from './Wall.module.css'
import {
  type IssueColours,
  issueFeatures,
  namePoints,
  wallGroundPart,
  wallIssuesPart,
  wallUnitsPart,
} from './wallMapParts.ts'

/** Screens that widths and sizes are given for. */
const PIXELS_HIGH = 1080

function useScale(): number {
  const [scale, setScale] = useState(innerHeight / PIXELS_HIGH)
  useEffect(() => {
    const measure = () => setScale(innerHeight / PIXELS_HIGH)
    addEventListener('resize', measure)
    return () => removeEventListener('resize', measure)
  }, [])
  return Math.max(0.6, scale)
}

/** The same colours as everywhere: those of the page's tokens. */
function issueColours(): IssueColours {
  const style = getComputedStyle(document.documentElement)
  const token = (name: string): string => style.getPropertyValue(`--qh-${name}`).trim()
  const states = ['new', 'dispatched', 'inHand', 'toVerify', 'hung'] as const
  return {
    states: Object.fromEntries(states.map((state) => [state, token(`state-${state}`)])),
    late: token('late'),
    edge: token('surface-sunk'),
    fresh: token('accent'),
  }
}

interface Props {
  board: WallBoard
  ground: WallGround
}

export function WallMap({ board, ground }: Props) {
  const t = useT()
  const container = useRef<HTMLDivElement>(null)
  const { map, hasFailed } = useMapEngine(container, true)
  const isDark = useIsDark()
  const scale = useScale()
  const { points, mapRevision } = board
  const { box, units, shown } = ground
  const palette = paletteOf(isDark)

  useMapPart(useMemo(() => wallGroundPart(palette, mapRevision), [palette, mapRevision]))
  useMapPart(
    useMemo(
      () => wallUnitsPart(palette, mapRevision, namePoints(units, shown), scale),
      [palette, mapRevision, units, shown, scale],
    ),
  )
  useMapPart(
    // The colours follow the look.
    useMemo(() => wallIssuesPart(issueFeatures(points), issueColours(), scale), [points, scale]),
  )
  useEffect(() => {
    if (!map || !box) return
    const fit = () => {
      map.fitBounds([box[0], box[1], box[2], box[3]], {
        animate: false,
        padding: { top: 24 * scale, left: 24 * scale, right: 24 * scale, bottom: 84 * scale },
      })
    }
    fit()
    map.on('resize', fit)
    return () => {
      map.off('resize', fit)
    }
  }, [map, box, scale])

  return (
    <section className={classes.mapRoom} aria-label={t('map.label')}>
      <div ref={container} className={classes.map} data-ready={map !== null || undefined} />
      {hasFailed && <p className={classes.mapFailed}>{t('map.failed')}</p>}
      <WallLegend attribution={ground.attribution} />
    </section>
  )
}
