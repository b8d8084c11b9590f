import { UnstyledButton } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { trpc } from '../../api/trpc.ts'
import { count } from '../../i18n/format.ts'
import { useT } from '../../i18n/i18n.ts'
import { useAt } from '../../state/addressStore.ts'
import type { SubjectProps } from '../../subjects.ts'
import { openBuilding } from '../open.ts'
import classes from '../Rows.module.css'
import { ListPanel } from './ListPanel.tsx'
import { PAGE_ROWS, usePagedList } from './usePagedList.ts'

/** Buildings of a unit, with who lives there. */
export default function BuildingList({ subject }: SubjectProps) {
  const t = useT()
  const at = useAt()
  const { unit } = subject.filter
  const list = usePagedList(
    useInfiniteQuery(
      trpc.building.list.infiniteQueryOptions(
        { unit, at, limit: PAGE_ROWS },
        { getNextPageParam: (page) => page.nextCursor },
      ),
    ),
  )
  return (
    <ListPanel
      subject={subject}
      title={t('list.buildings')}
      list={list}
      rowPixels={52}
      keyOf={(row) => row.code}
    >
      {(row) => (
        <UnstyledButton className={classes.row} onClick={() => openBuilding(row.code, row.location)}>
          <span className={classes.main}>
            <span className={classes.title}>{row.name || row.code}</span>
            <span className={classes.sub}>{row.address}</span>
          </span>
          <span className={classes.end}>
            {row.residents !== null && `${count(row.residents)} ${t('figureUnit.residents')}`}
          </span>
        </UnstyledButton>
      )}
    </ListPanel>
  )
}
