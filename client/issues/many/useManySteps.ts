/** Takes one step on many issues, a few at a time, tells which were refused and why, and takes all of it back. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { IssueChoice, StepDone } from '../../../shared/issues/desk.ts'
import type { StepDetails } from '../../../shared/issues/progress.ts'
import type { RuledStep } from '../../../shared/issues/steps.ts'
import { failureText } from '../../api/failure.ts'
import { newKey } from '../../api/newKey.ts'
import { trpc } from '../../api/trpc.ts'
import { announce } from '../../ui/announce.ts'
import { translate } from '../../i18n/i18n.ts'
import { letGoOf } from './chosen.ts'
import { detailsFor, type ManyStep } from './manySteps.ts'

const AT_ONCE = 3

export interface ManyDone {
  step: RuledStep
  done: readonly StepDone[]
  /** By id: why nothing was done. */
  refused: readonly { id: string; why: string }[]
  /** Until when the first of them can be taken back; 0 when none can. */
  undoUntil: number
}

interface Progress {
  all: number
  done: number
}

/** Works through a list a few at a time. */
async function inTurn<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const rest = [...items]
  const worker = async (): Promise<void> => {
    for (let next = rest.shift(); next !== undefined; next = rest.shift()) await work(next)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
}

const firstEnd = (done: readonly StepDone[]): number =>
  done.length === 0 || done.some(({ undoUntil }) => undoUntil === null)
    ? 0
    : Math.min(...done.map(({ undoUntil }) => Date.parse(undoUntil!)))

export function useManySteps() {
  const queryClient = useQueryClient()
  const step = useMutation(trpc.issue.step.mutationOptions())
  const undo = useMutation(trpc.issue.undo.mutationOptions())
  const [progress, setProgress] = useState<Progress | null>(null)
  const [last, setLast] = useState<ManyDone | null>(null)
  const running = useRef(false)
  /** A try that got no answer may have been taken: the same key asks again without taking it twice. */
  const keys = useRef(new Map<string, string>())
  const keyOf = (what: string): string => {
    const key = keys.current.get(what) ?? newKey()
    keys.current.set(what, key)
    return key
  }
  const run = async <Item extends { id: string }>(
    name: RuledStep,
    items: readonly Item[],
    take: (item: Item) => Promise<StepDone>,
  ): Promise<ManyDone | null> => {
    if (running.current) return null
    running.current = true
    const done: StepDone[] = []
    const refused: { id: string; why: string }[] = []
    setProgress({ all: items.length, done: 0 })
    await inTurn(items, async (item) => {
      try {
        done.push(await take(item))
      } catch (error) {
        refused.push({ id: item.id, why: failureText(error) })
      }
      setProgress({ all: items.length, done: done.length + refused.length })
    })
    await queryClient.invalidateQueries({ queryKey: trpc.issue.pathKey() })
    running.current = false
    setProgress(null)
    announce(translate('issues.manyDone', { count: done.length, refused: refused.length }))
    return { step: name, done, refused, undoUntil: firstEnd(done) }
  }
  const takeAll = async (many: ManyStep, reason: string, given: StepDetails): Promise<boolean> => {
    const ended = await run(many.step, many.choices, (choice: IssueChoice) => {
      const details = detailsFor(many, choice, given)
      const asked = { id: choice.id, step: many.step, seen: choice.lastEvent, reason, details }
      return step.mutateAsync({ ...asked, key: keyOf(JSON.stringify(asked)) })
    })
    if (!ended) return false
    letGoOf(ended.done.map(({ id }) => id))
    setLast(ended)
    return true
  }
  const takeAllBack = async (): Promise<void> => {
    if (!last) return
    const ended = await run(last.step, last.done, ({ id, event }) =>
      undo.mutateAsync({ id, event, key: keyOf(`undo ${event}`) }),
    )
    if (ended) setLast(ended.refused.length > 0 ? { ...ended, done: [], undoUntil: 0 } : null)
  }
  return { takeAll, takeAllBack, progress, last, forget: () => setLast(null) }
}
