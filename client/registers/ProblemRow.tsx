/** One doubtful link: what it is, why it is in doubt. The box is for the pointer; by keyboard it is the space bar. */
import { IconCheck } from '@tabler/icons-react'
import type { LinkProblem } from '../../shared/domain/importing.ts'
import { useT } from '../i18n/i18n.ts'
import { problemKey } from './problemFilter.ts'
import classes from './Registers.module.css'

interface Props {
  problem: LinkProblem
  top: number
  height: number
  position: number
  total: number
  isCurrent: boolean
  isSelected: boolean
  onShow: () => void
  onToggle: () => void
}

export function ProblemRow(props: Props) {
  const t = useT()
  const { problem, top, height, position, total, isCurrent, isSelected, onShow, onToggle } = props
  const { stated, unit } = problem
  return (
    <div
      id={`problem-${problemKey(problem)}`}
      role="option"
      aria-selected={isSelected}
      data-current={isCurrent || undefined}
      aria-posinset={position}
      aria-setsize={total}
      className={classes.row}
      style={{ height, transform: `translateY(${String(top)}px)` }}
      onClick={onShow}
    >
      <span
        className={classes.check}
        data-checked={isSelected || undefined}
        title={t('registers.select', { title: problem.title || problem.id })}
        onClick={(event) => {
          event.stopPropagation()
          onToggle()
        }}
        aria-hidden
      >
        {isSelected && <IconCheck size={14} stroke={3} />}
      </span>
      <span>
        <span className={classes.title}>{problem.title || problem.id}</span>
        <span className={classes.sub}>
          {t(`linkReason.${problem.reason}`)}
          {stated !== null && ` · ${stated}`}
          {unit && ` → ${unit.name}`}
        </span>
      </span>
      <span className={classes.kind}>{t(`linkKind.${problem.kind}`)}</span>
    </div>
  )
}
