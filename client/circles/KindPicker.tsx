/** The kinds of facility that there are, in their groups, each with how many. */
import { TextInput, UnstyledButton } from '@mantine/core'
import { IconChecklist, IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { FACILITY_GROUPS, facilityKindOf } from '../../shared/standards/facilityKindTable.ts'
import { SCORE_SETS } from '../../shared/standards/scoreSets.ts'
import { trpc } from '../api/trpc.ts'
import { useMay } from '../api/useMe.ts'
import { useT } from '../i18n/i18n.ts'
import { facilityGroupName, facilityKindName } from '../i18n/vocabulary.ts'
import { openPlace, useAt } from '../state/addressStore.ts'
import { Failed } from '../ui/Failed.tsx'
import { FacilityIcon } from '../ui/FacilityIcon.tsx'
import { PanelBody } from '../ui/PanelBody.tsx'
import { PlaceHead } from '../ui/PlaceHead.tsx'
import { Section } from '../ui/Section.tsx'
import { SkeletonLines } from '../ui/SkeletonLines.tsx'
import { StateMessage } from '../ui/StateMessage.tsx'
import classes from './Circles.module.css'
import { pickCircles } from './circleState.ts'
import { useAskedPlace } from '../map/askPlace.ts'
import { pickOnMap } from './pickOnMap.ts'

const countKinds = (kinds: readonly string[]): Map<string, number> => {
  const counts = new Map<string, number>()
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return counts
}

export function KindPicker() {
  const t = useT()
  useAskedPlace(pickOnMap)
  const at = useAt()
  const mayImport = useMay('data.import')
  const [text, setText] = useState('')
  const points = useQuery(trpc.facility.points.queryOptions({ at }))
  const counts = useMemo(() => countKinds(points.data?.kinds ?? []), [points.data])
  const wanted = text.trim().toLowerCase()
  const found = [...counts.keys()].filter((kind) => facilityKindName(kind).toLowerCase().includes(wanted))
  const groups = FACILITY_GROUPS.map(({ group }) => ({
    group,
    kinds: found.filter((kind) => facilityKindOf(kind).group === group),
  })).filter(({ kinds }) => kinds.length > 0)
  if (points.isPending) return <SkeletonLines rows={12} />
  if (points.error && !points.data)
    return <Failed error={points.error} onRetry={() => void points.refetch()} />
  return (
    <>
      <PlaceHead title={t('circles.title')} />
      <PanelBody>
        {counts.size === 0 ? (
          <StateMessage
            tone="empty"
            title={t('circles.none')}
            hint={t('circles.noneHint')}
            action={
              mayImport ? { label: t('circles.noneDo'), onClick: () => openPlace('imports') } : undefined
            }
          />
        ) : (
          <>
            <div className={classes.intro}>
              {t('circles.pick')}
              <p className={classes.soft}>{t('circles.pickHint')}</p>
            </div>
            <UnstyledButton
              className={classes.scoreEntry}
              onClick={() => pickCircles({ from: 'score', set: SCORE_SETS[0]!.id })}
            >
              <IconChecklist size={20} aria-hidden />
              <span>
                <strong>{t('score.title')}</strong>
                <small>{t('score.entryHint')}</small>
              </span>
            </UnstyledButton>
            <div className={classes.search}>
              <TextInput
                aria-label={t('circles.find')}
                placeholder={t('circles.find')}
                leftSection={<IconSearch size={16} aria-hidden />}
                value={text}
                onChange={(event) => setText(event.currentTarget.value)}
              />
            </div>
            {groups.length === 0 && (
              <p className={classes.intro}>{t('circles.findNone', { text: text.trim() })}</p>
            )}
            {groups.map(({ group, kinds }) => (
              <Section key={group} title={facilityGroupName(group)}>
                <ul className={classes.kinds}>
                  {kinds.map((kind) => (
                    <li key={kind}>
                      <UnstyledButton
                        className={classes.kind}
                        title={facilityKindName(kind)}
                        onClick={() => pickCircles({ from: 'kind', kind })}
                      >
                        <FacilityIcon kind={kind} size={16} />
                        <span className={classes.name}>{facilityKindName(kind)}</span>
                        <span className={classes.number}>{counts.get(kind)}</span>
                      </UnstyledButton>
                    </li>
                  ))}
                </ul>
              </Section>
            ))}
          </>
        )}
      </PanelBody>
    </>
  )
}
