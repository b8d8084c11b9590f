/** Points were dropped: to be stored as facilities, or only to draw circles around. */
import { UnstyledButton } from '@mantine/core'
import type { ServicePoint } from '../../shared/domain/serviceRadius.ts'
import { useT } from '../i18n/i18n.ts'
import { PlaceHead } from '../ui/PlaceHead.tsx'
import { FileHead } from './FileHead.tsx'
import classes from './Imports.module.css'
import { drawAsServicePoints, importFiles } from './takeFiles.ts'

export function OfferedPoints({ files, points }: { files: readonly File[]; points: ServicePoint[] }) {
  const t = useT()
  const name = files[0]?.name ?? ''
  return (
    <>
      <PlaceHead title={t('imports.title')} />
      <FileHead file={name} detail={t('imports.points', { count: points.length })} />
      <div className={classes.choices}>
        <UnstyledButton className={classes.choice} onClick={() => drawAsServicePoints(name, points)}>
          <strong>{t('imports.pointsCircles')}</strong>
          <span className={classes.soft}>{t('imports.pointsCirclesHint')}</span>
        </UnstyledButton>
        <UnstyledButton className={classes.choice} onClick={() => importFiles(files)}>
          <strong>{t('imports.pointsImport')}</strong>
          <span className={classes.soft}>{t('imports.pointsImportHint')}</span>
        </UnstyledButton>
      </div>
    </>
  )
}
