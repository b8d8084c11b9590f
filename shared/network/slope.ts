/**
 * How much longer a slope takes than the level. Source: Tobler 1993, "Three presentations on geographical analysis and
 * modeling": speed = 6 km/h × exp(-3.5 × |rise / run + 0.05|). Taken as a share of its own speed on the level, so that it
 * goes with any profile. Tobler's walkers are quicker gently downhill; here nobody is quicker than the profile says,
 * since circles are promised to hold no one who walks faster than that.
 */
const DECAY = 3.5
const EASIEST = 0.05

/** Time on a slope against the level, 1 or more. @param percent  rise along the walk; negative: downhill */
export const slopeFactor = (percent: number): number =>
  percent === 0 ? 1 : Math.max(1, Math.exp(DECAY * (Math.abs(percent / 100 + EASIEST) - EASIEST)))
