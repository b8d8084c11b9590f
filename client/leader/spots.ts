/** Hot spots: issues reported within hours of the day, counted in hexagons. Map, legend and list share them. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { classBreaks, classOf } from '../../shared/domain/classBreaks.ts'
import { today } from '../../shared/domain/dates.ts'
import { type Hexagon, hexagonsOf } from '../../shared/geo/hexagons.ts'
import { figurePlan } from '../../shared/issues/figures.ts'
import { type Hours, isInHours } from '../../shared/issues/hotSpots.ts'
import { trpc } from '../api/trpc.ts'
import { useMay } from '../api/useMe.ts'
import { useAt } from '../state/addressStore.ts'
import { createStore, useStore } from '../state/store.ts'
import { useFigureState } from './useFigures.ts'

export const hoursStore = createStore<Hours>({ from: 0, to: 24 })

/** The hexagon that is pointed at in the list. */
export const pointedSpotStore = createStore<Hexagon | null>(null)

/** From the centre to a corner: about a block. */
export const SPOT_METERS = 90

const CLASSES = 5

export interface Spots {
  hexagons: readonly Hexagon[]
  /** At which the hexagons are regular. */
  latitude: number
  breaks: readonly number[]
  range: readonly [number, number] | null
  /** Hexagons of each class. */
  counts: readonly number[]
  /** Reported within the hours, with a place. */
  inHours: number
}

export function useSpots() {
  const { span, issueClass } = useFigureState()
  const day = useAt() ?? today()
  const mayView = useMay('issues.view')
  const hours = useStore(hoursStore)
  const { period } = useMemo(() => figurePlan(span, day), [span, day])
  const query = useQuery(
    trpc.issue.reported.queryOptions(
      { period, class: issueClass },
      { enabled: mayView, placeholderData: keepPreviousData },
    ),
  )
  const places = query.data
  const spots = useMemo((): Spots | null => {
    if (!places) return null
    const points = places.lons.flatMap((lon, index) =>
      isInHours(places.minutes[index] ?? 0, hours) ? [{ lon, lat: places.lats[index] ?? 0, index }] : [],
    )
    // One latitude for all hours: hexagons stay where they are while the hours move.
    const latitude = Math.round((places.lats[0] ?? 0) * 10) / 10
    const hexagons = hexagonsOf(points, SPOT_METERS, latitude).map((hexagon) => ({
      ...hexagon,
      points: hexagon.points.map((point) => points[point]!.index),
    }))
    const numbers = hexagons.map(({ points: own }) => own.length)
    const breaks = classBreaks(numbers, 'natural', CLASSES)
    const counts = Array.from({ length: numbers.length > 0 ? breaks.length + 1 : 0 }, () => 0)
    for (const number of numbers) {
      const index = classOf(number, breaks)
      counts[index] = (counts[index] ?? 0) + 1
    }
    const range = numbers.length > 0 ? ([Math.min(...numbers), Math.max(...numbers)] as const) : null
    return { hexagons, latitude, breaks, range, counts, inHours: points.length }
  }, [places, hours])
  return { period, query, spots, hours }
}
