import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ResidentListInput } from '../../../shared/domain/place.ts'
import { trpc } from '../../api/trpc.ts'
import { useMay } from '../../api/useMe.ts'
import { useT } from '../../i18n/i18n.ts'
import { useAt } from '../../state/addressStore.ts'
import type { SubjectProps } from '../../subjects.ts'
import { ResidentLine } from '../residents/ResidentLine.tsx'
import { RevealDialog, type RevealRequest } from '../residents/RevealDialog.tsx'
import { useIsTouch } from '../../ui/useRowPixels.ts'
import { ListPanel } from './ListPanel.tsx'
import { NoPermission } from './NoPermission.tsx'
import { PAGE_ROWS, usePagedList } from './usePagedList.ts'

const keyOf = ({ id, field }: RevealRequest) => `${field}:${id}`

/** A value in clear is masked again by itself: screens are left alone. */
const SHOWN_MILLISECONDS = 60_000

/** Residents, masked. One value in clear needs a purpose and is recorded. */
export default function ResidentList({ subject }: SubjectProps) {
  const t = useT()
  const at = useAt()
  const mayView = useMay('residents.view')
  const mayReveal = useMay('residents.reveal')
  const isTouch = useIsTouch()
  const [request, setRequest] = useState<RevealRequest | null>(null)
  const [revealed, setRevealed] = useState<ReadonlyMap<string, string>>(new Map())
  const { unit, building, ageGroup } = subject.filter
  const group = ResidentListInput.shape.ageGroup.safeParse(ageGroup)
  const list = usePagedList(
    useInfiniteQuery(
      trpc.resident.list.infiniteQueryOptions(
        { unit, building, at, ageGroup: group.data, limit: PAGE_ROWS },
        { getNextPageParam: (page) => page.nextCursor, enabled: mayView },
      ),
    ),
  )
  const show = (done: RevealRequest, value: string) => {
    setRevealed((shown) => new Map(shown).set(keyOf(done), value))
    setTimeout(() => {
      setRevealed((shown) => new Map([...shown].filter(([key]) => key !== keyOf(done))))
    }, SHOWN_MILLISECONDS)
  }
  if (!mayView) return <NoPermission title={t('list.residents')} what={t('lists.what.residents')} />
  return (
    <>
      <ListPanel
        subject={subject}
        title={t('list.residents')}
        list={list}
        rowPixels={isTouch ? 96 : 68}
        keyOf={(row) => row.id}
      >
        {(row) => (
          <ResidentLine
            resident={row}
            clear={(field) => revealed.get(keyOf({ id: row.id, field })) ?? null}
            onReveal={mayReveal ? (field) => setRequest({ id: row.id, field }) : undefined}
          />
        )}
      </ListPanel>
      <RevealDialog request={request} onClose={() => setRequest(null)} onRevealed={show} />
    </>
  )
}
