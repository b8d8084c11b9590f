/** Five numbers of now and of today, as large as they can be; each says what it counts. */
import { SOON_HOURS } from '../../shared/issues/desk.ts'
import type { WallBoard } from '../../shared/issues/wall.ts'
import { count, duration } from '../i18n/format.ts'
import { useT } from '../i18n/i18n.ts'
import classes from './Wall.module.css'

export function WallTiles({ board, now }: { board: WallBoard; now: number }) {
  const t = useT()
  const { counts, lateLongest } = board
  const longest = lateLongest[0]?.dueAt
  const tiles = [
    {
      id: 'new',
      label: t('issues.queue.new'),
      value: counts.new,
      note: t('wall.reportedToday', { count: count(counts.reportedToday) }),
    },
    {
      id: 'inHand',
      label: t('issues.queue.inHand'),
      value: counts.inHand,
      note: t('wall.open', { count: count(counts.open) }),
    },
    {
      id: 'late',
      label: t('issues.queue.late'),
      value: counts.late,
      note: longest ? t('wall.longest', { time: duration(now - Date.parse(longest)) }) : t('wall.noneLate'),
    },
    {
      id: 'soon',
      label: t('issues.queue.soon'),
      value: counts.soon,
      note: t('issues.soonHint', { hours: SOON_HOURS }),
    },
    {
      id: 'settled',
      label: t('wall.settledToday'),
      value: counts.settledToday,
      note: t('wall.sinceMidnight'),
    },
  ]
  return (
    <ul className={classes.tiles} aria-label={t('wall.now')}>
      {tiles.map(({ id, label, value, note }) => (
        <li key={id} className={classes.tile} data-tile={id} data-some={value > 0 || undefined}>
          <span className={classes.label}>{label}</span>
          <strong className={classes.number}>{count(value)}</strong>
          <span className={classes.note}>{note}</span>
        </li>
      ))}
    </ul>
  )
}
