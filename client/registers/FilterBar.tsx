/** How many doubts there are of each kind and reason; a chip narrows the list to them. */
import { UnstyledButton } from '@mantine/core'
import type { LinkProblem } from '../../shared/domain/importing.ts'
import { count } from '../i18n/format.ts'
import { useT } from '../i18n/i18n.ts'
import { setProblemFilter, type ProblemFilter } from './problemFilter.ts'
import classes from './Registers.module.css'

interface Props {
  summary: readonly { kind: LinkProblem['kind']; reason: LinkProblem['reason']; count: number }[]
  filter: ProblemFilter
}

export function FilterBar({ summary, filter }: Props) {
  const t = useT()
  const total = summary.reduce((sum, one) => sum + one.count, 0)
  const isAll = filter.kind === undefined && filter.reason === undefined
  return (
    <ul className={classes.chips} aria-label={t('registers.filter')} tabIndex={-1}>
      <li>
        <UnstyledButton className={classes.chip} aria-pressed={isAll} onClick={() => setProblemFilter({})}>
          {t('registers.all')} <strong>{count(total)}</strong>
        </UnstyledButton>
      </li>
      {summary
        .toSorted((a, b) => b.count - a.count)
        .map(({ kind, reason, count: number }) => (
          <li key={`${kind} ${reason}`}>
            <UnstyledButton
              className={classes.chip}
              aria-pressed={filter.kind === kind && filter.reason === reason}
              onClick={() => setProblemFilter({ kind, reason })}
            >
              {t(`linkKind.${kind}`)} · {t(`linkReason.${reason}`)} <strong>{count(number)}</strong>
            </UnstyledButton>
          </li>
        ))}
    </ul>
  )
}
