/** The position of this phone, added to the next step by a press and taken out by another. */
import { Button } from '@mantine/core'
import { IconMapPin, IconMapPinCheck } from '@tabler/icons-react'
import { distance } from '../../i18n/format.ts'
import { useT } from '../../i18n/i18n.ts'
import classes from './Photos.module.css'
import type { useHere } from './useHere.ts'

export function HereLine({ asked, ask, forget }: ReturnType<typeof useHere>) {
  const t = useT()
  return (
    <div className={classes.buttons}>
      {asked.state === 'there' ? (
        <>
          <span role="status">
            <IconMapPinCheck size={16} aria-hidden className={classes.pin} />{' '}
            {t('here.there', { distance: distance(asked.here.accuracyMeters) })}
          </span>
          <Button variant="default" size="compact-md" onClick={forget}>
            {t('here.forget')}
          </Button>
        </>
      ) : (
        <>
          <Button
            variant="default"
            size="compact-md"
            leftSection={<IconMapPin size={16} aria-hidden />}
            loading={asked.state === 'asking'}
            onClick={ask}
          >
            {t('here.add')}
          </Button>
          <span className={classes.quiet} role="status">
            {asked.state === 'failed' ? t(asked.isDenied ? 'here.denied' : 'here.failed') : t('here.hint')}
          </span>
        </>
      )}
    </div>
  )
}
