/** New points in the order of their numbers: where they stand, whom they serve, what they bring. */
import { count } from '../i18n/format.ts'
import { useT } from '../i18n/i18n.ts'
import { flyToPoint } from '../map/camera.ts'
import classes from './Siting.module.css'

export interface ListedSite {
  lon: number
  lat: number
  /** Empty where it has none. */
  street: string
  people: number
  gained: number
  /** Where points can hold only so many: how many go to it, and how many it can hold. */
  held: { load: number; capacity: number } | null
  /** One line more. */
  note: string | null
}

export function SiteList({ sites }: { sites: readonly ListedSite[] }) {
  const t = useT()
  return (
    <ol className={classes.sites}>
      {sites.map(({ lon, lat, street, people, gained, held, note }, at) => (
        <li key={`${String(lon)} ${String(lat)}`}>
          <button type="button" onClick={() => flyToPoint([lon, lat])}>
            <i className={classes.badge} aria-hidden>
              {at + 1}
            </i>
            <span className={classes.siteName}>
              {street === '' ? t('siting.unnamed', { number: at + 1 }) : street}
              <small>
                {held
                  ? t('siting.load', { load: count(held.load), capacity: count(held.capacity) })
                  : t('siting.serves', { people: count(people) })}
              </small>
              {held && (
                <progress
                  className={classes.load}
                  aria-hidden
                  value={held.load}
                  max={Math.max(1, held.capacity)}
                />
              )}
              {note !== null && <small>{note}</small>}
            </span>
            <span className={classes.gain}>
              <strong>+{count(gained)}</strong>
              <small>{t('siting.gained')}</small>
            </span>
          </button>
        </li>
      ))}
    </ol>
  )
}
