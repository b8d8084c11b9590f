/** Homes coloured by how many kinds are in reach. */
import { useMemo } from 'react'
import { useDeckLayers } from '../../map/deckStore.ts'
import { zoomStore } from '../../map/mapStore.ts'
import { useFeatureState } from '../../map/useFeatureState.ts'
import { useAddress } from '../../state/addressStore.ts'
import { useStorePart } from '../../state/store.ts'
import { useIsDark } from '../../theme/useIsDark.ts'
import { peopleDots, rgb } from '../outsideDots.ts'
import { bandsFor } from './scoreBands.ts'
import { useScore } from './useScore.ts'

const NONE: [] = []

export function ScoreLayers({ set: id }: { set: string }) {
  const isDark = useIsDark()
  const { state, set, answer } = useScore(id)
  const zoom = useStorePart(zoomStore, (value) => Math.round(value * 2) / 2)
  const picked = useAddress((entry) => entry.own['circles.unit'] ?? null)
  useDeckLayers(
    'circles',
    useMemo(() => {
      if (!answer) return NONE
      const bands = bandsFor(set.kinds.length, isDark).map(({ least, colour }) => ({
        least,
        fill: rgb(colour),
      }))
      const fillOf = (score: number) => (bands.find(({ least }) => score >= least) ?? bands.at(-1)!).fill
      const key = `${set.id} ${isDark}`
      return peopleDots(
        'circles:score',
        answer.places,
        state.who,
        zoom,
        (place) => [...fillOf(place[4]), 215],
        key,
      )
    }, [answer, set, state.who, zoom, isDark]),
  )
  useFeatureState({ source: 'units' }, 'selected', picked)
  return null
}
