/** The last step can be taken back for a minute; the line counts down and goes. */
import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { IssueFile } from '../../shared/issues/desk.ts'
import { useT, wordFor } from '../i18n/i18n.ts'
import classes from './Issues.module.css'

interface Props {
  file: IssueFile
  isBusy: boolean
  onUndo: () => void
}

export function UndoLine({ file, isBusy, onUndo }: Props) {
  const t = useT()
  const until = file.undo ? Date.parse(file.undo.until) : 0
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  const seconds = Math.ceil((until - now) / 1000)
  const step = file.events.find(({ id }) => id === file.undo?.event)?.step
  if (!step || seconds <= 0) return null
  return (
    <div className={classes.undo}>
      <span>{t('issues.undoLeft', { step: wordFor('issueStep', step), seconds })}</span>
      <Button size="compact-sm" variant="default" loading={isBusy} onClick={onUndo}>
        {t('issues.undo')}
      </Button>
    </div>
  )
}
