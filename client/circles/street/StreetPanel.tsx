/** The street view: changes and what they do, scenarios that are kept, and the walls that stand in the way. */
import { ActionIcon, SegmentedControl } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { WALKING_PROFILES } from '../../../shared/standards/lifeCircles.ts'
import { i18n, useT } from '../../i18n/i18n.ts'
import { facilityKindName } from '../../i18n/vocabulary.ts'
import { Failed } from '../../ui/Failed.tsx'
import { ScrollBody } from '../../ui/ScrollBody.tsx'
import { StateMessage } from '../../ui/StateMessage.tsx'
import circles from '../Circles.module.css'
import type { CircleState } from '../circleState.ts'
import { useCircleState } from '../useCircles.ts'
import { DraftTab } from './DraftTab.tsx'
import { KeptTab } from './KeptTab.tsx'
import { closeStreet, openStreet, STREET_TABS, useStreetState } from './streetState.ts'
import classes from './Street.module.css'
import { takeTool } from './tools.ts'
import { useScenarioOfAddress } from './useKeptScenarios.ts'
import { useStreetGround } from './useStreet.ts'
import { WallsTab } from './WallsTab.tsx'

function useDetail({ subject, walker, minutes }: CircleState): string {
  const t = useT()
  const profile = WALKING_PROFILES.find((one) => one.profile === walker)
  return t('street.detail', {
    subject:
      subject?.from === 'kind'
        ? facilityKindName(subject.kind)
        : subject?.from === 'dropped'
          ? t('circles.dropped')
          : t(subject?.from === 'facility' ? 'street.oneFacility' : 'circles.place'),
    walker: (i18n.locale === 'en' ? profile?.en : profile?.zh) ?? walker,
    minutes: minutes.join('/'),
  })
}

export default function StreetPanel() {
  const t = useT()
  const scroller = useRef<HTMLDivElement>(null)
  const state = useCircleState()
  const detail = useDetail(state)
  const { tab } = useStreetState()
  const { hasNetwork, error, retry } = useStreetGround()
  useScenarioOfAddress()
  useEffect(() => () => takeTool(null), [])
  return (
    <>
      <header className={circles.head}>
        <ActionIcon
          variant="subtle"
          color="gray"
          c="var(--qh-ink-soft)"
          size={36}
          aria-label={t('street.back')}
          onClick={closeStreet}
        >
          <IconArrowLeft size={18} aria-hidden />
        </ActionIcon>
        <div className={circles.headText}>
          <h2 className={circles.title}>{t('street.title')}</h2>
          <div className={circles.detail}>{detail}</div>
        </div>
      </header>
      <ScrollBody ref={scroller}>
        {error ? (
          <Failed error={error} onRetry={retry} />
        ) : !hasNetwork ? (
          <StateMessage tone="empty" title={t('street.noNetwork')} hint={t('circles.noNetwork')} />
        ) : (
          <>
            <div className={classes.tabs}>
              <SegmentedControl
                fullWidth
                size="sm"
                aria-label={t('street.tabs')}
                value={tab ?? 'draft'}
                data={STREET_TABS.map((one) => ({ value: one, label: t(`street.tab.${one}`) }))}
                onChange={(value) => {
                  takeTool(null)
                  openStreet(STREET_TABS.find((one) => one === value) ?? 'draft')
                }}
              />
            </div>
            {tab === 'kept' ? <KeptTab /> : tab === 'walls' ? <WallsTab /> : <DraftTab scroller={scroller} />}
          </>
        )}
      </ScrollBody>
    </>
  )
}
