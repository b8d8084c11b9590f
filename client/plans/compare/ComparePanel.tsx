/** The plan beside another division: what it is compared with, the whole of both in figures, who goes where, each grid. */
import { NativeSelect, SegmentedControl, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { type AreaKey, UNASSIGNED } from '../../../shared/coverage/coverage.ts'
import { addDays, isDay } from '../../../shared/domain/dates.ts'
import type { PlanComparison } from '../../../shared/plans/comparePlans.ts'
import type { PlanHead } from '../../../shared/plans/planRecord.ts'
import { trpc } from '../../api/trpc.ts'
import { useSystem } from '../../api/useSystem.ts'
import { useUnits } from '../../api/useUnits.ts'
import { count } from '../../i18n/format.ts'
import { useT } from '../../i18n/i18n.ts'
import { type Box, flyToBox } from '../../map/camera.ts'
import { useStore } from '../../state/store.ts'
import { useIsDark } from '../../theme/useIsDark.ts'
import { Failed } from '../../ui/Failed.tsx'
import { Section } from '../../ui/Section.tsx'
import { SkeletonLines } from '../../ui/SkeletonLines.tsx'
import { Stat, StatGrid } from '../../ui/Stat.tsx'
import type { PlanFigures } from '../figures/usePlanFigures.ts'
import type { Desk } from '../planDesk.ts'
import classes from './Compare.module.css'
import {
  type Beside,
  COMPARE_VIEWS,
  type Compared,
  comparedStore,
  compareWith,
  pointedWayStore,
  seeAs,
  useCompareView,
} from './compareState.ts'
import { Tables } from './CompareTables.tsx'
import { useComparison } from './useComparison.ts'
import { colourTo, wayColours } from './wayColours.ts'

interface Props {
  plan: PlanHead
  desk: Desk
  beside: Beside
  figures: PlanFigures
}

export default function ComparePanel({ plan, desk, beside, figures }: Props) {
  const { compared, error, retry } = useComparison(plan.name, desk, beside)
  const { nodes } = useUnits()
  const [west, south, east, north] = nodes.get(plan.scope.code)?.box ?? []
  // Halves have a camera of their own.
  const isHalved = useRef(useCompareView() === 'side')
  useEffect(() => {
    if (isHalved.current || west === undefined || south === undefined) return
    flyToBox([west, south, east!, north!])
  }, [west, south, east, north])
  return (
    <>
      <Choice plan={plan} beside={beside} />
      {error ? (
        <Failed error={error} onRetry={retry} />
      ) : compared ? (
        <Told compared={compared} figures={figures} />
      ) : (
        <SkeletonLines rows={10} />
      )}
    </>
  )
}

const ANOTHER_DAY = 'day'

function Choice({ plan, beside }: { plan: PlanHead; beside: Beside }) {
  const t = useT()
  const view = useCompareView()
  const today = useSystem()?.today
  const plans = useQuery(trpc.plan.list.queryOptions()).data ?? []
  const others = plans.filter(({ id, scope }) => id !== plan.id && scope.code === plan.scope.code)
  const value = beside === 'today' ? beside : 'day' in beside ? ANOTHER_DAY : beside.plan
  const choose = (text: string): void => {
    if (text === 'today') compareWith('today')
    else if (text === ANOTHER_DAY) compareWith({ day: addDays(plan.basedOn, -1) })
    else compareWith({ plan: text })
  }
  return (
    <Section title={t('planCompare.title')}>
      <div className={classes.choice}>
        <NativeSelect
          label={t('planCompare.with')}
          value={value}
          data={[
            { value: 'today', label: t('planCompare.today') },
            { value: ANOTHER_DAY, label: t('planCompare.otherDay') },
            ...others.map(({ id, name }) => ({ value: id, label: t('planCompare.plan', { name }) })),
          ]}
          onChange={(event) => choose(event.currentTarget.value)}
        />
        {beside !== 'today' && 'day' in beside && (
          <TextInput
            type="date"
            label={t('planCompare.day')}
            value={beside.day}
            {...(today === undefined ? {} : { max: addDays(today, 3660) })}
            onChange={(event) => {
              const day = event.currentTarget.value
              if (isDay(day)) compareWith({ day })
            }}
          />
        )}
        <SegmentedControl
          fullWidth
          size="sm"
          aria-label={t('planCompare.view')}
          value={view}
          data={COMPARE_VIEWS.map((one) => ({ value: one, label: t(`planCompare.view.${one}`) }))}
          onChange={(next) => seeAs(next as (typeof COMPARE_VIEWS)[number])}
        />
        <p className={classes.note}>{t(`planCompare.hint.${view}`)}</p>
      </div>
    </Section>
  )
}

function Told({ compared, figures }: { compared: Compared; figures: PlanFigures }) {
  const t = useT()
  const { comparison } = compared
  const { homes, households, residents, openIssues } = comparison.whole
  return (
    <>
      <Section title={t('planCompare.whoChanges')}>
        <StatGrid>
          <Stat
            label={t('planCompare.households')}
            value={count(households)}
            note={t('planCompare.buildings', { count: count(homes) })}
          />
          <Stat label={t('planCompare.residents')} value={count(residents)} />
          <Stat label={t('planCompare.openIssues')} value={count(openIssues)} />
        </StatGrid>
        {residents === 0 && <p className={classes.note}>{t('planCompare.nobody')}</p>}
        {comparison.ways.length > 0 && <Ways comparison={comparison} />}
      </Section>
      <Tables compared={compared} figures={figures} />
    </>
  )
}

/** From where to where; pressed, one way stands out on the map. */
function Ways({ comparison: { before, after, ways } }: { comparison: PlanComparison }) {
  const t = useT()
  const isDark = useIsDark()
  const pointed = useStore(pointedWayStore)
  const colours = wayColours(ways, isDark)
  const nameOf = (side: PlanComparison['before'], key: AreaKey): string =>
    key === UNASSIGNED ? t('planPage.unassigned') : (side.plan.grids.get(key)?.name ?? key)
  return (
    <table className={classes.table}>
      <caption className="qh-hidden">{t('planCompare.ways')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('planCompare.fromTo')}</th>
          <th scope="col">{t('planCompare.householdsShort')}</th>
          <th scope="col">{t('planCompare.residentsShort')}</th>
        </tr>
      </thead>
      <tbody>
        {ways.map(({ from, to, households, residents, homes }, index) => (
          <tr key={`${from} ${to}`}>
            <th scope="row">
              <button
                type="button"
                className={classes.way}
                aria-pressed={pointed === index}
                onClick={() => {
                  pointedWayStore.set(pointed === index ? null : index)
                  if (pointed === index) return
                  seeAs('difference')
                  const box = boxOfWay(from, to)
                  if (box) flyToBox(box)
                }}
              >
                <i style={{ background: colourTo(colours, to, isDark) }} aria-hidden />
                <span>
                  {nameOf(before, from)} → {nameOf(after, to)}
                  <small>{t('planCompare.buildings', { count: count(homes) })}</small>
                </span>
              </button>
            </th>
            <td>{count(households)}</td>
            <td>{count(residents)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Around the ground that goes from one grid to another; null where there is none. */
function boxOfWay(from: AreaKey, to: AreaKey): Box | null {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const { one, other, geometry } of comparedStore.get()?.ground ?? []) {
    if (one !== from || other !== to) continue
    for (const [lon, lat] of geometry.coordinates.flat(2) as [number, number][]) {
      west = Math.min(west, lon)
      south = Math.min(south, lat)
      east = Math.max(east, lon)
      north = Math.max(north, lat)
    }
  }
  return west < east ? [west, south, east, north] : null
}
