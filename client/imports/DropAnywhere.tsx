/** A file may be dropped anywhere on the page; while one hangs over it, the page says what will happen. */
import { useEffect, useState } from 'react'
import { useT } from '../i18n/i18n.ts'
import classes from './Imports.module.css'
import { useImportReach } from './importReach.ts'
import { takeFiles } from './takeFiles.ts'

const carriesFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false

export default function DropAnywhere() {
  const t = useT()
  const reach = useImportReach()
  const [isOver, setIsOver] = useState(false)
  useEffect(() => {
    const over = (event: DragEvent) => {
      if (!carriesFiles(event)) return
      event.preventDefault()
      setIsOver(true)
    }
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setIsOver(false)
    }
    const drop = (event: DragEvent) => {
      if (!carriesFiles(event)) return
      event.preventDefault()
      setIsOver(false)
      void takeFiles([...(event.dataTransfer?.files ?? [])], reach)
    }
    addEventListener('dragenter', over)
    addEventListener('dragover', over)
    addEventListener('dragleave', leave)
    addEventListener('drop', drop)
    return () => {
      removeEventListener('dragenter', over)
      removeEventListener('dragover', over)
      removeEventListener('dragleave', leave)
      removeEventListener('drop', drop)
    }
  }, [reach])
  if (!isOver) return null
  return (
    <div className={classes.overlay}>
      <div className={classes.overlayCard} role="status">
        <p>{t('imports.drop')}</p>
        <p className={classes.soft}>{t('imports.dropHint')}</p>
      </div>
    </div>
  )
}
