/** A unit and all that is linked to it, in one round trip; every number opens its list. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { isNotFound } from '../api/failure.ts'
import { trpc } from '../api/trpc.ts'
import { useT } from '../i18n/i18n.ts'
import { useAt } from '../state/addressStore.ts'
import type { SubjectProps } from '../subjects.ts'
import { Failed } from '../ui/Failed.tsx'
import { PanelBody } from '../ui/PanelBody.tsx'
import { PanelHead } from '../ui/PanelHead.tsx'
import { SkeletonLines } from '../ui/SkeletonLines.tsx'
import { StateMessage } from '../ui/StateMessage.tsx'
import { AgeBar } from './AgeBar.tsx'
import { Assignments } from './Assignments.tsx'
import { ChildrenTable } from './ChildrenTable.tsx'
import { FacilityKinds } from './FacilityKinds.tsx'
import { ListsNote } from './ListsNote.tsx'
import { OpenIssues } from './OpenIssues.tsx'
import { PopulationSource } from './PopulationSource.tsx'
import { UnitFiguresGrid } from './UnitFiguresGrid.tsx'
import { UnitKicker } from './UnitKicker.tsx'
import { UnitVersions } from './UnitVersions.tsx'
import { useUnits } from '../api/useUnits.ts'
import { today } from '../../shared/domain/dates.ts'

export default function UnitSubject({ subject }: SubjectProps) {
  const t = useT()
  const at = useAt()
  const known = useUnits().nodes.get(subject.id)
  const query = useQuery(
    trpc.unit.panel.queryOptions({ code: subject.id, at }, { placeholderData: keepPreviousData }),
  )
  const panel = query.data?.unit.code === subject.id ? query.data : undefined
  if (query.error && isNotFound(query.error)) {
    return (
      <>
        <PanelHead title={subject.id} />
        <StateMessage
          tone="empty"
          title={t('unit.notInForce', { day: at ?? today() })}
          hint={t('unit.notInForceHint')}
        />
      </>
    )
  }
  return (
    <>
      <PanelHead
        kicker={<UnitKicker ancestors={panel?.ancestors} level={panel?.unit.level ?? known?.level} />}
        title={panel?.unit.name ?? known?.name ?? subject.id}
        detail={
          <>
            {subject.id}
            {panel?.unit.kind === 'dedicated' && ` · ${t('unitKind.dedicated')}`}
          </>
        }
      />
      {panel ? (
        <PanelBody>
          <UnitFiguresGrid panel={panel} />
          <AgeBar panel={panel} />
          <PopulationSource figures={panel.figures} />
          <ListsNote lists={panel.lists} />
          <OpenIssues panel={panel} />
          <FacilityKinds panel={panel} />
          <Assignments rows={panel.assignments} />
          {panel.children.length > 0 && <ChildrenTable rows={panel.children} />}
          <UnitVersions panel={panel} />
        </PanelBody>
      ) : query.error ? (
        <Failed error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <SkeletonLines rows={10} />
      )}
    </>
  )
}
