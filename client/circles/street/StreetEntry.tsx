/** The way from the circles to the street view. */
import { Button } from '@mantine/core'
import { IconRoadSign, IconWall } from '@tabler/icons-react'
import { useT } from '../../i18n/i18n.ts'
import { Section } from '../../ui/Section.tsx'
import circles from '../Circles.module.css'
import { openStreet } from './streetState.ts'
import classes from './Street.module.css'

export function StreetEntry() {
  const t = useT()
  return (
    <Section title={t('street.title')}>
      <p className={circles.note}>{t('street.entry')}</p>
      <div className={classes.entry}>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconRoadSign size={16} aria-hidden />}
          onClick={() => openStreet('draft')}
        >
          {t('street.title')}
        </Button>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconWall size={16} aria-hidden />}
          onClick={() => openStreet('walls')}
        >
          {t('street.wallsTitle')}
        </Button>
      </div>
    </Section>
  )
}
