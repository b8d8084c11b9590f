/** Both divisions in figures beside each other: as a whole, and grid by grid. */
import { NativeSelect } from '@mantine/core'
import { useState } from 'react'
import type { AreaKey } from '../../../shared/coverage/coverage.ts'
import type { ComparedGrid, ComparedSide, PlanComparison } from '../../../shared/plans/comparePlans.ts'
import { isWithin } from '../../../shared/plans/norm.ts'
import { useUnits } from '../../api/useUnits.ts'
import { count, rate, share, UNKNOWN } from '../../i18n/format.ts'
import { type Translate, useT } from '../../i18n/i18n.ts'
import { shortName } from '../../map/style/unitLabels.ts'
import { Section } from '../../ui/Section.tsx'
import { type DivisionFigures, type PlanFigures, useFiguresBeside } from '../figures/usePlanFigures.ts'
import classes from './Compare.module.css'
import type { Compared } from './compareState.ts'

type Both<Value> = readonly [Value, Value]
type Maybe = number | null

/** What takes longer than a frame; of both divisions. */
interface Work {
  of: Both<DivisionFigures>
  isReckoning: boolean
}

const signed = (value: Maybe, write: (value: number) => string = count): string => {
  if (value === null) return UNKNOWN
  const text = write(Math.abs(value))
  return text === write(0) ? text : `${value > 0 ? '+' : '−'}${text}`
}

/** With a decimal, so that changes of one column stand below each other. */
const tenths = (value: number): string => value.toFixed(1)
const signedTenths = (value: Maybe): string => signed(value, tenths)

const gap = ([before, after]: Both<Maybe | undefined>): Maybe =>
  before === null || before === undefined || after === null || after === undefined ? null : after - before

/** Of values that are written to a step. */
const writtenGap = ([before, after]: Both<Maybe>, step: number): Maybe =>
  gap([before && Math.round(before / step) * step, after && Math.round(after / step) * step])

const divided = (value: Maybe | undefined, by: number): Maybe =>
  value === null || value === undefined ? null : value / by

export function Tables({ compared, figures }: { compared: Compared; figures: PlanFigures }) {
  const t = useT()
  const { comparison, nameBefore, nameAfter, isDedicated } = compared
  const { plan, count: counted } = comparison.before
  const beside = useFiguresBeside(counted, (key) => isDedicated(plan.grids.get(key)?.code ?? null))
  const { hasNetwork, hasFailed } = figures
  const isWalking =
    hasNetwork === undefined || (hasNetwork && !hasFailed && (beside.isWalking || figures.isWalking))
  const work: Work = { of: [beside, figures], isReckoning: isWalking || !beside.work || !figures.work }
  const names = [nameBefore, nameAfter] as const
  return (
    <>
      <Section title={t('planCompare.whole')}>
        <Whole comparison={comparison} names={names} work={work} />
        {work.isReckoning && (
          <p className={classes.note} role="status">
            {t('planCompare.reckoning')}
          </p>
        )}
        {hasNetwork === null && <p className={classes.note}>{t('planPage.noNetwork')}</p>}
        {hasFailed && (
          <p className={classes.note} role="alert">
            {t('planPage.reckonFailed')}
          </p>
        )}
      </Section>
      <Section title={t('planCompare.byGrid')}>
        <Grids comparison={comparison} names={names} work={work} />
      </Section>
    </>
  )
}

