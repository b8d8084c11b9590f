/** Colours of a load against the norm: blue below, grey within, orange above; a pair that every eye tells apart. */
import type { LoadClass } from '../../shared/plans/norm.ts'

export interface PlanColours {
  load: Readonly<Record<LoadClass, string>>
  /** Grids that the norm is not for. */
  dedicated: string
  unassigned: string
  border: string
  parentBorder: string
  today: string
  selected: string
  halo: string
  corner: string
  sketch: string
}

export const planColours = (isDark: boolean): PlanColours =>
  isDark
    ? {
        load: {
          farBelow: '#2f7fd1',
          below: '#3b5f8a',
          within: '#4a535e',
          above: '#94602f',
          farAbove: '#e08a3c',
        },
        dedicated: '#3b4a44',
        unassigned: '#ff5c8f',
        border: '#c7d2df',
        parentBorder: '#eef3f8',
        today: '#8794a3',
        selected: '#7db0ff',
        halo: '#10141a',
        corner: '#10141a',
        sketch: '#ffcf5c',
      }
    : {
        load: {
          farBelow: '#3f86c9',
          below: '#a5c8e6',
          within: '#e4e4df',
          above: '#f3bd85',
          farAbove: '#d9722b',
        },
        dedicated: '#c9d8c6',
        unassigned: '#c2185b',
        border: '#43505f',
        parentBorder: '#1f2a38',
        today: '#6d7987',
        selected: '#1348a3',
        halo: '#ffffff',
        corner: '#ffffff',
        sketch: '#7a2fb0',
      }

export type Rgba = [number, number, number, number]

/** @param opacity  0 to 255 */
export const rgba = (hex: string, opacity = 255): Rgba => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16))
  return [red, green, blue, opacity]
}
