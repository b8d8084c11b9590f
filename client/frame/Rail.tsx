/** The places, by what the person may do; on a phone a bar at the bottom. */
import { UnstyledButton } from '@mantine/core'
import { useMe } from '../api/useMe.ts'
import { useT } from '../i18n/i18n.ts'
import { PLACES } from '../places.ts'
import { openPlace, useAddress } from '../state/addressStore.ts'
import classes from './Rail.module.css'

export function Rail() {
  const t = useT()
  const { me } = useMe()
  const current = useAddress((entry) => entry.place)
  const places = PLACES.filter((place) => place.anyOf.some((one) => me?.permissions.includes(one)))
  return (
    <nav className={classes.rail} aria-label={t('place.rail')}>
      {places.map(({ id, label, icon: Icon }) => (
        <UnstyledButton
          key={id}
          className={classes.item}
          aria-current={id === current ? 'page' : undefined}
          onClick={() => openPlace(id)}
        >
          <Icon size={20} stroke={1.6} aria-hidden />
          <span>{t(label)}</span>
        </UnstyledButton>
      ))}
    </nav>
  )
}
