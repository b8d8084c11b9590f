/** Before a plan is published: what it does to grids, homes and staff, in numbers, as of the day it would be in force. */
import { Button, Modal, TextInput } from '@mantine/core'
import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { addDays, isDay } from '../../shared/domain/dates.ts'
import type { PlanEffect } from '../../shared/plans/planRecord.ts'
import { missingChecks } from '../../shared/plans/reviewRecord.ts'
import { trpc } from '../api/trpc.ts'
import { useSystem } from '../api/useSystem.ts'
import { count } from '../i18n/format.ts'
import { say, useT } from '../i18n/i18n.ts'
import { PAGE_ROWS, usePagedList } from '../overview/lists/usePagedList.ts'
import { Failed } from '../ui/Failed.tsx'
import { SkeletonLines } from '../ui/SkeletonLines.tsx'
import { Stat, StatGrid } from '../ui/Stat.tsx'
import { toastDone, toastFailure } from '../ui/toast.ts'
import classes from './Plans.module.css'
import { EndedGrids } from './publishing/EndedGrids.tsx'
import { useSuccessors } from './publishing/useSuccessors.ts'
import { PublishChecks } from './review/PublishChecks.tsx'
import { usePlanChecks } from './review/usePlanChecks.ts'

interface Props {
  plan: { id: string; name: string; version: number }
  /** All that was changed is on the server. */
  isSaved: boolean
  onClose: () => void
  onPublished: () => void
}

export function PublishDialog({ plan, isSaved, onClose, onPublished }: Props) {
  const t = useT()
  const today = useSystem()?.today
  const [chosen, setChosen] = useState<string | null>(null)
  const day = chosen ?? (today === undefined ? '' : addDays(today, 1))
  const isReady = isDay(day) && isSaved
  const { effect: told, error, retry, choose, isChoosing } = useSuccessors(plan.id, isReady ? day : null)
  const publish = useMutation(
    trpc.plan.publish.mutationOptions({
      onSuccess: () => {
        toastDone(t('planPage.published', { day }))
        onPublished()
      },
      onError: toastFailure,
    }),
  )
  const checks = usePlanChecks(plan.id, isReady ? day : undefined).data
  const [despite, setDespite] = useState('')
  const isMissing = checks !== undefined && missingChecks(checks.checks).length > 0
  const isChecked = checks !== undefined && (!isMissing || despite.trim() !== '')
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('planPage.publishTitle', { name: plan.name })}
      size="lg"
      closeButtonProps={{ 'aria-label': t('planPage.cancel') }}
    >
      <div className={classes.effect}>
        <TextInput
          type="date"
          label={t('planPage.publishDay')}
          value={day}
          {...(today === undefined ? {} : { min: today })}
          onChange={(event) => setChosen(event.currentTarget.value)}
        />
        {!isSaved && (
          <p className={classes.nobodys} role="status">
            {t('planPage.publishWaits')}
          </p>
        )}
        {error ? (
          <Failed error={error} onRetry={retry} />
        ) : told ? (
          <Effect effect={told} onChoose={choose} />
        ) : (
          isReady && <SkeletonLines rows={6} />
        )}
        {checks && <PublishChecks checks={checks} despite={despite} onDespite={setDespite} />}
        <div className={classes.buttons}>
          <Button
            disabled={
              !isReady ||
              !isChecked ||
              !told ||
              isChoosing ||
              told.hindrances.length > 0 ||
              told.version !== plan.version
            }
            loading={publish.isPending}
            onClick={() =>
              publish.mutate({
                id: plan.id,
                version: plan.version,
                on: day,
                // As they are told here, whoever chooses others meanwhile.
                successors: successorsTold(told),
                ...(isMissing ? { despite: despite.trim() } : {}),
              })
            }
          >
            {t('planPage.publishDo')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('planPage.cancel')}
          </Button>
        </div>
      </div>
    </Modal>
  )
}

