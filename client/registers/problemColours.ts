/** The same colours on the map, in the legend and beside the words. */
export interface ProblemColours {
  /** The unit a row names. */
  stated: string
  /** The unit its place lies in. */
  lies: string
  other: string
}

export const problemColours = (isDark: boolean): ProblemColours =>
  isDark
    ? { stated: '#ff9a5c', lies: '#7db0ff', other: '#8d98a8' }
    : { stated: '#b8430f', lies: '#1f5fc4', other: '#6b7684' }
