/** Scores in five bands, by the share of kinds in reach: blue has much, orange little; told apart by every kind of sight. */
export interface ScoreBand {
  /** Share of the kinds at least, 0 to 1. */
  from: number
  colour: string
}

const SHARES = [1, 0.8, 0.6, 0.4, 0]
const LIGHT = ['#123d86', '#3f7ad1', '#9cc0ee', '#f0a46b', '#c8501b']
const DARK = ['#cfe2ff', '#86b4f7', '#4a7fd0', '#b9703a', '#ff9a5c']

export const scoreBands = (isDark: boolean): ScoreBand[] =>
  SHARES.map((from, index) => ({ from, colour: (isDark ? DARK : LIGHT)[index]! }))

/** Fewest kinds of each band, for so many kinds; the best band first. Bands that hold no score are left out. */
export function bandsFor(kinds: number, isDark: boolean): { least: number; most: number; colour: string }[] {
  let most = kinds
  return scoreBands(isDark).flatMap(({ from, colour }) => {
    const least = Math.ceil(from * kinds)
    if (least > most) return []
    const band = { least, most, colour }
    most = least - 1
    return [band]
  })
}
