/** An issue of the list while several are being chosen. */
import { UnstyledButton } from '@mantine/core'
import { IconSquare, IconSquareCheckFilled } from '@tabler/icons-react'
import type { IssueRow } from '../../../shared/domain/place.ts'
import { IssueWords } from '../../overview/IssueLine.tsx'
import rows from '../../overview/Rows.module.css'
import { toggleChosen } from './chosen.ts'

export function ChoiceLine({ issue, now, isChosen }: { issue: IssueRow; now: number; isChosen: boolean }) {
  const Box = isChosen ? IconSquareCheckFilled : IconSquare
  return (
    <UnstyledButton
      className={rows.row}
      role="checkbox"
      aria-checked={isChosen}
      onClick={() => toggleChosen(issue.id)}
    >
      <Box size={18} color={isChosen ? 'var(--qh-accent)' : 'var(--qh-ink-soft)'} aria-hidden />
      <IssueWords issue={issue} now={now} />
    </UnstyledButton>
  )
}
