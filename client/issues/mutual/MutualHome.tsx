/** Street and community evaluate each other: the quarter, and each community with both answers. */
import { Button, Select } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { today } from '../../../shared/domain/dates.ts'
import { laterQuarter, type Quarter, quarterOf } from '../../../shared/issues/mutual.ts'
import { trpc } from '../../api/trpc.ts'
import { useT } from '../../i18n/i18n.ts'
import { navigate, useAddress } from '../../state/addressStore.ts'
import { Failed } from '../../ui/Failed.tsx'
import { PanelBody } from '../../ui/PanelBody.tsx'
import { PlaceHead } from '../../ui/PlaceHead.tsx'
import { SkeletonLines } from '../../ui/SkeletonLines.tsx'
import { StateMessage } from '../../ui/StateMessage.tsx'
import { MutualCommunity } from './MutualCommunity.tsx'
import classes from './Mutual.module.css'

/** This quarter and those before it that can be looked at. */
const QUARTERS_BACK = 4

const quartersUntil = (last: Quarter): Quarter[] =>
  Array.from({ length: QUARTERS_BACK + 1 }, (_, index) => laterQuarter(last, -index))

export default function MutualHome() {
  const t = useT()
  const own = useAddress((entry) => entry.own)
  const quarters = quartersUntil(quarterOf(today()))
  const asked = quarters.find((one) => one === own['issues.quarter'])
  const quarter = asked ?? quarters[0]!
  const [open, setOpen] = useState<string | null>(null)
  const query = useQuery(trpc.mutual.sheet.queryOptions({ quarter }, { placeholderData: keepPreviousData }))
  const sheet = query.data?.quarter === quarter ? query.data : undefined
  const back = () => {
    const { 'issues.view': _view, 'issues.quarter': _quarter, ...rest } = own
    navigate({ own: rest })
  }
  // With one community there is nothing to choose.
  const shown = open ?? (sheet?.communities.length === 1 ? sheet.communities[0]!.code : null)
  return (
    <>
      <PlaceHead title={t('mutual.title')}>
        <Button size="compact-sm" variant="default" onClick={back}>
          {t('mutual.back')}
        </Button>
      </PlaceHead>
      <PanelBody>
        <div className={classes.top}>
          <Select
            label={t('mutual.quarter')}
            data={quarters.map((value) => ({
              value,
              label: t('mutual.quarterName', { year: value.slice(0, 4), n: value.slice(5) }),
            }))}
            value={quarter}
            allowDeselect={false}
            onChange={(next) => next && navigate({ own: { ...own, 'issues.quarter': next } })}
          />
          {sheet && (
            <p className={classes.quiet}>
              {t(sheet.isOpen ? 'mutual.openHint' : 'mutual.closedHint', { day: sheet.closesOn })}
            </p>
          )}
        </div>
        {query.error && !sheet ? (
          <Failed error={query.error} onRetry={() => void query.refetch()} />
        ) : !sheet ? (
          <SkeletonLines rows={6} height={28} gap={16} />
        ) : sheet.communities.length === 0 ? (
          <StateMessage tone="empty" title={t('mutual.none')} hint={t('mutual.noneHint')} />
        ) : (
          <ul className={classes.list}>
            {sheet.communities.map((community) => (
              <MutualCommunity
                key={`${quarter} ${community.code}`}
                sheet={sheet}
                community={community}
                isOpen={shown === community.code}
                onToggle={() => setOpen(shown === community.code ? '' : community.code)}
              />
            ))}
          </ul>
        )}
      </PanelBody>
    </>
  )
}
