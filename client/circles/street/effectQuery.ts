/** One effect as a query: the same question on the same ground is answered once. */
import { queryOptions, skipToken } from '@tanstack/react-query'
import type { Change } from '../../../shared/scenario/changes.ts'
import type { ScenarioQuestion } from '../../../shared/scenario/scenarioDesk.ts'
import type { StreetGround } from './protocol.ts'
import { streetWorker } from './streetWorker.ts'

/** Answers of the worker are as good as the ground they stand on, and that is in their key. */
export const FOR_EVER = { staleTime: Infinity, gcTime: 60_000, retry: false } as const

/** @returns a query that asks nothing where something is null */
export function effectQuery(
  ground: StreetGround | null,
  question: ScenarioQuestion | null,
  changes: readonly Change[] | null,
  wantsOutlines: boolean,
) {
  const isAsked = ground !== null && question !== null && changes !== null
  return queryOptions({
    queryKey: ['street', 'effect', ground?.key, isAsked && [question, changes], wantsOutlines],
    queryFn: isAsked
      ? () => streetWorker().ask(ground, 'effect', { question, changes, wantsOutlines })
      : skipToken,
    ...FOR_EVER,
  })
}
