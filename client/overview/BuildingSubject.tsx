/** A building: dwellings, who lives there, what is open there. */
import { Button } from '@mantine/core'
import { IconCircleDotted } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { trpc } from '../api/trpc.ts'
import { count } from '../i18n/format.ts'
import { useT, wordFor } from '../i18n/i18n.ts'
import { useSelectedPoint } from '../map/selectedPoint.ts'
import { useAt } from '../state/addressStore.ts'
import type { SubjectProps } from '../subjects.ts'
import { Failed } from '../ui/Failed.tsx'
import { PanelBody } from '../ui/PanelBody.tsx'
import { PanelHead } from '../ui/PanelHead.tsx'
import { SkeletonLines } from '../ui/SkeletonLines.tsx'
import { Stat, StatGrid } from '../ui/Stat.tsx'
import { ListsNote } from './ListsNote.tsx'
import { isOpenTo } from './lists/reach.ts'
import { openCirclesFrom, openIssues, openResidents } from './open.ts'
import { UnitLink } from './UnitLink.tsx'
import { CardFacts } from './CardFacts.tsx'
import { Section } from '../ui/Section.tsx'
import classes from './UnitPanel.module.css'

export default function BuildingSubject({ subject }: SubjectProps) {
  const t = useT()
  const at = useAt()
  const query = useQuery(
    trpc.building.show.queryOptions({ code: subject.id, at }, { placeholderData: keepPreviousData }),
  )
  const card = query.data?.code === subject.id ? query.data : undefined
  useSelectedPoint(card?.location)
  const filter = { building: subject.id, buildingName: card?.name }
  const openList = (ageGroup?: string) =>
    isOpenTo(card?.lists.residents) ? () => openResidents({ ...filter, ageGroup }) : undefined
  return (
    <>
      <PanelHead
        kicker={
          <>
            {t('building.card')} · {card && <UnitLink unit={card.unit} />}
          </>
        }
        title={card?.name || subject.id}
        detail={card?.address}
      />
      {query.error && !card ? (
        <Failed error={query.error} onRetry={() => void query.refetch()} />
      ) : !card ? (
        <SkeletonLines rows={6} />
      ) : (
        <PanelBody>
          <div className={classes.first}>
            <StatGrid>
              <Stat
                label={t('unit.residents')}
                value={count(card.residents)}
                note={
                  card.isEstimate ? (
                    <span className={classes.mark}>{t('source.estimateMark')}</span>
                  ) : (
                    `${count(card.households)} ${t('unit.households')}`
                  )
                }
                onOpen={openList()}
              />
              <Stat label={t('ageGroup.over64')} value={count(card.over64)} onOpen={openList('over64')} />
              <Stat label={t('ageGroup.under15')} value={count(card.under15)} onOpen={openList('under15')} />
              <Stat
                label={t('unit.dwellings')}
                value={count(card.dwellings)}
                note={
                  card.vacantDwellings === null
                    ? undefined
                    : t('unit.vacant', { count: card.vacantDwellings })
                }
              />
              {card.openIssues !== null && (
                <Stat
                  label={t('unit.openIssues')}
                  value={count(card.openIssues)}
                  onOpen={() => openIssues({ ...filter, state: 'open' })}
                />
              )}
            </StatGrid>
          </div>
          <ListsNote lists={card.lists} />
          <Section title={t('building.card')}>
            <CardFacts
              facts={[
                [t('table.code'), card.code],
                [t('building.use'), wordFor('buildingUse', card.use)],
                [
                  t('building.floorsLabel'),
                  card.floors === null ? null : t('building.floors', { count: card.floors }),
                ],
              ]}
            />
            {card.location && (
              <Button
                mt={12}
                variant="default"
                leftSection={<IconCircleDotted size={16} aria-hidden />}
                onClick={() => card.location && openCirclesFrom(card.location)}
              >
                {t('building.circles')}
              </Button>
            )}
          </Section>
        </PanelBody>
      )}
    </>
  )
}
