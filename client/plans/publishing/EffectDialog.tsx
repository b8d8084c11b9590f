/** What a plan does to people, in lists: whom to tell, homes, open issues, the load of each worker, and letters. */
import { Modal, Tabs, TextInput } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { addDays, isDay } from '../../../shared/domain/dates.ts'
import type { PlanMoves } from '../../../shared/plans/planMoves.ts'
import { trpc } from '../../api/trpc.ts'
import { useSystem } from '../../api/useSystem.ts'
import { useT } from '../../i18n/i18n.ts'
import { Failed } from '../../ui/Failed.tsx'
import { SkeletonLines } from '../../ui/SkeletonLines.tsx'
import classes from './Publishing.module.css'
import { LettersTab } from './LettersTab.tsx'
import { HomesTab } from './HomesTab.tsx'
import { IssuesTab } from './IssuesTab.tsx'
import { ToldTab } from './ToldTab.tsx'
import { WorkersTab } from './WorkersTab.tsx'
import { gridsOf } from './movedGrids.ts'

interface Props {
  plan: { id: string; name: string; publishOn: string | null }
  onClose: () => void
}

const TABS = ['told', 'homes', 'issues', 'workers', 'letters'] as const

export default function EffectDialog({ plan, onClose }: Props) {
  const t = useT()
  const today = useSystem()?.today
  const isPhone = useMediaQuery('(max-width: 767px)')
  const [chosen, setChosen] = useState<string | null>(null)
  const day = plan.publishOn ?? chosen ?? (today === undefined ? '' : addDays(today, 1))
  const moves = useQuery(
    trpc.plan.moves.queryOptions(
      { id: plan.id, on: day },
      { enabled: isDay(day), placeholderData: keepPreviousData, gcTime: 0, retry: false },
    ),
  )
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('planPublish.effectTitle', { name: plan.name })}
      size="72rem"
      fullScreen={isPhone ?? false}
      closeButtonProps={{ 'aria-label': t('planPage.cancel') }}
    >
      <div className={classes.tools}>
        <TextInput
          type="date"
          label={t('planPage.publishDay')}
          value={day}
          disabled={plan.publishOn !== null}
          {...(today === undefined ? {} : { min: today })}
          onChange={(event) => setChosen(event.currentTarget.value)}
        />
      </div>
      {moves.error ? (
        <Failed error={moves.error} onRetry={() => void moves.refetch()} />
      ) : moves.data ? (
        <Lists plan={plan} moves={moves.data} />
      ) : (
        isDay(day) && <SkeletonLines rows={8} />
      )}
    </Modal>
  )
}

function Lists({ plan, moves }: { plan: Props['plan']; moves: PlanMoves }) {
  const t = useT()
  const grids = useMemo(() => gridsOf(moves), [moves])
  const given = { plan, moves, grids }
  return (
    <Tabs defaultValue="told" keepMounted={false} className={classes.tabs}>
      <Tabs.List className={classes.tabList}>
        {TABS.map((tab) => (
          <Tabs.Tab key={tab} value={tab}>
            {t(`planPublish.tab.${tab}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value="told" className={classes.tab}>
        <ToldTab {...given} />
      </Tabs.Panel>
      <Tabs.Panel value="homes" className={classes.tab}>
        <HomesTab {...given} />
      </Tabs.Panel>
      <Tabs.Panel value="issues" className={classes.tab}>
        <IssuesTab {...given} />
      </Tabs.Panel>
      <Tabs.Panel value="workers" className={classes.tab}>
        <WorkersTab {...given} />
      </Tabs.Panel>
      <Tabs.Panel value="letters" className={classes.tab}>
        <LettersTab {...given} />
      </Tabs.Panel>
    </Tabs>
  )
}
