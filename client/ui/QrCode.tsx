/** A text as a QR code, drawn here: nothing is asked of anybody. Dark on light in both themes, or cameras do not find it. */
import { encode } from 'uqr'
import classes from './QrCode.module.css'

/** Modules of light around it, as ISO/IEC 18004 asks. */
const QUIET = 4

export function QrCode({ text, label }: { text: string; label: string }) {
  const { data, size } = encode(text, { ecc: 'M', border: QUIET })
  const path = data
    .flatMap((line, y) => line.flatMap((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : [])))
    .join('')
  return (
    <svg
      className={classes.code}
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
    >
      <path d={path} fill="#000" />
    </svg>
  )
}
