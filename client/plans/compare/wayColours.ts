/** Colours of the grids that ground and homes go to; the largest have one of their own, the rest share grey. */
import type { AreaKey } from '../../../shared/coverage/coverage.ts'
import { UNASSIGNED } from '../../../shared/coverage/coverage.ts'
import type { HandedOver } from '../../../shared/plans/comparePlans.ts'
import { planColours } from '../planColours.ts'

/** Told apart by every eye; after Okabe and Ito 2008, darkened for a pale ground. */
const LIGHT = ['#0068a8', '#c24e00', '#00805d', '#a8407f', '#7a5a00', '#4b3fa8', '#2f87b8', '#8a3324']
const DARK = ['#56b4e9', '#ff9a4d', '#3fd1a4', '#f08cc8', '#f0d264', '#a9a0ff', '#8fd6f5', '#e58a78']
const REST = { light: '#6b7480', dark: '#9aa5b1' } as const

/** @returns by key of the grid that is gone to, those that gain most households first */
export function wayColours(ways: readonly HandedOver[], isDark: boolean): ReadonlyMap<AreaKey, string> {
  const gained = new Map<AreaKey, number>()
  for (const { to, households } of ways) gained.set(to, (gained.get(to) ?? 0) + households)
  const palette = isDark ? DARK : LIGHT
  const rest = isDark ? REST.dark : REST.light
  const named = [...gained].filter(([key]) => key !== UNASSIGNED).sort((a, b) => b[1] - a[1])
  const colours = new Map(named.map(([key], i) => [key, palette[i] ?? rest]))
  if (gained.has(UNASSIGNED)) colours.set(UNASSIGNED, planColours(isDark).unassigned)
  return colours
}

/** Of ground without homes that goes somewhere. */
export const colourTo = (colours: ReadonlyMap<AreaKey, string>, key: AreaKey, isDark: boolean): string =>
  colours.get(key) ?? (isDark ? REST.dark : REST.light)
