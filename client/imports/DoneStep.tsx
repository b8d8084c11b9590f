/** It is in: what was written, what was linked, and the ways on from here. */
import { Button } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { useEffect } from 'react'
import type { ImportReport } from '../../shared/domain/importing.ts'
import { useMay } from '../api/useMe.ts'
import { count, distance } from '../i18n/format.ts'
import { useT } from '../i18n/i18n.ts'
import { flyToBox } from '../map/camera.ts'
import { openPlace } from '../state/addressStore.ts'
import { PanelBody } from '../ui/PanelBody.tsx'
import { PlaceHead } from '../ui/PlaceHead.tsx'
import { FileHead } from './FileHead.tsx'
import { startOver, type ImportState } from './importState.ts'
import classes from './Imports.module.css'
import { Notices } from './Notices.tsx'
import { boxOf, previewStore } from './preview.ts'

interface Props {
  state: Extract<ImportState, { step: 'job' }>
  report: ImportReport
}

export function DoneStep({ state, report }: Props) {
  const t = useT()
  const mayCheck = useMay('link.work')
  // What was only a preview is real now: the map shows it by itself.
  useEffect(() => () => previewStore.set([]), [])
  const show = () => {
    const box = boxOf(previewStore.get())
    startOver()
    openPlace('overview')
    if (box) flyToBox(box)
  }
  return (
    <>
      <PlaceHead title={t('imports.title')} />
      <FileHead file={state.file} detail={t(`imports.kind.${report.as}`)} />
      <PanelBody>
        <div className={classes.done} role="status">
          <IconCircleCheck size={28} stroke={1.6} aria-hidden />
          <div>
            <h3>{t('imports.done')}</h3>
            <p>
              {report.network
                ? t('network.inForce', {
                    edges: count(report.network.edges),
                    length: distance(report.network.meters),
                  })
                : t('imports.doneLine', {
                    added: count(report.added),
                    changed: count(report.changed),
                    unchanged: count(report.unchanged),
                  })}
            </p>
            {report.ended > 0 && (
              <p>
                {t(report.as === 'roster' ? 'imports.endedShiftsDone' : 'imports.endedDone', {
                  count: report.ended,
                })}
              </p>
            )}
            {report.linked !== null && <p>{t('imports.doneLinked', { linked: count(report.linked) })}</p>}
            {report.unlinked !== null && report.unlinked > 0 && (
              <p>{t('imports.doneUnlinked', { count: report.unlinked })}</p>
            )}
          </div>
        </div>
        <Notices notices={report.notices} />
      </PanelBody>
      <div className={classes.foot}>
        <Button onClick={show}>{t('imports.show')}</Button>
        <Button variant="default" onClick={startOver}>
          {t('imports.next')}
        </Button>
        {mayCheck && (report.unlinked ?? 0) > 0 && (
          <Button
            variant="subtle"
            onClick={() => {
              startOver()
              openPlace('registers')
            }}
          >
            {t('imports.doneChecks')}
          </Button>
        )}
      </div>
    </>
  )
}
