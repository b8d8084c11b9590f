/** One address: what it is told, whether it arrives, and what it answers to a trial. */
import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { ALL_AREAS } from '../../../shared/domain/access.ts'
import type { TriedAnswer, Webhook } from '../../../shared/issues/notices.ts'
import { trpc } from '../../api/trpc.ts'
import { useUnits } from '../../api/useUnits.ts'
import { count, instant } from '../../i18n/format.ts'
import { useT, wordFor } from '../../i18n/i18n.ts'
import { toastFailure } from '../../ui/toast.ts'
import classes from './Notices.module.css'
import { refreshNotices } from './refreshNotices.ts'

export function WebhookItem({ webhook, onEdit }: { webhook: Webhook; onEdit: () => void }) {
  const t = useT()
  const { nodes } = useUnits()
  const tried = useMutation(
    trpc.notice.tryWebhook.mutationOptions({ onError: toastFailure, onSettled: () => void refreshNotices() }),
  )
  const { name, areas, occurrences, format } = webhook
  return (
    <li className={classes.item}>
      <div className={classes.line}>
        <div className={classes.what}>
          <span className={classes.name}>{name}</span>
          {!webhook.isOn && <span className={classes.off}>{t('notices.off')}</span>}
          <p className={classes.quiet}>
            {[
              t(`noticeFormat.${format}`),
              webhook.addressHint,
              ...(format === 'wecom' ? [] : [t(webhook.hasSecret ? 'notices.signed' : 'notices.unsigned')]),
            ].join(' · ')}
          </p>
          <p className={classes.quiet}>
            {areas
              .map((area) =>
                area === ALL_AREAS ? t('account.wholeOffice') : (nodes.get(area)?.name ?? area),
              )
              .join(t('notices.comma'))}
            {' · '}
            {occurrences.map((one) => t(`occurrence.${one}`)).join(t('notices.comma'))}
          </p>
          <State webhook={webhook} />
        </div>
        <div className={classes.buttons}>
          <Button
            size="compact-sm"
            variant="default"
            aria-label={t('notices.tryOf', { name })}
            loading={tried.isPending}
            onClick={() => tried.mutate({ id: webhook.id })}
          >
            {t('notices.try')}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            aria-label={t('notices.editOf', { name })}
            onClick={onEdit}
          >
            {t('notices.edit')}
          </Button>
        </div>
      </div>
      <div role="status">{tried.data && <Answer tried={tried.data} />}</div>
    </li>
  )
}

function State({ webhook: { waiting, dead, lastDeliveredAt, lastReason, nextAt } }: { webhook: Webhook }) {
  const t = useT()
  return (
    <p className={classes.quiet}>
      {lastDeliveredAt ? t('notices.delivered', { at: instant(lastDeliveredAt) }) : t('notices.nothingYet')}
      {waiting > 0 && (
        <>
          {' · '}
          <span className={lastReason ? classes.alarm : undefined}>
            {lastReason
              ? t('notices.stuck', {
                  count: count(waiting),
                  reason: wordFor('noticeReason', lastReason),
                  next: instant(nextAt),
                })
              : t('notices.waiting', { count: count(waiting) })}
          </span>
        </>
      )}
      {dead > 0 && (
        <>
          {' · '}
          <span className={classes.alarm}>{t('notices.dead', { count: count(dead) })}</span>
        </>
      )}
    </p>
  )
}

function Answer({ tried: { isDelivered, reason, status, answer, milliseconds } }: { tried: TriedAnswer }) {
  const t = useT()
  return (
    <div className={classes.answer}>
      <span className={isDelivered ? classes.good : classes.alarm}>
        {isDelivered
          ? t('notices.trialTaken', { status: status ?? '', milliseconds: count(milliseconds) })
          : t('notices.trialRefused', {
              reason: [wordFor('noticeReason', reason ?? ''), status ?? ''].filter(Boolean).join(' '),
            })}
      </span>
      {status !== null && (
        <>
          <br />
          {answer === '' ? t('notices.noAnswer') : t('notices.answer')}
          {answer !== '' && <pre>{answer}</pre>}
        </>
      )}
    </div>
  )
}