interface EffectProps {
  effect: PlanEffect
  onChoose: Parameters<typeof EndedGrids>[0]['onChoose']
}

const successorsTold = (told: PlanEffect | undefined): Record<string, string> =>
  Object.fromEntries(
    (told?.ended ?? []).flatMap(({ code, successor }) => (successor === null ? [] : [[code, successor]])),
  )

function Effect({ effect, onChoose }: EffectProps) {
  const t = useT()
  const { id, on, grids, ended, moved, hindrances } = effect
  const nameOf = (code: string | null): string =>
    (code !== null &&
      (grids.find((grid) => grid.code === code) ?? ended.find((one) => one.code === code))?.name) ||
    (code ?? t('planPage.unassigned'))
  const changed = grids.filter(({ kind }) => kind !== 'same')
  return (
    <>
      {hindrances.length > 0 && (
        <div className={classes.nobodys} role="alert">
          {hindrances.map(({ key, facts }) => (
            <p key={key + JSON.stringify(facts)} className={classes.plain}>
              {say(key, facts) ?? key}
            </p>
          ))}
        </div>
      )}
      <StatGrid>
        <Stat label={t('planPage.movedHouseholds')} value={count(moved.households)} />
        <Stat label={t('planPage.movedPeople')} value={count(moved.people)} />
        <Stat label={t('planPage.movedIssues')} value={count(moved.openIssues)} />
      </StatGrid>
      <section>
        <h3>{t('planPage.changedGrids', { count: changed.length })}</h3>
        <ul tabIndex={0} aria-label={t('planPage.changedGrids', { count: changed.length })}>
          {changed.map(({ key, code, name, kind, from, households, isWithinNorm }) => (
            <li key={key}>
              <span>
                {name} <small>{code}</small>
                {kind === 'new' && <span className={classes.mark}>{t('planPage.isNew')}</span>}
                <small className={classes.from}>
                  {from.length > 0 &&
                    t('planPage.cameFrom', {
                      names: from
                        .map((one) => `${one.name} ${Math.round(one.peopleShare * 100)}%`)
                        .join('、'),
                    })}
                </small>
              </span>
              <span data-off={!isWithinNorm || undefined}>
                {t('planPage.householdCount', { count: count(households) })}
              </span>
            </li>
          ))}
        </ul>
      </section>
      {ended.length > 0 && (
        <>
          <EndedGrids effect={effect} nameOf={nameOf} onChoose={onChoose} />
          <p className={classes.soft}>{t('planPublish.handOverNote')}</p>
        </>
      )}
      {moved.homes > 0 && <Homes id={id} on={on} nameOf={nameOf} />}
    </>
  )
}

/** Buildings whose people change grid, with nobody's name. */
function Homes({ id, on, nameOf }: { id: string; on: string; nameOf: (code: string | null) => string }) {
  const t = useT()
  const { rows, total, hasMore, loadMore, error, retry } = usePagedList(
    useInfiniteQuery(
      trpc.plan.homes.infiniteQueryOptions(
        { id, on, limit: PAGE_ROWS },
        { getNextPageParam: (page) => page.nextCursor, gcTime: 0 },
      ),
    ),
  )
  if (error) return <Failed error={error} onRetry={retry} />
  const title = t('planPage.movedHomes', { count: count(total) })
  return (
    <section>
      <h3>{title}</h3>
      <ul tabIndex={0} aria-label={title}>
        {rows.map(({ building, address, households, people, from, to }) => (
          <li key={building}>
            <span>
              {address || building}
              <small className={classes.from}>
                {nameOf(from)} → {nameOf(to)}
              </small>
            </span>
            <span>{t('planPage.homeCount', { households: count(households), people: count(people) })}</span>
          </li>
        ))}
        {hasMore && (
          <li>
            <Button size="xs" variant="subtle" color="gray" onClick={loadMore}>
              {t('planPage.moreHomes')}
            </Button>
          </li>
        )}
      </ul>
    </section>
  )
}
