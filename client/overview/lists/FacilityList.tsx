import { UnstyledButton } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { trpc } from '../../api/trpc.ts'
import { useT } from '../../i18n/i18n.ts'
import { facilityKindName } from '../../i18n/vocabulary.ts'
import { useAt } from '../../state/addressStore.ts'
import type { SubjectProps } from '../../subjects.ts'
import { FacilityIcon } from '../../ui/FacilityIcon.tsx'
import { openFacility } from '../open.ts'
import classes from '../Rows.module.css'
import { ListPanel } from './ListPanel.tsx'
import { PAGE_ROWS, usePagedList } from './usePagedList.ts'

/** Facilities of a unit, or of a kind. */
export default function FacilityList({ subject }: SubjectProps) {
  const t = useT()
  const at = useAt()
  const { unit, kind } = subject.filter
  const list = usePagedList(
    useInfiniteQuery(
      trpc.facility.list.infiniteQueryOptions(
        { unit, kind, at, limit: PAGE_ROWS },
        { getNextPageParam: (page) => page.nextCursor },
      ),
    ),
  )
  return (
    <ListPanel
      subject={subject}
      title={t('list.facilities')}
      list={list}
      rowPixels={52}
      keyOf={(row) => row.id}
    >
      {(row) => (
        <UnstyledButton className={classes.row} onClick={() => openFacility(row.id, row.location)}>
          <FacilityIcon kind={row.kind} size={16} />
          <span className={classes.main}>
            <span className={classes.title}>{row.name}</span>
            <span className={classes.sub}>
              {facilityKindName(row.kind)} · {row.address || row.unit?.name}
            </span>
          </span>
        </UnstyledButton>
      )}
    </ListPanel>
  )
}
