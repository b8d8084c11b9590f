/** Open issues on the day asked for. */
import { useMemo } from 'react'
import { useIssuePoints } from '../../api/useIssuePoints.ts'
import { isQuiet } from '../../places.ts'
import { useAddress } from '../../state/addressStore.ts'
import { useStorePart } from '../../state/store.ts'
import { useIsDark } from '../../theme/useIsDark.ts'
import { useDeckLayers } from '../deckStore.ts'
import { zoomStore } from '../mapStore.ts'
import { issueBuffers, issueLayers } from './issueDots.ts'

const NONE: [] = []

export function IssueLayer() {
  const isDark = useIsDark()
  const isShown = useAddress((entry) => entry.shown.includes('issues') && !isQuiet(entry, 'issues'))
  const zoom = useStorePart(zoomStore, (value) => Math.round(value * 4) / 4)
  const points = useIssuePoints()
  const buffers = useMemo(() => (points ? issueBuffers(points, isDark) : null), [points, isDark])
  useDeckLayers(
    'issues',
    useMemo(
      () => (buffers && isShown ? issueLayers(buffers, isDark, zoom) : NONE),
      [buffers, isShown, isDark, zoom],
    ),
  )
  return null
}
