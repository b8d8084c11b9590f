/**
 * A walker on the page's own thread, for a point that is held. What the worker answers can be painted in the next frame
 * at best; what is answered here lies under the pointer in the same one. Only where an answer takes a small part of a
 * frame: elsewhere the worker answers and the page stays free.
 */
import type { ProfileKey } from '../../../shared/network/profiles.ts'
import type { WalkAnswer, WalkGround, WalkQuestion } from './protocol.ts'
import type { Walker } from './walker.ts'

/** Of a frame of 16.7 ms: what is left is for painting. */
const MOST_MILLISECONDS = 8
/** Answers tried out before any is asked for: the first ones are slow. */
const TRIALS = 12
/** How much one answer moves the mean. */
const WEIGHT = 0.2

let ground: WalkGround | null = null
let walker: Walker | null = null
/** Time of an answer when it was tried out, by way of walking; null: being tried out. */
const tried = new Map<string, number | null>()
/** Mean time of the answers since the point was taken. */
const means = new Map<string, number>()

const keyOf = ({ walker: profile, isTowards }: { walker: ProfileKey; isTowards: boolean }): string =>
  `${profile} ${isTowards}`

const whenIdle = (): Promise<void> =>
  new Promise((resolve) => {
    if ('requestIdleCallback' in globalThis) requestIdleCallback(() => resolve())
    else setTimeout(resolve, 200)
  })

/** What is answered from now on stands on this ground; nothing is answered until it has been tried out. */
export function openAtHand(next: WalkGround): void {
  ground = next
  walker = null
  means.clear()
  tried.clear()
}

async function openWalker(on: WalkGround): Promise<Walker | null> {
  if (walker?.ground === on) return walker
  const [{ Walker }, response] = await Promise.all([import('./walker.ts'), fetch(`/network/${on.hash}.bin`)])
  if (!response.ok) return null
  const bytes = new Uint8Array(await response.arrayBuffer())
  await whenIdle()
  if (ground !== on) return null
  walker = new Walker(bytes, on)
  return walker
}

/** Forgets the network where answers take too long: those of other ways of walking would as well. */
function leaveToWorker(): void {
  ground = walker = null
}

/** Finds out, while the page has nothing else to do, whether questions like this one are answered fast enough here. */
export async function tryAtHand(question: WalkQuestion): Promise<void> {
  const key = keyOf(question)
  const on = ground
  if (!on) return
  const known = tried.get(key)
  // Slow once, under some other load of the machine, is not slow for ever.
  if (typeof known === 'number') means.set(key, known)
  if (known !== undefined) return
  tried.set(key, null)
  await whenIdle()
  const own = await openWalker(on)
  if (ground !== on) return
  if (!own) return leaveToWorker()
  let fastest = Infinity
  for (let trial = 0; trial < TRIALS; trial++) {
    await whenIdle()
    if (ground !== on) return
    fastest = Math.min(fastest, own.answer({ ...question, isBrief: true }).milliseconds)
  }
  if (fastest > MOST_MILLISECONDS) return leaveToWorker()
  tried.set(key, fastest)
  means.set(key, fastest)
}

/** @returns null where the worker has to answer: not tried out yet, or too slow */
export function answerAtHand(question: WalkQuestion): WalkAnswer | null {
  const key = keyOf(question)
  const mean = means.get(key)
  if (!walker || mean === undefined || mean > MOST_MILLISECONDS) return null
  const answer = walker.answer(question)
  means.set(key, mean + WEIGHT * (answer.milliseconds - mean))
  return answer
}
