/** Before a plan is taken back: what was put on grids to come meanwhile, and where it goes. */
import { Button, Modal } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { trpc } from '../../api/trpc.ts'
import { useT } from '../../i18n/i18n.ts'
import { Failed } from '../../ui/Failed.tsx'
import { SkeletonLines } from '../../ui/SkeletonLines.tsx'
import { toastDone, toastFailure } from '../../ui/toast.ts'
import classes from '../Plans.module.css'

interface Props {
  plan: { id: string; name: string }
  onClose: () => void
  onWithdrawn: () => void
}

export function WithdrawDialog({ plan, onClose, onWithdrawn }: Props) {
  const t = useT()
  const told = useQuery(trpc.plan.withdrawal.queryOptions({ id: plan.id }, { gcTime: 0, retry: false }))
  const withdraw = useMutation(
    trpc.plan.withdraw.mutationOptions({
      onSuccess: () => {
        toastDone(t('planPage.withdrawn'))
        onWithdrawn()
      },
      onError: toastFailure,
    }),
  )
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('planPublish.withdrawTitle', { name: plan.name })}
      size="md"
      closeButtonProps={{ 'aria-label': t('planPage.cancel') }}
    >
      <div className={classes.effect}>
        {told.error ? (
          <Failed error={told.error} onRetry={() => void told.refetch()} />
        ) : !told.data ? (
          <SkeletonLines rows={3} />
        ) : (
          <>
            <p className={classes.plain}>{t('planPublish.withdrawHint')}</p>
            {told.data.accounts > 0 && (
              <p className={classes.nobodys} role="alert">
                {t('planPublish.withdrawAccounts', { count: told.data.accounts })}
              </p>
            )}
            {told.data.screens + told.data.webhooks > 0 && (
              <p className={classes.nobodys} role="alert">
                {t('planPublish.withdrawScreens', {
                  screens: told.data.screens,
                  webhooks: told.data.webhooks,
                })}
              </p>
            )}
            {told.data.grids.length > 0 && (
              <ul aria-label={t('planPublish.putSince')}>
                {told.data.grids.map(
                  ({ code, name, origin, people, shifts, staff, accounts, screens, webhooks }) => (
                    <li key={code}>
                      <span>
                        {name} <small>{code}</small>
                        <small className={classes.from}>
                          {[
                            people + shifts > 0 && t('planPublish.roster', { people, shifts }),
                            staff > 0 && t('planPublish.staff', { count: staff }),
                            accounts > 0 && t('planPublish.accounts', { count: accounts }),
                            screens + webhooks > 0 && t('planPublish.screens', { screens, webhooks }),
                          ]
                            .filter(Boolean)
                            .join(' · ')}
                        </small>
                      </span>
                      <span>{origin !== null && t('planPublish.backTo', { code: origin })}</span>
                    </li>
                  ),
                )}
              </ul>
            )}
          </>
        )}
        <div className={classes.buttons}>
          <Button
            disabled={!told.data || told.data.accounts + told.data.screens + told.data.webhooks > 0}
            loading={withdraw.isPending}
            onClick={() => withdraw.mutate({ id: plan.id })}
          >
            {t('planPage.withdraw')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('planPage.cancel')}
          </Button>
        </div>
      </div>
    </Modal>
  )
}
