/** Issues as they were at a minute of the day that is played. */
import { useMemo } from 'react'
import { ISSUE_STATES, type IssuePoints } from '../../shared/domain/place.ts'
import { useDeckLayers } from '../map/deckStore.ts'
import { issueBuffers, issueLayers } from '../map/layers/issueDots.ts'
import { zoomStore } from '../map/mapStore.ts'
import { useStorePart } from '../state/store.ts'
import { useIsDark } from '../theme/useIsDark.ts'
import { useReplay } from './replayStore.ts'

const NONE: [] = []
const CLOSED = ISSUE_STATES.indexOf('closed')

export function ReplayLayer() {
  const isDark = useIsDark()
  const zoom = useStorePart(zoomStore, (value) => Math.round(value * 4) / 4)
  const { replay, now } = useReplay()
  const points = useMemo((): IssuePoints | null => {
    if (!replay || !now || now.states.length !== replay.ids.length) return null
    const shown = replay.ids.flatMap((_, index) => {
      const state = now.states[index] ?? -1
      return state >= 0 && state !== CLOSED ? [index] : []
    })
    const pick = <T,>(values: ArrayLike<T>): T[] => shown.map((index) => values[index]!)
    return {
      ids: pick(replay.ids),
      states: pick(now.states),
      classes: shown.map(() => 0),
      classNames: [''],
      isLate: pick(now.isLate),
      lons: pick(replay.lons),
      lats: pick(replay.lats),
    }
  }, [replay, now])
  const buffers = useMemo(() => (points ? issueBuffers(points, isDark) : null), [points, isDark])
  useDeckLayers(
    'figures',
    useMemo(() => (buffers ? issueLayers(buffers, isDark, zoom, 'played') : NONE), [buffers, isDark, zoom]),
  )
  return null
}
