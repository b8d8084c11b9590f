/** Taking steps and taking them back. A conflict shows the newest state at once; the key makes a repeated try one step. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useCallback, useRef, useState } from 'react'
import type { Here, IssueFile } from '../../shared/issues/desk.ts'
import type { StepDetails } from '../../shared/issues/progress.ts'
import type { RuledStep } from '../../shared/issues/steps.ts'
import { isRefusal } from '../api/failure.ts'
import { newKey } from '../api/newKey.ts'
import { trpc } from '../api/trpc.ts'
import { translate, wordFor } from '../i18n/i18n.ts'
import { announce } from '../ui/announce.ts'
import { toastFailure } from '../ui/toast.ts'

export interface GivenStep {
  step: RuledStep
  /** The newest event that was seen when the step was begun; the newest now when left out. */
  seen?: string
  reason?: string
  details?: StepDetails
  /** Hashes of photos that the server has. */
  photos?: string[]
  here?: Here | undefined
}

export function useIssueSteps(file: IssueFile | undefined) {
  const queryClient = useQueryClient()
  const step = useMutation(trpc.issue.step.mutationOptions())
  const undo = useMutation(trpc.issue.undo.mutationOptions())
  // A try that got no answer may have been taken: the same key asks again without taking it twice.
  // One thing at a time, until what it led to is shown.
  const running = useRef(false)
  const [isBusy, setIsBusy] = useState(false)
  const keys = useRef(new Map<string, string>())
  const keyOf = (what: string): string => {
    const known = keys.current.get(what) ?? newKey()
    keys.current.set(what, known)
    return known
  }
  const refresh = useCallback(
    () => queryClient.invalidateQueries({ queryKey: trpc.issue.pathKey() }),
    [queryClient],
  )
  const settle = async (what: string, work: () => Promise<unknown>): Promise<boolean> => {
    if (running.current) return false
    running.current = true
    setIsBusy(true)
    try {
      await work()
      keys.current.delete(what)
      return true
    } catch (error) {
      if (isRefusal(error)) keys.current.delete(what)
      toastFailure(error)
      return false
    } finally {
      await refresh()
      running.current = false
      setIsBusy(false)
    }
  }
  const take = async ({
    step: name,
    seen,
    reason = '',
    details = {},
    photos = [],
    here,
  }: GivenStep): Promise<boolean> => {
    if (!file) return false
    const what = JSON.stringify([file.id, seen ?? file.lastEvent, name, reason, details, photos])
    const isDone = await settle(what, () =>
      step.mutateAsync({
        id: file.id,
        step: name,
        seen: seen ?? file.lastEvent,
        reason,
        details,
        photos,
        here,
        key: keyOf(what),
      }),
    )
    if (isDone) announce(translate('issues.done', { step: wordFor('issueStep', name) }))
    return isDone
  }
  const takeBack = async (): Promise<boolean> => {
    if (!file?.undo) return false
    const { event } = file.undo
    const what = JSON.stringify([file.id, 'undo', event])
    const isDone = await settle(what, () => undo.mutateAsync({ id: file.id, event, key: keyOf(what) }))
    if (isDone) announce(translate('issues.undone'))
    return isDone
  }
  return { take, takeBack, isBusy }
}
