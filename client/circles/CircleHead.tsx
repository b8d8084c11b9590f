/** What the circles are drawn around, and the way to another kind. */
import { ActionIcon } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { memo } from 'react'
import { trpc } from '../api/trpc.ts'
import { useT } from '../i18n/i18n.ts'
import { facilityKindName } from '../i18n/vocabulary.ts'
import { useAt } from '../state/addressStore.ts'
import { FacilityIcon } from '../ui/FacilityIcon.tsx'
import classes from './Circles.module.css'
import { pickCircles, type CircleState } from './circleState.ts'
import type { DroppedPoints } from './droppedPoints.ts'
import { CircleExport } from './export/CircleExport.tsx'
import type { CircleResultShown } from './useCircles.ts'

interface Props {
  state: CircleState
  dropped: DroppedPoints | null
  result: CircleResultShown | undefined
}

export const CircleHead = memo(function CircleHead({ state: { subject }, dropped, result }: Props) {
  const t = useT()
  const at = useAt()
  const id = subject?.from === 'facility' ? subject.id : ''
  const facility = useQuery(trpc.facility.show.queryOptions({ id, at }, { enabled: id !== '' })).data
  const kind = subject?.from === 'kind' ? subject.kind : facility?.kind
  const title =
    subject?.from === 'dropped'
      ? t('circles.dropped')
      : subject?.from === 'place'
        ? t('circles.place')
        : subject?.from === 'facility'
          ? (facility?.name ?? id)
          : facilityKindName(kind ?? '')
  const detail =
    subject?.from === 'dropped' && dropped
      ? t('circles.droppedFrom', { file: dropped.file, count: dropped.points.length })
      : subject?.from === 'place'
        ? `${subject.lon.toFixed(5)}, ${subject.lat.toFixed(5)} · ${t('circles.placeDrag')}`
        : subject?.from === 'facility'
          ? facilityKindName(kind ?? '')
          : result
            ? t('circles.points', { count: result.answer.points.length })
            : ''
  const back = () => {
    // From one facility the way back leads to all of its kind.
    if (subject?.from === 'facility' && kind) pickCircles({ from: 'kind', kind })
    else pickCircles(null)
  }
  return (
    <header className={classes.head}>
      <ActionIcon
        variant="subtle"
        color="gray"
        c="var(--qh-ink-soft)"
        size={36}
        aria-label={t('circles.back')}
        onClick={back}
      >
        <IconArrowLeft size={18} aria-hidden />
      </ActionIcon>
      <div className={classes.headText}>
        <h2 className={classes.title}>
          {kind && <FacilityIcon kind={kind} size={18} />}
          {title}
        </h2>
        <div className={classes.detail}>{detail}</div>
      </div>
      {result && <CircleExport result={result} title={title} />}
    </header>
  )
})
