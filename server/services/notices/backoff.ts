/** How long the next try waits: twice as long each time, up to an hour, and never all receivers at one moment. */
const FIRST_SECONDS = 5
const LONGEST_SECONDS = 3_600

/**
 * @param attempts  that have failed, 1 or more
 * @param random  0..1
 * @param askedSeconds  what the receiver itself asked for
 */
export function waitSeconds(attempts: number, random: number, askedSeconds: number | null = null): number {
  const whole = Math.min(LONGEST_SECONDS, FIRST_SECONDS * 2 ** (attempts - 1))
  return Math.max(whole / 2 + (whole / 2) * random, Math.min(askedSeconds ?? 0, LONGEST_SECONDS))
}
