/** What went wrong in a process or thread of its own, as a message that is thrown here again as what it was. */
import { Refusal, type RefusalCode } from '../app/refusal.ts'
import { problemOf } from '../ingest/readers/unreadable.ts'
import { UnreadableFile } from '../ingest/readers/types.ts'

type Facts = Record<string, string | number>
export type FailureApart =
  | { kind: 'unreadable'; file: string; key: string; facts: Facts }
  | { kind: 'refused'; code: RefusalCode; key: string; facts: Facts }
  | { kind: 'failed'; problem: string }

export function failureOf(error: unknown): FailureApart {
  if (error instanceof UnreadableFile)
    return { kind: 'unreadable', file: error.file, key: error.key, facts: error.facts }
  if (error instanceof Refusal)
    return { kind: 'refused', code: error.code as RefusalCode, key: error.key, facts: error.facts }
  return { kind: 'failed', problem: problemOf(error) }
}

export function errorOf(failure: FailureApart): Error {
  if (failure.kind === 'unreadable') return new UnreadableFile(failure.file, failure.key, failure.facts)
  if (failure.kind === 'refused') return new Refusal(failure.code, failure.key, failure.facts)
  return new Error(failure.problem)
}
