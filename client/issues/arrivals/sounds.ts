/** Sounds for what arrives, made of plain tones when they are played: there is nothing to fetch. */
import { createStore } from '../../state/store.ts'

interface Tone {
  hertz: number
  /** Seconds from the beginning. */
  from: number
  seconds: number
}

export const SOUNDS = {
  off: [],
  soft: [{ hertz: 523.25, from: 0, seconds: 0.5 }],
  bell: [
    { hertz: 880, from: 0, seconds: 1.1 },
    { hertz: 2217.46, from: 0, seconds: 0.5 },
  ],
  double: [
    { hertz: 659.25, from: 0, seconds: 0.22 },
    { hertz: 987.77, from: 0.2, seconds: 0.45 },
  ],
} as const satisfies Record<string, readonly Tone[]>
export type Sound = keyof typeof SOUNDS
export const SOUND_NAMES = Object.keys(SOUNDS) as Sound[]

const STORED = 'quarterhour.sound'
const LOUDNESS = 0.2

export const soundFrom = (text: string | null): Sound => SOUND_NAMES.find((name) => name === text) ?? 'off'

export const soundStore = createStore<Sound>(soundFrom(localStorage.getItem(STORED)))

export function chooseSound(sound: Sound): void {
  localStorage.setItem(STORED, sound)
  soundStore.set(sound)
}

let context: AudioContext | null = null

/** A browser that was not touched yet stays silent: that is its own rule, and no fault. */
export async function play(sound: Sound): Promise<void> {
  const tones: readonly Tone[] = SOUNDS[sound]
  if (tones.length === 0) return
  context ??= new AudioContext()
  if (context.state === 'suspended') await context.resume()
  const now = context.currentTime
  for (const { hertz, from, seconds } of tones) {
    const [tone, loudness] = [context.createOscillator(), context.createGain()]
    tone.frequency.value = hertz
    const [begin, end] = [now + from, now + from + seconds]
    loudness.gain.setValueAtTime(0, begin)
    loudness.gain.linearRampToValueAtTime(LOUDNESS / tones.length, begin + 0.015)
    loudness.gain.exponentialRampToValueAtTime(0.0005, end)
    tone.connect(loudness).connect(context.destination)
    tone.start(begin)
    tone.stop(end)
  }
}
