/** Nothing selected: the street's figures, the most urgent issues, the tree of units. */
import { Button } from '@mantine/core'
import { useUnits } from '../api/useUnits.ts'
import { useMay, useMe } from '../api/useMe.ts'
import { useT } from '../i18n/i18n.ts'
import { openPlace } from '../state/addressStore.ts'
import { Failed } from '../ui/Failed.tsx'
import { PanelBody } from '../ui/PanelBody.tsx'
import { SkeletonLines } from '../ui/SkeletonLines.tsx'
import { StateMessage } from '../ui/StateMessage.tsx'
import { Section } from '../ui/Section.tsx'
import { isOpenTo } from './lists/reach.ts'
import { StreetTotals } from './StreetTotals.tsx'
import { UnitTree } from './UnitTree.tsx'
import { UrgentIssues } from './UrgentIssues.tsx'

export default function OverviewHome() {
  const t = useT()
  const { nodes, isPending, error, retry } = useUnits()
  const mayImport = useMay('data.import')
  const { me } = useMe()
  if (isPending) return <SkeletonLines rows={12} />
  if (error && nodes.size === 0) return <Failed error={error} onRetry={retry} />
  if (nodes.size === 0) {
    return (
      <PanelBody>
        <StateMessage tone="empty" title={t('overview.empty')} hint={t('overview.emptyHint')}>
          {mayImport && (
            <Button mt={12} onClick={() => openPlace('imports')}>
              {t('overview.emptyAction')}
            </Button>
          )}
        </StateMessage>
      </PanelBody>
    )
  }
  return (
    <PanelBody>
      <StreetTotals />
      {isOpenTo(me?.lists.issues) && <UrgentIssues />}
      <Section title={t('overview.units')}>
        <UnitTree />
      </Section>
    </PanelBody>
  )
}
