/** Moves on by itself while it is playing, to the end of the day. */
import { useEffect, useState } from 'react'

interface Play {
  isPlaying: boolean
  toggle: () => void
  stop: () => void
}

/** @param step  gives false at the end @param milliseconds  between two steps */
export function usePlay(step: () => boolean, milliseconds: number): Play {
  const [isPlaying, setIsPlaying] = useState(false)
  useEffect(() => {
    if (!isPlaying) return
    const timer = setInterval(() => {
      if (!step()) setIsPlaying(false)
    }, milliseconds)
    return () => clearInterval(timer)
  }, [isPlaying, step, milliseconds])
  return { isPlaying, toggle: () => setIsPlaying(!isPlaying), stop: () => setIsPlaying(false) }
}