function Heads({ names, first }: { names: Both<string>; first: string }) {
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

interface Line {
  label: string
  values: Both<Maybe>
  write: (value: Maybe) => string
  /** Where it is another one than that of the values. */
  writeGap?: (value: Maybe) => string
  /** The change is that of the values as they are written, which end here. */
  step?: number
  isWaiting?: boolean
}

function linesOf({ before, after }: PlanComparison, { of, isReckoning }: Work, t: Translate): Line[] {
  const totals = [before.totals, after.totals] as const
  const both = (pick: (one: ComparedSide['totals']) => Maybe): Both<Maybe> => [
    pick(totals[0]),
    pick(totals[1]),
  ]
  const works = (pick: (one: NonNullable<DivisionFigures['work']>) => Maybe): Both<Maybe> => {
    const [one, other] = of.map(({ work }) => work && pick(work)) as [Maybe, Maybe]
    return [one, other]
  }
  const points = (value: Maybe): string =>
    value === null ? UNKNOWN : t('planCompare.points', { points: signedTenths(value * 100) })
  const whole = (
    row: 'areas' | 'outside' | 'least' | 'most' | 'movers' | 'broken' | 'unassigned',
    pick: (one: ComparedSide['totals']) => Maybe,
  ): Line => ({
    label: t(`planCompare.row.${row}`),
    values: both(pick),
    write: count,
  })
  return [
    {
      label: t('planCompare.row.spread'),
      values: both(({ spread }) => spread),
      write: share,
      writeGap: points,
      step: 0.001,
    },
    {
      label: t('planCompare.row.workSpread'),
      values: works(({ spread }) => spread),
      write: share,
      writeGap: points,
      step: 0.001,
      isWaiting: isReckoning,
    },
    {
      label: t('planCompare.row.workMean'),
      values: works(({ meanMinutes }) => divided(meanMinutes, 60)),
      write: rate,
      writeGap: signedTenths,
      step: 0.1,
      isWaiting: isReckoning,
    },
    {
      label: t('planCompare.row.walkMean'),
      values: works(({ walkMeanSeconds }) => divided(walkMeanSeconds, 60)),
      write: rate,
      writeGap: signedTenths,
      step: 0.1,
      isWaiting: isReckoning,
    },
    {
      label: t('planCompare.row.walkMost'),
      values: works(({ walkMostSeconds }) => divided(walkMostSeconds, 60)),
      write: rate,
      writeGap: signedTenths,
      step: 0.1,
      isWaiting: isReckoning,
    },
    whole('areas', ({ areas }) => areas),
    whole('outside', ({ areas, classes: { within } }) => areas - within),
    whole('least', ({ least }) => least),
    whole('most', ({ most }) => most),
    whole('movers', ({ movers }) => movers),
    whole('broken', ({ broken }) => broken),
    whole('unassigned', ({ unassigned }) => unassigned?.residents ?? 0),
  ]
}

function Whole({ comparison, names, work }: { comparison: PlanComparison; names: Both<string>; work: Work }) {
  const t = useT()
  return (
    <div className={classes.scroll}>
      <table className={classes.table}>
        <caption className="qh-hidden">{t('planCompare.whole')}</caption>
        <Heads names={names} first={t('planCompare.figure')} />
        <tbody>
          {linesOf(comparison, work, t).map(({ label, values, write, writeGap, step = 1, isWaiting }) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              {isWaiting ? (
                <Waiting />
              ) : (
                <>
                  <td>{write(values[0])}</td>
                  <td>{write(values[1])}</td>
                  <td>{(writeGap ?? ((value: Maybe) => signed(value, write)))(writtenGap(values, step))}</td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const Waiting = () => (
  <>
    <td>…</td>
    <td>…</td>
    <td>…</td>
  </>
)

const MEASURES = ['households', 'work', 'walk'] as const
type Measure = (typeof MEASURES)[number]

interface GridsProps {
  comparison: PlanComparison
  names: Both<string>
  work: Work
}

function Grids({ comparison: { grids, before, after }, names, work }: GridsProps) {
  const t = useT()
  const [measure, setMeasure] = useState<Measure>('households')
  const of = (side: 0 | 1, key: AreaKey | null): Maybe => {
    if (key === null) return null
    if (measure === 'households') return [before, after][side]!.count.figures.get(key)?.households ?? null
    return measure === 'work'
      ? divided(work.of[side]!.workload(key)?.minutes, 60)
      : divided(work.of[side]!.walk(key)?.seconds, 60)
  }
  const write = measure === 'households' ? count : rate
  const isWaiting = measure !== 'households' && work.isReckoning
  return (
    <>
      <NativeSelect
        label={t('planCompare.measure')}
        value={measure}
        data={MEASURES.map((one) => ({ value: one, label: t(`planCompare.measure.${one}`) }))}
        onChange={(event) => setMeasure(event.currentTarget.value as Measure)}
      />
      <div className={classes.scroll}>
        <table className={classes.table}>
          <caption className="qh-hidden">
            {t('planCompare.byGridCaption', { measure: t(`planCompare.measure.${measure}`) })}
          </caption>
          <Heads names={names} first={t('planPage.area')} />
          <tbody>
            {grids.map((grid) => {
              const values = [of(0, grid.before), of(1, grid.after)] as const
              return (
                <tr key={`${grid.before} ${grid.after}`}>
                  <th scope="row">
                    <GridName grid={grid} />
                  </th>
                  {isWaiting ? (
                    <Waiting />
                  ) : (
                    <>
                      {values.map((value, side) => (
                        <td key={side} data-off={isOff(measure, value) || undefined}>
                          {write(value)}
                        </td>
                      ))}
                      <td>{signed(change(measure, values), measure === 'households' ? count : tenths)}</td>
                    </>
                  )}
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
      {measure === 'households' && <p className={classes.note}>{t('planCompare.offNorm')}</p>}
      {measure === 'walk' && <p className={classes.note}>{t('planPage.walkHint')}</p>}
      {measure === 'work' && <p className={classes.note}>{t('planPage.workloadHint')}</p>}
    </>
  )
}

const isOff = (measure: Measure, value: Maybe): boolean =>
  measure === 'households' && value !== null && !isWithin(value)

/** A grid that is not there has no households, and no walk that could be longer or shorter. */
const change = (measure: Measure, values: Both<Maybe>): Maybe =>
  measure === 'households' ? (values[1] ?? 0) - (values[0] ?? 0) : writtenGap(values, 0.1)

function GridName({ grid: { before, after, name, nameBefore, parent, come, go } }: { grid: ComparedGrid }) {
  const t = useT()
  const { nodes } = useUnits()
  const community = nodes.get(parent)?.name
  return (
    <>
      {shortName(name, community)}
      <small className={classes.told}>
        {[
          community,
          before === null && t('planCompare.isNew'),
          after === null && t('planCompare.ends'),
          before !== null && after !== null && name !== nameBefore && `← ${nameBefore}`,
          come > 0 && t('planCompare.come', { count: count(come) }),
          go > 0 && t('planCompare.go', { count: count(go) }),
        ]
          .filter(Boolean)
          .map((told, i) => (
            <span key={i}>{told}</span>
          ))}
      </small>
    </>
  )
}
