/**
 * Open issues as points: the colour is the state, a ring is lateness. Positions and colours go to the GPU as typed
 * arrays: 100,000 points cost one upload, not 100,000 objects. Sizes are pixels at the screen, growing with the zoom.
 */
import { ScatterplotLayer } from '@deck.gl/layers'
import { ISSUE_STATES, type IssuePoints, type IssueState } from '../../../shared/domain/place.ts'
import { ISSUE_POINTS } from '../deckStore.ts'
import { anchorOf } from '../slots.ts'

type Rgb = readonly [number, number, number]

/** The same colours as `--qh-state-*`. */
const LIGHT: Record<IssueState, Rgb> = {
  new: [224, 138, 0],
  dispatched: [63, 167, 220],
  inHand: [31, 102, 184],
  toVerify: [20, 144, 122],
  hung: [123, 133, 148],
  closed: [180, 188, 199],
}
const DARK: Record<IssueState, Rgb> = {
  new: [255, 181, 69],
  dispatched: [118, 205, 245],
  inHand: [91, 157, 240],
  toVerify: [69, 203, 176],
  hung: [141, 152, 168],
  closed: [86, 97, 113],
}
const LATE: { light: Rgb; dark: Rgb } = { light: [179, 18, 63], dark: [255, 125, 156] }
const EDGE: { light: Rgb; dark: Rgb } = { light: [255, 255, 255], dark: [16, 20, 26] }

const ISSUE_RINGS = 'issue:late'

export interface IssueBuffers {
  length: number
  /** lon, lat */
  positions: Float64Array
  colours: Uint8Array
  /** The same for the late ones only, with their place in the whole. */
  latePositions: Float64Array
  lateIndexes: Uint32Array
}

export function issueBuffers(points: IssuePoints, isDark: boolean): IssueBuffers {
  const length = points.ids.length
  const positions = new Float64Array(length * 2)
  const colours = new Uint8Array(length * 3)
  const table = isDark ? DARK : LIGHT
  const late: number[] = []
  for (let i = 0; i < length; i++) {
    positions[2 * i] = points.lons[i] ?? 0
    positions[2 * i + 1] = points.lats[i] ?? 0
    colours.set(table[ISSUE_STATES[points.states[i] ?? 0] ?? 'new'], 3 * i)
    if (points.isLate[i]) late.push(i)
  }
  const latePositions = new Float64Array(late.length * 2)
  late.forEach((index, i) => {
    latePositions[2 * i] = positions[2 * index] ?? 0
    latePositions[2 * i + 1] = positions[2 * index + 1] ?? 0
  })
  return { length, positions, colours, latePositions, lateIndexes: Uint32Array.from(late) }
}

/** Radius of a point in pixels at a zoom. */
const radiusAt = (zoom: number): number => Math.min(7, Math.max(1.8, 1.8 + (zoom - 12.5) * 0.95))

/** @param owner  whose points these are: only those of today can be picked */
export function issueLayers(
  buffers: IssueBuffers,
  isDark: boolean,
  zoom: number,
  owner: 'today' | 'played' = 'today',
) {
  const idOf = (id: string): string => (owner === 'today' ? id : `${owner}:${id}`)
  const look = isDark ? 'dark' : 'light'
  const radius = radiusAt(zoom)
  // `beforeId` is read by the overlay: the layer lies at this place among the map's own.
  const shared = { radiusUnits: 'pixels', lineWidthUnits: 'pixels', beforeId: anchorOf('issues') } as const
  const rings = new ScatterplotLayer({
    id: idOf(ISSUE_RINGS),
    ...shared,
    data: {
      length: buffers.lateIndexes.length,
      attributes: { getPosition: { value: buffers.latePositions, size: 2 } },
    },
    filled: false,
    stroked: true,
    getRadius: 1,
    radiusScale: radius + (zoom < 14 ? 1 : 1.7),
    getLineColor: [...LATE[look]],
    getLineWidth: zoom < 14 ? 0.8 : zoom < 15 ? 1.3 : 2,
    pickable: false,
  })
  const points = new ScatterplotLayer({
    id: idOf(ISSUE_POINTS),
    ...shared,
    data: {
      length: buffers.length,
      attributes: {
        getPosition: { value: buffers.positions, size: 2 },
        getFillColor: { value: buffers.colours, size: 3, normalized: true },
      },
    },
    stroked: zoom >= 14,
    getRadius: 1,
    radiusScale: radius,
    getLineColor: [...EDGE[look]],
    getLineWidth: zoom < 15.5 ? 0.6 : 1,
    pickable: owner === 'today',
  })
  return [rings, points]
}
