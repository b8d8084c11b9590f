import { useStore } from '../state/store.ts'
import classes from './HoverTip.module.css'
import { tipStore } from './hover.ts'

/** The tip beside the pointer; it is for the eye only, the panel and the lists say the same to everyone. */
export function HoverTip() {
  const tip = useStore(tipStore)
  if (!tip) return null
  return (
    <div
      className={classes.tip}
      style={{ transform: `translate(${tip.x + 14}px, ${tip.y + 14}px)` }}
      aria-hidden
    >
      <strong>{tip.title}</strong>
      {tip.lines.map((line) => (
        <span key={line}>{line}</span>
      ))}
    </div>
  )
}
