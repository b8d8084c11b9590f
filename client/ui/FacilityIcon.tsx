/** The icon of a kind of facility, in the colour of the text around it. */
import { kindIconUrl } from '../map/facilityIcons.ts'
import classes from './FacilityIcon.module.css'

export function FacilityIcon({ kind, size = 14 }: { kind: string; size?: number }) {
  return (
    <span
      className={classes.icon}
      style={{ width: size, height: size, maskImage: `url("${kindIconUrl(kind)}")` }}
      aria-hidden
    />
  )
}
