/** A kept answer as it was found: figures, points, proof, on what it rests. It can be asked again, shared and taken along. */
import { ActionIcon, Button } from '@mantine/core'
import { IconArrowLeft, IconLink, IconRefresh, IconRosetteDiscountCheck } from '@tabler/icons-react'
import type { StudyRecord } from '../../../shared/siting/sitingStudy.ts'
import { isNotFound } from '../../api/failure.ts'
import { count, instant, share } from '../../i18n/format.ts'
import { useT } from '../../i18n/i18n.ts'
import { facilityKindName } from '../../i18n/vocabulary.ts'
import { Failed } from '../../ui/Failed.tsx'
import { Section } from '../../ui/Section.tsx'
import { SkeletonLines } from '../../ui/SkeletonLines.tsx'
import { StateMessage } from '../../ui/StateMessage.tsx'
import { toastDone } from '../../ui/toast.ts'
import { SiteList } from '../SiteList.tsx'
import siting from '../Siting.module.css'
import { Sentence } from '../SitingResult.tsx'
import { UnitGains } from '../UnitGains.tsx'
import { AccessTable } from './AccessTable.tsx'
import { StudyExport } from './StudyExport.tsx'
import { StudyReport } from './StudyReport.tsx'
import classes from './Studies.module.css'
import { askAgain, openList } from './studyState.ts'
import { assumptions, proofWords } from './studyWords.ts'
import { useStudy } from './useStudies.ts'

export function StudyView({ id }: { id: string }) {
  const t = useT()
  const { data, error, refetch } = useStudy(id)
  if (isNotFound(error))
    return (
      <StateMessage
        tone="empty"
        title={t('study.unknown')}
        action={{ label: t('study.toList'), onClick: openList }}
      />
    )
  if (error && !data) return <Failed error={error} onRetry={() => void refetch()} />
  return data ? <Shown study={data} /> : <SkeletonLines rows={8} />
}

function Shown({ study }: { study: StudyRecord }) {
  const t = useT()
  const { answer } = study
  const copy = () =>
    void navigator.clipboard?.writeText(location.href).then(() => toastDone(t('study.linkCopied')))
  return (
    <>
      <header className={classes.head}>
        <ActionIcon
          variant="subtle"
          color="gray"
          c="var(--qh-ink-soft)"
          size={36}
          aria-label={t('study.toList')}
          onClick={openList}
        >
          <IconArrowLeft size={18} aria-hidden />
        </ActionIcon>
        <div className={classes.headText}>
          <h2 className={classes.title}>{study.name}</h2>
          <p className={classes.soft}>
            {t('study.keptBy', {
              kind: facilityKindName(study.kind),
              by: study.createdBy,
              at: instant(study.createdAt),
            })}
          </p>
        </div>
        <StudyReport study={study} />
        <StudyExport name={`${study.name}-${study.dataDate}`} make={() => Promise.resolve(study)} />
      </header>
      <section className={siting.headline} aria-label={t('siting.answer')}>
        <Sentence state={answer} answer={answer} />
        <p className={siting.soft}>
          {t('siting.insideLine', {
            minutes: answer.minutes,
            before: share(answer.insideBefore / Math.max(1, answer.total)),
            after: share(answer.insideAfter / Math.max(1, answer.total)),
            outside: count(answer.total - answer.insideAfter),
            total: count(answer.total),
          })}
        </p>
        <div className={siting.proof} data-proved={answer.isProved || undefined}>
          {answer.isProved && <IconRosetteDiscountCheck size={18} aria-hidden />}
          <span>{proofWords(t, answer)}</span>
        </div>
        <div className={classes.actions}>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconLink size={14} aria-hidden />}
            onClick={copy}
          >
            {t('study.copyLink')}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconRefresh size={14} aria-hidden />}
            onClick={() => askAgain(study.asked)}
          >
            {t('study.askAgain')}
          </Button>
        </div>
      </section>
      <Section title={t('siting.sites')} aside={t('siting.existing', { count: answer.existing })}>
        <SiteList
          sites={answer.sites.map(({ load, ...site }) => ({
            ...site,
            held: load === null || answer.capacity === null ? null : { load, capacity: answer.capacity },
            note: null,
          }))}
        />
      </Section>
      {answer.access && <AccessTable access={answer.access} minutes={answer.minutes} />}
      <UnitGains answer={answer} minutes={answer.minutes} />
      <Section title={t('study.rests')}>
        <ul className={classes.list}>
          {assumptions(t, study).map((words) => (
            <li key={words}>{words}</li>
          ))}
          <li>
            {t('study.hash')} <span className={classes.hash}>{study.inputHash}</span>
          </li>
        </ul>
      </Section>
    </>
  )
}
