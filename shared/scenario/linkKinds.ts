/** What can be built between two places on a street, as data: what it costs to walk, and how long it may be. */
import type { AddedLink } from '../network/withChanges.ts'

export const LINK_KINDS = ['opening', 'plainCrossing', 'signalCrossing', 'stepBridge', 'rampBridge'] as const
export type LinkKind = (typeof LINK_KINDS)[number]

interface LinkRule {
  link: Pick<AddedLink, 'kind' | 'crossing' | 'hasSteps'>
  /** Metres walked beside the straight line: up and down again. */
  extraMeters: number
  /** A longer one is a mistake of the hand. */
  mostMeters: number
  because: string
}

/** A deck lies about 5 m over the road: 4.5 m for lorries (CJJ 69-95) and half a metre of deck. */
const DECK_METERS = 5

export const LINK_RULES: Readonly<Record<LinkKind, LinkRule>> = {
  opening: {
    link: { kind: 'opening' },
    extraMeters: 0,
    mostMeters: 60,
    because: 'a way through a wall, at grade, open at all hours',
  },
  plainCrossing: {
    link: { kind: 'crossing', crossing: 'plain' },
    extraMeters: 0,
    mostMeters: 100,
    because: 'waits as the walker does at a marked crossing',
  },
  signalCrossing: {
    link: { kind: 'crossing', crossing: 'signals' },
    extraMeters: 0,
    mostMeters: 100,
    because: 'waits as the walker does at lights',
  },
  stepBridge: {
    link: { kind: 'footway', hasSteps: true },
    extraMeters: 2 * 2 * DECK_METERS,
    mostMeters: 300,
    because: 'stairs of one in two at both ends; no prams, no wheelchairs',
  },
  rampBridge: {
    link: { kind: 'footway' },
    extraMeters: 2 * 12 * DECK_METERS,
    mostMeters: 300,
    because: 'ramps of one in twelve at both ends (GB 50763-2012)',
  },
}
