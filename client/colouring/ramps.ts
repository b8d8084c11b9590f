/**
 * Sequential colours, few to many. One hue from pale to deep: the order is in the lightness, so it holds for every
 * kind of colour vision, and the hue is none of water, green, or the states of issues. In dark, more is brighter.
 */
type Ramp = readonly string[]

const LIGHT_RAMP: Ramp = ['#f4edf8', '#e4d3ee', '#cfb3e0', '#b691d0', '#9a6dbc', '#7d4ca3', '#5f3086']
const DARK_RAMP: Ramp = ['#2a2340', '#3f3166', '#58428c', '#7557b2', '#9474d3', '#b79bee', '#dcc9ff']

/** How strongly the colours lie on the base map, by zoom: less where buildings are to be seen. */
export const FILL_OPACITY = { low: 0.72, high: 0.4, from: 14.5, to: 16.5 } as const

export function fillOpacityAt(zoom: number): number {
  const { low, high, from, to } = FILL_OPACITY
  const share = Math.min(1, Math.max(0, (zoom - from) / (to - from)))
  return low + (high - low) * share
}

const channels = (hex: string): number[] => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16))

/** The colour that is seen when `top` lies on `ground` with this opacity; both as `#rrggbb`. */
export function seenColour(top: string, ground: string, opacity: number): string {
  const below = channels(ground)
  const mixed = channels(top).map((value, i) => Math.round(value * opacity + (below[i] ?? 0) * (1 - opacity)))
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`
}

export function rampOf(isDark: boolean, classes: number): string[] {
  const ramp = isDark ? DARK_RAMP : LIGHT_RAMP
  if (classes <= 1) return [ramp[3] ?? '#888']
  return Array.from(
    { length: classes },
    (_, index) => ramp[Math.round((index * (ramp.length - 1)) / (classes - 1))] ?? '#888',
  )
}
