/** Where load and people do not match: open and yearly issues of each grid for each of its workers on duty. */
import { SegmentedControl, UnstyledButton } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useMemo, useRef, useState } from 'react'
import type { UnitNode } from '../../shared/domain/unit.ts'
import {
  type Load,
  LOADS,
  type LoadKind,
  type LoadRow,
  type Match,
  matchOf,
  meanLoad,
  perWorker,
} from '../../shared/issues/load.ts'
import { PHONE_QUERY } from '../frame/layout.ts'
import { count, measure } from '../i18n/format.ts'
import { useT } from '../i18n/i18n.ts'
import { hoveredUnitStore } from '../map/hover.ts'
import { openIssues, openUnit } from '../overview/open.ts'
import { Failed } from '../ui/Failed.tsx'
import { ScrollBody } from '../ui/ScrollBody.tsx'
import { SkeletonLines } from '../ui/SkeletonLines.tsx'
import { StateMessage } from '../ui/StateMessage.tsx'
import { VirtualTable, type Column } from '../ui/VirtualTable.tsx'
import { changeFigures } from './figureState.ts'
import { daysText } from './figureText.ts'
import classes from './Leader.module.css'
import { openFigure } from './openFigure.ts'
import { useLoad } from './useLoad.ts'

export function LoadView({ nodes }: { nodes: ReadonlyMap<string, UnitNode> }) {
  const t = useT()
  const { kind, query } = useLoad()
  const load = query.data
  if (query.error && !load) return <Failed error={query.error} onRetry={() => void query.refetch()} />
  if (!load) return <SkeletonLines rows={12} height={28} gap={16} />
  if (load.rows.length === 0)
    return <StateMessage tone="empty" title={t('load.empty')} hint={t('load.emptyHint')} />
  return <LoadTable load={load} kind={kind} nodes={nodes} />
}

interface Props {
  load: Load
  kind: LoadKind
  nodes: ReadonlyMap<string, UnitNode>
}

type SortBy = 'per' | 'workers' | 'open' | 'late' | 'year'

function LoadTable({ load, kind, nodes }: Props) {
  const t = useT()
  const scroller = useRef<HTMLDivElement>(null)
  const isPhone = useMediaQuery(PHONE_QUERY, matchMedia(PHONE_QUERY).matches)
  const [sort, setSort] = useState<{ by: SortBy; isDescending: boolean }>({ by: 'per', isDescending: true })
  const mean = meanLoad(load.rows, kind)
  const rows = useMemo(() => {
    // Work and nobody there to do it is more than any number.
    const value = (row: LoadRow): number =>
      sort.by === 'per' ? (perWorker(row, kind) ?? (row[kind] > 0 ? Infinity : -1)) : row[sort.by]
    const way = sort.isDescending ? -1 : 1
    return load.rows.toSorted((a, b) => {
      const [x, y] = [value(a), value(b)]
      return x === y ? a.unit.localeCompare(b.unit) : way * (x < y ? -1 : 1)
    })
  }, [load.rows, kind, sort])
  const most = Math.max(...load.rows.map((row) => perWorker(row, kind) ?? 0))
  const matches = load.rows.map((row) => matchOf(row, kind, mean))
  const many = (match: Match): number => matches.filter((one) => one === match).length
  const head = (by: SortBy, width: string, cell: Column<LoadRow>['cell']): Column<LoadRow> => ({
    key: by,
    head: by === 'per' ? t(`load.per.${kind}`) : t(`load.${by}`),
    width,
    isEnd: true,
    sort: {
      isDescending: sort.by === by ? sort.isDescending : null,
      onSort: () => setSort({ by, isDescending: sort.by === by ? !sort.isDescending : true }),
    },
    cell,
  })
  const number = (value: number, name: string, onOpen: () => void) => (
    <UnstyledButton className={classes.number} aria-label={`${name} ${count(value)}`} onClick={onOpen}>
      {count(value)}
    </UnstyledButton>
  )
  const nameOf = ({ unit }: LoadRow): string => nodes.get(unit)?.name ?? unit
  const columns: Column<LoadRow>[] = [
    {
      key: 'name',
      head: t('figures.by.grid'),
      width: 'minmax(96px, 1fr)',
      title: nameOf,
      cell: (row) => {
        const node = nodes.get(row.unit)
        return node ? (
          <UnstyledButton
            className={classes.name}
            aria-label={t('figures.openUnit', { name: node.name })}
            onClick={() => openUnit(node)}
          >
            <span className={classes.nameText}>{node.name}</span>
          </UnstyledButton>
        ) : (
          row.unit
        )
      },
    },
    head('workers', '60px', (row) =>
      row.workers === 0 ? <span className={classes.nobody}>{t('load.nobody')}</span> : count(row.workers),
    ),
    ...(isPhone && kind === 'year'
      ? []
      : [
          head('open', '56px', (row) =>
            number(row.open, `${nameOf(row)} ${t('load.open')}`, () =>
              openIssues({ unit: row.unit, state: 'open' }),
            ),
          ),
        ]),
    ...(isPhone
      ? []
      : [
          head('late', '56px', (row) =>
            number(row.late, `${nameOf(row)} ${t('load.late')}`, () =>
              openIssues({ unit: row.unit, state: 'open', isLate: 'true' }),
            ),
          ),
        ]),
    ...(isPhone && kind === 'open'
      ? []
      : [
          head('year', '72px', (row) =>
            number(row.year, `${nameOf(row)} ${t('load.year')}`, () =>
              openFigure({
                figure: 'reported',
                period: load.year,
                by: 'grid',
                row: row.unit,
                unit: undefined,
              }),
            ),
          ),
        ]),
    head('per', isPhone ? '76px' : '120px', (row) => (
      <PerWorker
        value={perWorker(row, kind)}
        most={most}
        match={matchOf(row, kind, mean)}
        isPhone={isPhone}
      />
    )),
  ]
  return (
    <ScrollBody ref={scroller}>
      <div className={classes.body}>
        <p className={classes.worst}>
          {t(`load.sentence.${kind}`, {
            mean: measure(mean),
            over: many('over'),
            nobody: many('nobody'),
            under: many('under'),
          })}
        </p>
        <div className={classes.tableTools}>
          <SegmentedControl
            size="xs"
            aria-label={t('load.kind')}
            value={kind}
            onChange={(next) => changeFigures({ load: next }, 'replace')}
            data={LOADS.map((one) => ({ value: one, label: t(`load.kind.${one}`) }))}
          />
        </div>
        <VirtualTable
          label={t('load.title')}
          columns={columns}
          rows={rows}
          rowPixels={36}
          keyOf={({ unit }) => unit}
          scroller={scroller}
          onPoint={(row) => hoveredUnitStore.set(row?.unit ?? null)}
        />
        <p className={classes.foot}>{t('load.how', { days: daysText(load.year) })}</p>
      </div>
    </ScrollBody>
  )
}

interface PerWorkerProps {
  value: number | null
  /** The largest of all: the longest bar. */
  most: number
  match: Match
  isPhone: boolean
}

const LONGEST_PIXELS = 56

function PerWorker({ value, most, match, isPhone }: PerWorkerProps) {
  const t = useT()
  const pixels = most > 0 ? ((value ?? 0) / most) * LONGEST_PIXELS : 0
  return (
    <span className={classes.per} data-match={match}>
      {!isPhone && <i style={{ width: `${pixels.toFixed(0)}px` }} aria-hidden />}
      {match !== 'fits' && <span className="qh-hidden">{t(`load.match.${match}`)}</span>}
      {match === 'over' && <span aria-hidden>▲</span>}
      {measure(value)}
    </span>
  )
}
