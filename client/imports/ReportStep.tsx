/** What the import would do: counts, faults, boundary findings; then to do it, or to mend the file first. */
import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { ImportReport } from '../../shared/domain/importing.ts'
import { count } from '../i18n/format.ts'
import { useT } from '../i18n/i18n.ts'
import { PlaceHead } from '../ui/PlaceHead.tsx'
import { ScrollBody } from '../ui/ScrollBody.tsx'
import { toastFailure } from '../ui/toast.ts'
import { EndedUnits } from './EndedUnits.tsx'
import { FaultTable } from './FaultTable.tsx'
import { FileHead } from './FileHead.tsx'
import { useImportApi } from './importReach.ts'
import { backToChoice, importStore, type ImportState } from './importState.ts'
import classes from './Imports.module.css'
import { NetworkCounts } from './NetworkCounts.tsx'
import { NetworkSections } from './NetworkSections.tsx'
import { Notices } from './Notices.tsx'
import { findingStore } from './preview.ts'
import { choiceFor, inspectInput, resolveChoice } from './resolveChoice.ts'
import { TopologyTable } from './TopologyTable.tsx'

interface Props {
  state: Extract<ImportState, { step: 'job' }>
  report: ImportReport
}

/** Rows that would be written; units are only compared when they are stored. */
function rowsToWrite({ accepted, added, changed, unchanged }: ImportReport): number {
  return added + changed + unchanged === 0 ? accepted : added + changed
}

export function ReportStep({ state, report }: Props) {
  const t = useT()
  const scroller = useRef<HTMLDivElement>(null)
  const { uploadId, file, chosen } = state
  const api = useImportApi()
  const inspected = useQuery(api.inspect.queryOptions(inspectInput(uploadId, chosen))).data
  const targets = useQuery(api.targets.queryOptions()).data
  const layer = inspected?.layers.find(({ name }) => name === chosen.layer) ?? inspected?.layers[0]
  const start = useMutation(
    api.start.mutationOptions({
      onSuccess: ({ jobId }) => importStore.set({ ...state, jobId, isAccepted: true }),
      onError: toastFailure,
    }),
  )
  useEffect(() => () => findingStore.set(null), [])
  const accept = () => {
    if (!layer || !targets) return
    const choice = choiceFor(uploadId, resolveChoice(layer, chosen, targets), chosen)
    start.mutate({ ...choice, skipFaulty: report.faulty > 0, accept: true })
  }
  const toWrite = rowsToWrite(report)
  const isCompared = report.added + report.changed + report.unchanged > 0
  const rowKeys = isCompared
    ? (['read', 'added', 'changed', 'unchanged', 'faulty'] as const)
    : (['read', 'accepted', 'faulty'] as const)
  const { network } = report
  return (
    <>
      <PlaceHead title={t('imports.title')} />
      <FileHead file={file} detail={t('imports.report')} />
      <ScrollBody ref={scroller}>
        <dl className={classes.counts}>
          {network ? (
            <NetworkCounts network={network} faulty={report.faulty} />
          ) : (
            rowKeys.map((key) => (
              <div
                key={key}
                data-faulty={(key === 'faulty' && report[key] > 0) || undefined}
                data-new={(key === 'added' && report[key] > 0) || undefined}
              >
                <dt>{t(`imports.${key}`)}</dt>
                <dd>{count(report[key])}</dd>
              </div>
            ))
          )}
        </dl>
        <Notices notices={report.notices} />
        {network && <NetworkSections network={network} scroller={scroller} />}
        {report.ended > 0 && <EndedUnits report={report} />}
        {report.faults.length > 0 && <FaultTable report={report} file={file} scroller={scroller} />}
        {report.topology.length > 0 && <TopologyTable report={report} scroller={scroller} />}
      </ScrollBody>
      <div className={classes.foot}>
        {toWrite > 0 || report.ended > 0 ? (
          <Button loading={start.isPending} disabled={!layer || !targets} onClick={accept}>
            {toWrite === 0
              ? t(report.as === 'roster' ? 'imports.acceptEndShifts' : 'imports.acceptEnd', {
                  count: report.ended,
                })
              : network
                ? t('network.accept')
                : report.faulty > 0
                  ? t('imports.acceptGood', { count: count(report.accepted) })
                  : t('imports.acceptAll', { count: count(report.accepted) })}
          </Button>
        ) : (
          <span>
            {report.unchanged > 0
              ? t(network ? 'network.sameInForce' : 'imports.nothingNew')
              : t(network ? 'network.unusable' : 'imports.nothingGood')}
          </span>
        )}
        <Button variant="default" onClick={backToChoice}>
          {t('imports.change')}
        </Button>
        {report.faulty > 0 && (
          <Button
            component="a"
            variant="subtle"
            href={`/upload/${uploadId}/rejected.csv`}
            download
            leftSection={<IconDownload size={16} aria-hidden />}
          >
            {t('imports.download')}
          </Button>
        )}
      </div>
    </>
  )
}
