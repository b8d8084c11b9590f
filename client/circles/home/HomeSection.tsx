/** One home explained for the kind that is looked at. */
import { ActionIcon } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useT } from '../../i18n/i18n.ts'
import { Section } from '../../ui/Section.tsx'
import classes from '../Circles.module.css'
import { changeCircles, formatPlace, pickCircles, type CircleState } from '../circleState.ts'
import { HomeReasons } from './HomeReasons.tsx'

interface Props {
  state: CircleState
  kind: string
}

export function HomeSection({ state, kind }: Props) {
  const t = useT()
  const { home, minutes, walker } = state
  if (!home) return <p className={classes.hint}>{t('home.hint')}</p>
  return (
    <Section title={t('home.title')} aside={<CloseHome />}>
      <HomeReasons key={formatPlace(home)} home={home} kind={kind} minutes={minutes[2]} walker={walker} />
      <button
        type="button"
        className={classes.reachMore}
        onClick={() => pickCircles({ from: 'place', ...home })}
      >
        {t('home.fromHere')}
      </button>
    </Section>
  )
}

export function CloseHome() {
  const t = useT()
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="sm"
      aria-label={t('home.close')}
      onClick={() => changeCircles({ home: undefined }, 'replace')}
    >
      <IconX size={16} aria-hidden />
    </ActionIcon>
  )
}
