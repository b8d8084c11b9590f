/**
 * Sequential colours, few to many. One hue from pale to deep: the order is in the lightness, so it holds for every
 * kind of colour vision, and the hue is none of water, green, or the states of issues. In dark, more is brighter.
 */
type Ramp = readonly string[]

const LIGHT_RAMP: Ramp = ['#efe6f4', '#dcc9e8', '#c4a6d9', '#a982c6', '#8c5fb0', '#6d4096', '#4d2575']
const DARK_RAMP: Ramp = ['#2b2440', '#3d3160', '#534181', '#6d56a3', '#8a70c4', '#ab92df', '#d0bcf5']

/** How strongly the colours lie on the base map, by zoom: less where buildings are to be seen. */
export const FILL_OPACITY = { low: 0.78, high: 0.32, from: 14.5, to: 16.5 } as const

export function rampOf(isDark: boolean, classes: number): string[] {
  const ramp = isDark ? DARK_RAMP : LIGHT_RAMP
  if (classes <= 1) return [ramp[3] ?? '#888']
  return Array.from(
    { length: classes },
    (_, index) => ramp[Math.round((index * (ramp.length - 1)) / (classes - 1))] ?? '#888',
  )
}
