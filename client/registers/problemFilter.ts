/** Which doubtful links are listed: kind and reason from the address. */
import { LINK_KINDS, LINK_REASONS, type LinkProblem } from '../../shared/domain/importing.ts'
import { addressStore, navigate } from '../state/addressStore.ts'

export interface ProblemFilter {
  kind?: LinkProblem['kind']
  reason?: LinkProblem['reason']
}

export const problemFilter = (own: Readonly<Record<string, string>>): ProblemFilter => ({
  kind: LINK_KINDS.find((one) => one === own['registers.kind']),
  reason: LINK_REASONS.find((one) => one === own['registers.reason']),
})

export function setProblemFilter({ kind, reason }: ProblemFilter): void {
  const own: Record<string, string> = {}
  for (const [key, value] of Object.entries(addressStore.get().own)) {
    if (key !== 'registers.kind' && key !== 'registers.reason') own[key] = value
  }
  navigate({
    own: {
      ...own,
      ...(kind ? { 'registers.kind': kind } : {}),
      ...(reason ? { 'registers.reason': reason } : {}),
    },
  })
}

export const problemKey = ({ kind, id }: Pick<LinkProblem, 'kind' | 'id'>): string => `${kind}:${id}`
