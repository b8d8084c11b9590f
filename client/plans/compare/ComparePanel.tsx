/** The plan beside another division: what it is compared with, the whole of both in figures, who goes where, each grid. */
import { NativeSelect, SegmentedControl, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect, useRef } from 'react'
import { type AreaKey, UNASSIGNED } from '../../../shared/coverage/coverage.ts'
import { addDays, isDay } from '../../../shared/domain/dates.ts'
import type { ComparedGrid, PlanComparison } from '../../../shared/plans/comparePlans.ts'
import { isWithin } from '../../../shared/plans/norm.ts'
import type { PlanHead } from '../../../shared/plans/planRecord.ts'
import { trpc } from '../../api/trpc.ts'
import { useSystem } from '../../api/useSystem.ts'
import { useUnits } from '../../api/useUnits.ts'
import { count, share, UNKNOWN } from '../../i18n/format.ts'
import { useT } from '../../i18n/i18n.ts'
import { type Box, flyToBox } from '../../map/camera.ts'
import { shortName } from '../../map/style/unitLabels.ts'
import { useStore } from '../../state/store.ts'
import { useIsDark } from '../../theme/useIsDark.ts'
import { Failed } from '../../ui/Failed.tsx'
import { Section } from '../../ui/Section.tsx'
import { SkeletonLines } from '../../ui/SkeletonLines.tsx'
import { Stat, StatGrid } from '../../ui/Stat.tsx'
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
import { useComparison } from './useComparison.ts'
import { colourTo, wayColours } from './wayColours.ts'

interface Props {
  plan: PlanHead
  desk: Desk
  beside: Beside
}

export default function ComparePanel({ plan, desk, beside }: Props) {
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
        <Told compared={compared} />
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

function Told({ compared }: { compared: Compared }) {
  const t = useT()
  const { comparison, nameBefore, nameAfter } = compared
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
      <Section title={t('planCompare.whole')}>
        <Whole comparison={comparison} names={[nameBefore, nameAfter]} />
      </Section>
      <Section title={t('planCompare.byGrid')}>
        <Grids grids={comparison.grids} names={[nameBefore, nameAfter]} />
      </Section>
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

const signed = (value: number | null): string =>
  value === null ? UNKNOWN : value > 0 ? `+${count(value)}` : value < 0 ? `−${count(-value)}` : '0'

const gap = (before: number | null | undefined, after: number | null | undefined): number | null =>
  before === null || before === undefined || after === null || after === undefined ? null : after - before

function Heads({ names, first }: { names: readonly [string, string]; first: string }) {
  const t = useT()
  return (
    <thead>
      <tr>
        <th scope="col">{first}</th>
        {names.map((name, side) => (
          <th scope="col" key={side} title={name}>
            <span>{name}</span>
          </th>
        ))}
        <th scope="col">{t('planCompare.change')}</th>
      </tr>
    </thead>
  )
}

function Whole({ comparison, names }: { comparison: PlanComparison; names: readonly [string, string] }) {
  const t = useT()
  const [before, after] = [comparison.before.totals, comparison.after.totals]
  const outside = (totals: typeof before): number => totals.areas - totals.classes.within
  const rows: readonly (readonly [string, number | null, number | null])[] = [
    [t('planCompare.row.areas'), before.areas, after.areas],
    [t('planCompare.row.outside'), outside(before), outside(after)],
    [t('planCompare.row.least'), before.least, after.least],
    [t('planCompare.row.most'), before.most, after.most],
    [t('planCompare.row.movers'), before.movers, after.movers],
    [t('planCompare.row.broken'), before.broken, after.broken],
    [t('planCompare.row.unassigned'), before.unassigned?.residents ?? 0, after.unassigned?.residents ?? 0],
  ]
  const points = gap(before.spread, after.spread)
  return (
    <div className={classes.scroll}>
      <table className={classes.table}>
        <caption className="qh-hidden">{t('planCompare.whole')}</caption>
        <Heads names={names} first={t('planCompare.figure')} />
        <tbody>
          <tr>
            <th scope="row">{t('planCompare.row.spread')}</th>
            <td>{share(before.spread)}</td>
            <td>{share(after.spread)}</td>
            <td>
              {points === null
                ? UNKNOWN
                : t('planCompare.points', {
                    points: `${points > 0 ? '+' : points < 0 ? '−' : ''}${Math.abs(points * 100).toFixed(1)}`,
                  })}
            </td>
          </tr>
          {rows.map(([label, one, other]) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td>{count(one)}</td>
              <td>{count(other)}</td>
              <td>{signed(gap(one, other))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Grids({ grids, names }: { grids: readonly ComparedGrid[]; names: readonly [string, string] }) {
  const t = useT()
  const { nodes } = useUnits()
  const cell = (households: number | undefined): ReactNode =>
    households === undefined ? UNKNOWN : count(households)
  return (
    <div className={classes.scroll}>
      <table className={classes.table}>
        <caption className="qh-hidden">{t('planCompare.byGridCaption')}</caption>
        <Heads names={names} first={t('planCompare.gridHouseholds')} />
        <tbody>
          {grids.map(({ before, after, name, nameBefore, parent, figuresBefore, figuresAfter, come, go }) => {
            const [one, other] = [figuresBefore?.households, figuresAfter?.households]
            const community = nodes.get(parent)?.name
            return (
              <tr key={`${before} ${after}`}>
                <th scope="row">
                  {shortName(name, community)}
                  <small>
                    {[
                      community,
                      before === null && t('planCompare.isNew'),
                      after === null && t('planCompare.ends'),
                      before !== null && after !== null && name !== nameBefore && `← ${nameBefore}`,
                      come > 0 && t('planCompare.come', { count: count(come) }),
                      go > 0 && t('planCompare.go', { count: count(go) }),
                    ]
                      .filter(Boolean)
                      .join(' · ')}
                  </small>
                </th>
                <td data-off={(one !== undefined && !isWithin(one)) || undefined}>{cell(one)}</td>
                <td data-off={(other !== undefined && !isWithin(other)) || undefined}>{cell(other)}</td>
                <td>{signed((other ?? 0) - (one ?? 0))}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
      <p className={classes.note}>{t('planCompare.offNorm')}</p>
    </div>
  )
}
