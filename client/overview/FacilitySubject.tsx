/** A facility: kind, place, capacity, hours. */
import { Button } from '@mantine/core'
import { IconCircleDotted } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { trpc } from '../api/trpc.ts'
import { count } from '../i18n/format.ts'
import { useT } from '../i18n/i18n.ts'
import { facilityKindName } from '../i18n/vocabulary.ts'
import { useSelectedPoint } from '../map/selectedPoint.ts'
import { useAt } from '../state/addressStore.ts'
import type { SubjectProps } from '../subjects.ts'
import { FacilityIcon } from '../ui/FacilityIcon.tsx'
import { Failed } from '../ui/Failed.tsx'
import { PanelBody } from '../ui/PanelBody.tsx'
import { PanelHead } from '../ui/PanelHead.tsx'
import { Section } from '../ui/Section.tsx'
import { SkeletonLines } from '../ui/SkeletonLines.tsx'
import { CardFacts } from './CardFacts.tsx'
import { openFacilityCircles } from './open.ts'
import { UnitLink } from './UnitLink.tsx'

export default function FacilitySubject({ subject }: SubjectProps) {
  const t = useT()
  const at = useAt()
  const query = useQuery(
    trpc.facility.show.queryOptions({ id: subject.id, at }, { placeholderData: keepPreviousData }),
  )
  const card = query.data?.id === subject.id ? query.data : undefined
  useSelectedPoint(card?.location)
  return (
    <>
      <PanelHead
        kicker={
          card ? (
            <>
              <FacilityIcon kind={card.kind} size={12} /> {facilityKindName(card.kind)}
            </>
          ) : (
            t('facility.card')
          )
        }
        title={card?.name ?? subject.id}
        detail={card?.address}
      />
      {query.error && !card ? (
        <Failed error={query.error} onRetry={() => void query.refetch()} />
      ) : !card ? (
        <SkeletonLines rows={5} />
      ) : (
        <PanelBody>
          <Section title={t('facility.card')}>
            <CardFacts
              facts={[
                [t('building.unit'), <UnitLink unit={card.unit} />],
                [t('facility.capacity'), card.capacity === null ? null : count(card.capacity)],
                [t('facility.hours'), card.openingHours],
                [t('issue.number'), card.id],
              ]}
            />
            <Button
              mt={12}
              variant="default"
              leftSection={<IconCircleDotted size={16} aria-hidden />}
              onClick={() => openFacilityCircles(card.id)}
            >
              {t('facility.circles')}
            </Button>
          </Section>
        </PanelBody>
      )}
    </>
  )
}
