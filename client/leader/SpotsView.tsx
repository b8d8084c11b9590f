/** Where issues are reported again and again, at which hours; the fullest places with their issues. */
import { NativeSelect, RangeSlider, UnstyledButton } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { UnitNode } from '../../shared/domain/unit.ts'
import type { Hexagon } from '../../shared/geo/hexagons.ts'
import type { ReportedPlaces } from '../../shared/issues/hotSpots.ts'
import { ISSUE_CLASSES } from '../../shared/standards/issueClasses.ts'
import { count, share } from '../i18n/format.ts'
import { useT } from '../i18n/i18n.ts'
import { issueClassName } from '../i18n/vocabulary.ts'
import { flyToPoint } from '../map/camera.ts'
import { openIssue } from '../overview/open.ts'
import { Failed } from '../ui/Failed.tsx'
import { PanelBody } from '../ui/PanelBody.tsx'
import { SkeletonLines } from '../ui/SkeletonLines.tsx'
import { StateMessage } from '../ui/StateMessage.tsx'
import { changeFigures, type FigureState } from './figureState.ts'
import { FigureTools } from './FigureTools.tsx'
import classes from './Leader.module.css'
import { PlayButton } from './PlayButton.tsx'
import { hoursStore, pointedSpotStore, type Spots, useSpots } from './spots.ts'
import { usePlay } from './usePlay.ts'

interface Props {
  state: FigureState
  nodes: ReadonlyMap<string, UnitNode>
}

/** While it plays, so many hours are seen at once. */
const PLAYED_HOURS = 3
const STEP_MILLISECONDS = 900
const MARKS = [0, 6, 12, 18, 24].map((hour) => ({ value: hour, label: String(hour) }))

/** The next hours of the day; false at its end. */
function step(): boolean {
  const { from, to } = hoursStore.get()
  const isWindow = to - from === PLAYED_HOURS
  if (isWindow && to === 24) return false
  hoursStore.set(isWindow ? { from: from + 1, to: to + 1 } : { from: 0, to: PLAYED_HOURS })
  return true
}

export function SpotsView({ state, nodes }: Props) {
  const t = useT()
  const { query, spots, hours } = useSpots()
  const play = usePlay(step, STEP_MILLISECONDS)
  useEffect(
    () => () => {
      hoursStore.set({ from: 0, to: 24 })
      pointedSpotStore.set(null)
    },
    [],
  )
  const toggle = () => {
    if (hoursStore.get().to === 24 && !play.isPlaying) hoursStore.set({ from: 0, to: PLAYED_HOURS })
    play.toggle()
  }
  const places = query.data
  return (
    <>
      <FigureTools state={state} nodes={nodes} isOfDaysOnly>
        <NativeSelect
          size="xs"
          aria-label={t('figures.by.class')}
          value={state.issueClass ?? ''}
          onChange={(event) => changeFigures({ class: event.currentTarget.value || undefined })}
          data={[
            { value: '', label: t('spots.allClasses') },
            ...ISSUE_CLASSES.map((row) => ({ value: row.class, label: issueClassName(row.class) })),
          ]}
        />
      </FigureTools>
      <div className={classes.time}>
        <PlayButton isPlaying={play.isPlaying} onToggle={toggle} />
        <RangeSlider
          className={classes.slider}
          aria-label={t('spots.hoursLabel')}
          thumbFromLabel={t('spots.from')}
          thumbToLabel={t('spots.to')}
          min={0}
          max={24}
          step={1}
          minRange={1}
          marks={MARKS}
          label={(hour) => t('spots.hour', { hour })}
          value={[hours.from, hours.to]}
          onChange={([from, to]) => {
            play.stop()
            hoursStore.set({ from, to })
          }}
        />
      </div>
      {query.error && !places ? (
        <Failed error={query.error} onRetry={() => void query.refetch()} />
      ) : !places || !spots ? (
        <SkeletonLines rows={10} height={28} gap={16} />
      ) : places.total === 0 ? (
        <StateMessage tone="empty" title={t('figures.empty')} hint={t('spots.emptyHint')} />
      ) : (
        <PanelBody>
          <SpotList key={state.issueClass} spots={spots} places={places} nodes={nodes} hours={hours} />
        </PanelBody>
      )}
    </>
  )
}

interface ListProps {
  spots: Spots
  places: ReportedPlaces
  nodes: ReadonlyMap<string, UnitNode>
  hours: { from: number; to: number }
}

const SHOWN = 12

/** The unit that most issues of a hexagon lie in. */
function unitOf({ points }: Hexagon, units: readonly string[]): string {
  const sums = new Map<string, number>()
  for (const point of points) sums.set(units[point] ?? '', (sums.get(units[point] ?? '') ?? 0) + 1)
  return [...sums].sort((a, b) => b[1] - a[1])[0]?.[0] ?? ''
}

const keyOf = ({ lon, lat }: Hexagon): string => `${lon.toFixed(6)},${lat.toFixed(6)}`

function SpotList({ spots, places, nodes, hours }: ListProps) {
  const t = useT()
  const [open, setOpen] = useState<string | null>(null)
  return (
    <div className={classes.body}>
      <p className={classes.worst}>
        {t('spots.sentence', { ...hours, count: count(spots.inHours), total: count(places.total) })}
        {places.ids.length < places.total &&
          ` ${t('spots.without', { count: count(places.total - places.ids.length) })}`}
      </p>
      <ol className={classes.spots} aria-label={t('spots.list')}>
        {spots.hexagons.slice(0, SHOWN).map((hexagon) => {
          const key = keyOf(hexagon)
          const unit = unitOf(hexagon, places.units)
          const isOpen = open === key
          return (
            <li
              key={key}
              onPointerEnter={() => pointedSpotStore.set(hexagon)}
              onPointerLeave={() => pointedSpotStore.set(null)}
            >
              <UnstyledButton
                className={classes.spot}
                aria-expanded={isOpen}
                onFocus={() => pointedSpotStore.set(hexagon)}
                onBlur={() => pointedSpotStore.set(null)}
                onClick={() => {
                  setOpen(isOpen ? null : key)
                  flyToPoint([hexagon.lon, hexagon.lat])
                }}
              >
                <span className={classes.nameText}>{nodes.get(unit)?.name ?? t('figures.none.grid')}</span>
                <span className={classes.soft}>{share(hexagon.points.length / spots.inHours)}</span>
                <strong>{t('spots.issues', { count: count(hexagon.points.length) })}</strong>
              </UnstyledButton>
              {isOpen && (
                <ul className={classes.spotIssues}>
                  {hexagon.points.map((point) => {
                    const id = places.ids[point] ?? ''
                    return (
                      <li key={id}>
                        <UnstyledButton
                          className={classes.link}
                          onClick={() => openIssue(id, [places.lons[point] ?? 0, places.lats[point] ?? 0])}
                        >
                          {id}
                        </UnstyledButton>
                      </li>
                    )
                  })}
                </ul>
              )}
            </li>
          )
        })}
      </ol>
    </div>
  )
}
