/** How often dispatches were returned, by whether the suggestion was followed: all together, by class, by community. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { UnitNode } from '../../shared/domain/unit.ts'
import { type Accuracy, type AccuracyRow, FOLLOWED } from '../../shared/issues/accuracy.ts'
import type { Count } from '../../shared/issues/figures.ts'
import { trpc } from '../api/trpc.ts'
import { count, share } from '../i18n/format.ts'
import { useT } from '../i18n/i18n.ts'
import { issueClassName } from '../i18n/vocabulary.ts'
import { useAt } from '../state/addressStore.ts'
import { Failed } from '../ui/Failed.tsx'
import { PanelBody } from '../ui/PanelBody.tsx'
import { SkeletonLines } from '../ui/SkeletonLines.tsx'
import { StateMessage } from '../ui/StateMessage.tsx'
import { FigureTools } from './FigureTools.tsx'
import { changeFigures, type FigureState } from './figureState.ts'
import { fractionText } from './figureText.ts'
import classes from './Leader.module.css'

/** Below so many dispatches a share says little. */
const SMALL = 10

interface Props {
  state: FigureState
  nodes: ReadonlyMap<string, UnitNode>
}

export function AccuracyView({ state, nodes }: Props) {
  const t = useT()
  const at = useAt()
  const query = useQuery(
    trpc.issue.accuracy.queryOptions({ span: state.span, at }, { placeholderData: keepPreviousData }),
  )
  const { data } = query
  return (
    <>
      <FigureTools state={state} nodes={nodes} isOfDaysOnly />
      {query.error && !data ? (
        <Failed error={query.error} onRetry={() => void query.refetch()} />
      ) : !data ? (
        <SkeletonLines rows={12} height={28} gap={16} />
      ) : data.byClass.length === 0 ? (
        <StateMessage
          tone="empty"
          title={t('accuracy.empty')}
          hint={
            data.without > 0 ? t('accuracy.without', { count: count(data.without) }) : t('accuracy.emptyHint')
          }
          action={
            state.span === 'month'
              ? undefined
              : { label: t('figures.span.month'), onClick: () => changeFigures({ span: 'month' }) }
          }
        />
      ) : (
        <PanelBody label={t('accuracy.title')}>
          <div className={classes.body} aria-busy={query.isPlaceholderData}>
            <Tiles data={data} />
            <Rows rows={data.byClass} by="class" nameOf={(key) => issueClassName(key)} />
            <Rows rows={data.byCommunity} by="community" nameOf={(key) => nodes.get(key)?.name ?? key} />
            <p className={classes.foot}>
              {t('accuracy.how')}
              {data.without > 0 && ` ${t('accuracy.without', { count: count(data.without) })}`}
            </p>
          </div>
        </PanelBody>
      )}
    </>
  )
}

const shareOf = ([returned, all]: Count): string => share(all === 0 ? null : returned / all)

function Tiles({ data }: { data: Accuracy }) {
  const t = useT()
  return (
    <ul className={classes.tiles} aria-label={t('accuracy.title')}>
      {FOLLOWED.map((kind) => {
        const counts = data.total[kind]
        return (
          <li key={kind} className={classes.tile}>
            <span className={classes.tileName}>{t(`accuracy.${kind}`)}</span>
            <span className={classes.tileLine}>
              <span className={classes.tileValue} data-none={counts[1] === 0 || undefined}>
                {counts[1] === 0 ? t('figures.noData') : shareOf(counts)}
              </span>
            </span>
            <span className={classes.soft}>
              {t('accuracy.returned')} {fractionText(counts)}
              {counts[1] > 0 && counts[1] < SMALL && ` · ${t('figures.small')}`}
            </span>
          </li>
        )
      })}
    </ul>
  )
}

interface RowsProps {
  rows: readonly AccuracyRow[]
  by: 'class' | 'community'
  nameOf: (key: string) => string
}

function Rows({ rows, by, nameOf }: RowsProps) {
  const t = useT()
  const title = t(by === 'class' ? 'accuracy.byClass' : 'accuracy.byCommunity')
  const none = t(by === 'class' ? 'accuracy.noClass' : 'accuracy.noCommunity')
  return (
    <table className={classes.accuracy} aria-label={title}>
      <thead>
        <tr>
          <th scope="col">{t(`accuracy.${by}`)}</th>
          {FOLLOWED.map((kind) => (
            <th key={kind} scope="col">
              {t(`accuracy.${kind}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, counts }) => (
          <tr key={key}>
            <th scope="row">{key === '' ? none : nameOf(key)}</th>
            {FOLLOWED.map((kind) => (
              <Cell key={kind} counts={counts[kind]} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Cell({ counts }: { counts: Count }) {
  const t = useT()
  if (counts[1] === 0)
    return (
      <td>
        <span className={classes.noData}>{t('figures.noData')}</span>
      </td>
    )
  return (
    <td>
      <span className={classes.value} data-small={counts[1] < SMALL || undefined}>
        {shareOf(counts)}
      </span>
      <span className={classes.under}>
        <span className={classes.soft}>{fractionText(counts).replaceAll(' ', '')}</span>
      </span>
    </td>
  )
}
