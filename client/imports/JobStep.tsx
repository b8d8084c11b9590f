/** The job under way, then what it found, then what was done. */
import { Button, Progress } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { count } from '../i18n/format.ts'
import { say, useT } from '../i18n/i18n.ts'
import { Failed } from '../ui/Failed.tsx'
import { PlaceHead } from '../ui/PlaceHead.tsx'
import { StateMessage } from '../ui/StateMessage.tsx'
import { DoneStep } from './DoneStep.tsx'
import { FileHead } from './FileHead.tsx'
import { useImportApi } from './importReach.ts'
import { backToChoice, type ImportState } from './importState.ts'
import classes from './Imports.module.css'
import { ReportStep } from './ReportStep.tsx'

const POLL_MILLISECONDS = 400
const END_TITLES = {
  cancelled: 'imports.cancelled',
  interrupted: 'imports.interrupted',
  failed: 'imports.failed',
  done: 'imports.failed',
} as const
type Job = Extract<ImportState, { step: 'job' }>

export function JobStep({ state }: { state: Job }) {
  const t = useT()
  const { file, jobId, isAccepted } = state
  const api = useImportApi()
  const job = useQuery(
    api.job.queryOptions(
      { jobId },
      {
        staleTime: 0,
        retry: 2,
        refetchInterval: ({ state: { data } }) =>
          data === undefined || data.state === 'running' ? POLL_MILLISECONDS : false,
      },
    ),
  )
  const cancel = useMutation(api.cancel.mutationOptions())
  const head = (
    <>
      <PlaceHead title={t('imports.title')} />
      <FileHead file={file} detail={isAccepted ? t('imports.importing') : t('imports.running')} />
    </>
  )
  const change = { label: t('imports.change'), onClick: backToChoice }
  if (job.error && !job.data) {
    return (
      <>
        {head}
        <Failed error={job.error} onRetry={backToChoice} />
      </>
    )
  }
  const status = job.data
  if (!status || status.state === 'running') {
    const share = status?.total ? Math.min(100, (status.done / status.total) * 100) : null
    const step = say(status?.step ?? 'job.starting') ?? t('job.starting')
    return (
      <>
        {head}
        <div className={classes.progress} role="status">
          <p>{step}</p>
          <Progress value={share ?? 100} animated={share === null} aria-label={step} />
          <p className={classes.soft}>
            {status?.total
              ? t('imports.progress', { done: count(status.done), total: count(status.total) })
              : status && status.done > 0
                ? t('imports.progressOpen', { done: count(status.done) })
                : ' '}
          </p>
          <p className={classes.soft}>{t('imports.leave')}</p>
          <div>
            <Button variant="default" loading={cancel.isPending} onClick={() => cancel.mutate({ jobId })}>
              {t('imports.cancel')}
            </Button>
          </div>
        </div>
      </>
    )
  }
  if (status.state !== 'done' || !status.report) {
    const why = status.error && say(status.error.key, status.error.facts)
    return (
      <>
        {head}
        <StateMessage
          tone="failed"
          title={t(END_TITLES[status.state])}
          hint={
            status.state === 'interrupted'
              ? t('imports.interruptedHint')
              : `${status.state === 'failed' ? `${why ?? ''} ` : ''}${t('imports.safe')}`
          }
          action={change}
        />
      </>
    )
  }
  return isAccepted && status.report.importId !== null ? (
    <DoneStep state={state} report={status.report} />
  ) : (
    <ReportStep state={state} report={status.report} />
  )
}
