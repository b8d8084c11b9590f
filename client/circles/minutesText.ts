/** Minutes on screen: one decimal below ten, whole ones above. */
export const minutesText = (minutes: number): string =>
  minutes < 9.95 ? minutes.toFixed(1) : String(Math.round(minutes))
