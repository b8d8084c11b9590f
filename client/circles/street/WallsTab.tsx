/** Which wall, opened, would help most: searched over the whole town, ranked, each one click from being tried. */
import { Button, Progress } from '@mantine/core'
import { IconArrowsLeftRight } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { MOST_CHANGES } from '../../../shared/scenario/changes.ts'
import type { ListedOpening } from '../../../shared/scenario/listOpenings.ts'
import { count } from '../../i18n/format.ts'
import { useT } from '../../i18n/i18n.ts'
import { flyToPoint } from '../../map/camera.ts'
import { useStore } from '../../state/store.ts'
import { Section } from '../../ui/Section.tsx'
import { SkeletonLines } from '../../ui/SkeletonLines.tsx'
import circles from '../Circles.module.css'
import { addChange, changeDraft, draftStore, hasRoom } from './draft.ts'
import { openStreet } from './streetState.ts'
import classes from './Street.module.css'
import { useStreetGround, useStreetQuestion } from './useStreet.ts'
import { cancelWalls, searchWalls, shownOpeningStore, wallsKey, wallsStore } from './walls.ts'
import { openingText } from './words.ts'

const FIRST = 20

export function WallsTab() {
  const t = useT()
  const { ground, isExact } = useStreetGround()
  const question = useStreetQuestion()
  const walls = useStore(wallsStore)
  useEffect(() => () => shownOpeningStore.set(null), [])
  if (!ground || !question) return <SkeletonLines rows={4} />
  const isCurrent = walls.key === wallsKey(ground, question)
  const state = isCurrent ? walls.state : 'idle'
  const search = () => void searchWalls(ground, question)
  return (
    <>
      <section className={classes.tools} aria-label={t('street.tab.walls')}>
        <p className={classes.lead}>{t('street.wallsLead')}</p>
        {state === 'running' ? (
          <div className={classes.running} role="status">
            <span>
              {walls.all === 0
                ? t('street.wallsPreparing')
                : t('street.wallsRunning', { done: count(walls.done), all: count(walls.all) })}
            </span>
            <Progress value={walls.all === 0 ? 2 : (100 * walls.done) / walls.all} aria-hidden />
            <Button size="xs" variant="default" onClick={cancelWalls}>
              {t('street.wallsCancel')}
            </Button>
          </div>
        ) : (
          state !== 'done' && (
            <Button size="sm" onClick={search}>
              {t('street.wallsSearch')}
            </Button>
          )
        )}
        {state === 'failed' && (
          <p className={circles.bad} role="alert">
            {t('street.failed')}
          </p>
        )}
      </section>
      {state === 'done' && <WallList openings={walls.openings} isExact={isExact} />}
    </>
  )
}

function WallList({ openings, isExact }: { openings: readonly ListedOpening[]; isExact: boolean }) {
  const t = useT()
  const shown = useStore(shownOpeningStore)
  const [limit, setLimit] = useState(FIRST)
  const isFull = !hasRoom(useStore(draftStore))
  const tryIt = ({ from, to }: ListedOpening) => {
    const change = {
      type: 'addLink',
      link: 'opening',
      from: { lon: from.lon, lat: from.lat },
      to: { lon: to.lon, lat: to.lat },
    } as const
    changeDraft((draft) => addChange(draft, change))
    openStreet('draft')
  }
  if (openings.length === 0) return <p className={classes.lead}>{t('street.wallsNone')}</p>
  return (
    <Section title={t('street.walls', { count: openings.length })}>
      <ol className={classes.walls}>
        {openings.slice(0, limit).map((opening, index) => {
          const { lon, lat, meters, unit, personMinutes, gained, newlyReached } = opening
          return (
            <li key={`${String(lon)} ${String(lat)}`} data-shown={shown === opening || undefined}>
              <button
                type="button"
                className={classes.wall}
                aria-pressed={shown === opening}
                onClick={() => {
                  shownOpeningStore.set(shown === opening ? null : opening)
                  if (shown !== opening) flyToPoint([lon, lat])
                }}
              >
                <span className={classes.rank}>{index + 1}</span>
                <span className={classes.wallText}>
                  {openingText(t, opening)}
                  <small>
                    {t('street.wallLine', { unit, meters: Math.round(meters), gained: count(gained) })}
                    {newlyReached > 0 && ` ${t('street.wallNew', { count: count(newlyReached) })}`}
                  </small>
                </span>
                <span className={classes.wallMinutes}>
                  {count(personMinutes)}
                  <small>{t('street.column.minutes')}</small>
                </span>
              </button>
              {shown === opening && (
                <Button
                  size="xs"
                  variant="light"
                  leftSection={<IconArrowsLeftRight size={14} aria-hidden />}
                  disabled={isFull}
                  onClick={() => tryIt(opening)}
                >
                  {t('street.tryIt')}
                </Button>
              )}
              {shown === opening && isFull && (
                <p className={circles.bad} role="status">
                  {t('street.full', { most: MOST_CHANGES })}
                </p>
              )}
            </li>
          )
        })}
      </ol>
      {openings.length > limit && (
        <Button size="xs" variant="subtle" color="gray" onClick={() => setLimit(limit + FIRST)}>
          {t('street.wallsMore', { count: openings.length - limit })}
        </Button>
      )}
      <p className={circles.soft}>
        {t('street.wallsHint')} {!isExact && t('circles.roundedToFives')}
      </p>
    </Section>
  )
}
