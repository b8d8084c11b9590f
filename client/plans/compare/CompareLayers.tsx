/** Two divisions on the map: one over the other behind a divider, side by side, or what changes hands between them. */
import {
  useEffect,
  useMemo,
  useState,
  type CSSProperties,
  type KeyboardEvent,
  type PointerEvent,
} from 'react'
import { createPortal } from 'react-dom'
import type { Map as MapLibreMap } from 'maplibre-gl'
import { useUnits } from '../../api/useUnits.ts'
import { useT } from '../../i18n/i18n.ts'
import { coveredPixels } from '../../frame/layout.ts'
import { mapStore } from '../../map/mapStore.ts'
import { ownPointerStore } from '../../map/askPlace.ts'
import { useMapPart } from '../../map/useMapPart.ts'
import { useAddress } from '../../state/addressStore.ts'
import { useStore } from '../../state/store.ts'
import { useIsDark } from '../../theme/useIsDark.ts'
import classes from './Compare.module.css'
import { differencePart, sidePart } from './compareParts.ts'
import { type Compared, comparedStore, pointedWayStore, useCompareView } from './compareState.ts'
import { SecondMap } from './SecondMap.tsx'

const STEP = 0.02
const PAGE = 0.1
const ENDS = { least: 0.04, most: 0.96 } as const
const within = (share: number): number => Math.min(ENDS.most, Math.max(ENDS.least, share))

export function CompareLayers() {
  const map = useStore(mapStore)
  const compared = useStore(comparedStore)
  useEffect(() => {
    ownPointerStore.set(true)
    return () => ownPointerStore.set(false)
  }, [])
  return map && compared && <Layers map={map} compared={compared} />
}

function Layers({ map, compared }: { map: MapLibreMap; compared: Compared }) {
  const isDark = useIsDark()
  const view = useCompareView()
  const { nodes } = useUnits()
  const pointed = useStore(pointedWayStore)
  const { before, after } = compared.comparison
  const { isDedicated } = compared
  const communityName = useMemo(() => (code: string) => nodes.get(code)?.name ?? '', [nodes])
  const part = useMemo(
    () =>
      view === 'difference'
        ? differencePart(compared, communityName, isDark, pointed)
        : sidePart(before, isDedicated, communityName, isDark),
    [view, compared, before, isDedicated, communityName, isDark, pointed],
  )
  const other = useMemo(
    () => sidePart(after, isDedicated, communityName, isDark),
    [after, isDedicated, communityName, isDark],
  )
  useMapPart(part)
  const shown = useAddress((entry) => entry.shown.join())
  if (view === 'difference') return null
  const room = map.getContainer().parentElement
  if (!room) return null
  return createPortal(
    <Beside
      key={`${view} ${shown} ${isDark}`}
      map={map}
      part={other}
      isSwipe={view === 'swipe'}
      names={[compared.nameBefore, compared.nameAfter]}
    />,
    room,
  )
}

interface BesideProps {
  map: MapLibreMap
  part: ReturnType<typeof sidePart>
  isSwipe: boolean
  names: readonly [string, string]
}

function Beside({ map, part, isSwipe, names }: BesideProps) {
  const t = useT()
  const [share, setShare] = useState(0.5)
  useHalfInSight(map, !isSwipe)
  const at = isSwipe ? share : 0.5
  const style = { '--qh-share': String(at) } as CSSProperties
  return (
    <div className={classes.beside} data-swipe={isSwipe || undefined} style={style}>
      <div className={classes.window}>
        <SecondMap map={map} part={part} className={classes.second} label={names[1]} />
      </div>
      <p className={classes.name} data-side="before">
        {names[0]}
      </p>
      <p className={classes.name} data-side="after">
        {names[1]}
      </p>
      {isSwipe ? (
        <Divider share={share} onChange={setShare} label={t('planCompare.divider')} names={names} />
      ) : (
        <div className={classes.rule} aria-hidden />
      )}
    </div>
  )
}

interface DividerProps {
  share: number
  onChange: (share: number) => void
  label: string
  names: readonly [string, string]
}

/** Dragged, or moved with the arrow keys; what lies left of it is the first. */
function Divider({ share, onChange, label, names }: DividerProps) {
  const t = useT()
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
    const box = event.currentTarget.parentElement!.getBoundingClientRect()
    onChange(within((event.clientX - box.left) / box.width))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const moves: Record<string, number> = {
      ArrowLeft: share - STEP,
      ArrowDown: share - STEP,
      ArrowRight: share + STEP,
      ArrowUp: share + STEP,
      PageDown: share - PAGE,
      PageUp: share + PAGE,
      Home: ENDS.least,
      End: ENDS.most,
    }
    const next = moves[event.key]
    if (next === undefined) return
    event.preventDefault()
    onChange(within(next))
  }
  return (
    <div
      role="slider"
      tabIndex={0}
      className={classes.divider}
      aria-label={label}
      aria-orientation="horizontal"
      aria-valuemin={Math.round(ENDS.least * 100)}
      aria-valuemax={Math.round(ENDS.most * 100)}
      aria-valuenow={Math.round(share * 100)}
      aria-valuetext={t('planCompare.dividerAt', {
        before: names[0],
        after: names[1],
        share: Math.round(share * 100),
      })}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
    >
      <i aria-hidden />
    </div>
  )
}

/** Both halves show as much as the whole did. */
const HALF_ZOOM = 0.9

/** What was in the middle of the free map comes to the middle of its half, and back when the halves are gone. */
function useHalfInSight(map: MapLibreMap, isHalved: boolean): void {
  useEffect(() => {
    if (!isHalved) return
    const move = (from: number, to: number, zoom: number) => {
      const { left, right, top, bottom } = coveredPixels()
      const { clientWidth, clientHeight } = map.getContainer()
      const free = clientWidth - left - right
      const middle = (top + clientHeight - bottom) / 2
      map.easeTo({
        center: map.unproject([left + free * from, middle]),
        zoom: map.getZoom() + zoom,
        offset: [left + free * to - clientWidth / 2, middle - clientHeight / 2],
        duration: 0,
      })
    }
    move(1 / 2, 1 / 4, -HALF_ZOOM)
    return () => {
      if (mapStore.get() === map) move(1 / 4, 1 / 2, HALF_ZOOM)
    }
  }, [map, isHalved])
}
