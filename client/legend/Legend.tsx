/**
 * Bottom left: what the colours mean, always true to what is drawn: it is built from the same colouring as the map.
 * Figure, unit, day and source; how many units are in each class; the pointer over a class shows only that class.
 */
import { ActionIcon } from '@mantine/core'
import { IconAdjustmentsHorizontal, IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import { Suspense, useState } from 'react'
import { useColouring } from '../colouring/useColouring.ts'
import { useT } from '../i18n/i18n.ts'
import { isQuiet, placeOf } from '../places.ts'
import { useAddress } from '../state/addressStore.ts'
import { ClassRows } from './ClassRows.tsx'
import { ColourSettings } from './ColourSettings.tsx'
import { IssueKey } from './IssueKey.tsx'
import classes from './Legend.module.css'
import { LegendSource } from './LegendSource.tsx'
import { useMediaQuery } from '@mantine/hooks'
import { PHONE_QUERY } from '../frame/layout.ts'

export function Legend() {
  const t = useT()
  const colouring = useColouring()
  const place = placeOf(useAddress((entry) => entry.place))
  const isQuietPlace = useAddress((entry) => isQuiet(entry, 'colouring'))
  const colour = useAddress((entry) => (isQuietPlace ? 'none' : entry.colour))
  const showsIssues = useAddress((entry) => entry.shown.includes('issues') && !isQuiet(entry, 'issues'))
  const isPhone = useMediaQuery(PHONE_QUERY, matchMedia(PHONE_QUERY).matches)
  const [isOpen, setIsOpen] = useState(!isPhone)
  const [isSetting, setIsSetting] = useState(false)
  const Chevron = isOpen ? IconChevronDown : IconChevronUp
  const title = isQuietPlace ? t(place.label) : colour === 'none' ? t('legend.none') : t(`figure.${colour}`)
  return (
    <section className={classes.legend} aria-label={t('legend.title')}>
      <header className={classes.head}>
        <h2 className={classes.title}>
          {title}
          {colouring && <span className={classes.unit}>{t(`figureUnit.${colouring.figure}`)}</span>}
        </h2>
        {!isQuietPlace && (
          <ActionIcon
            variant={isSetting && isOpen ? 'light' : 'subtle'}
            color="gray"
            c="var(--qh-ink-soft)"
            size={isPhone ? 40 : 26}
            aria-label={t('legend.settings')}
            aria-expanded={isSetting && isOpen}
            onClick={() => {
              setIsSetting(!(isSetting && isOpen))
              setIsOpen(true)
            }}
          >
            <IconAdjustmentsHorizontal size={16} aria-hidden />
          </ActionIcon>
        )}
        <ActionIcon
          variant="subtle"
          color="gray"
          c="var(--qh-ink-soft)"
          size={isPhone ? 40 : 26}
          aria-label={isOpen ? t('legend.fold') : t('legend.unfold')}
          aria-expanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
        >
          <Chevron size={16} aria-hidden />
        </ActionIcon>
      </header>
      {isOpen && (
        <>
          {place.Legend && (
            <Suspense fallback={null}>
              <place.Legend />
            </Suspense>
          )}
          {isSetting && !isQuietPlace && <ColourSettings />}
          {colouring && <ClassRows colouring={colouring} />}
          {showsIssues && <IssueKey />}
          {colouring && <LegendSource colouring={colouring} />}
        </>
      )}
    </section>
  )
}
