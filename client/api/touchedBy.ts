/** Which answers of the server an event makes stale. */
import type { LIVE_KINDS } from '../../shared/domain/live.ts'
import { trpc } from './trpc.ts'

export type LiveKind = (typeof LIVE_KINDS)[number]

type Filter = { queryKey: readonly unknown[] }

export const key = (part: { pathKey: () => readonly unknown[] }): Filter => ({ queryKey: part.pathKey() })
const everything = (): Filter => ({ queryKey: [] })

const TOUCHES: Record<LiveKind, () => Filter[]> = {
  units: () => [everything()],
  buildings: () => [key(trpc.building), key(trpc.unit), key(trpc.circle), key(trpc.search)],
  residents: () => [key(trpc.resident), key(trpc.unit), key(trpc.building), key(trpc.circle)],
  facilities: () => [key(trpc.facility), key(trpc.unit), key(trpc.circle), key(trpc.search)],
  issues: () => [
    key(trpc.issue),
    key(trpc.work),
    key(trpc.mutual),
    key(trpc.unit),
    key(trpc.building),
    key(trpc.search),
  ],
  basemap: () => [],
  network: () => [key(trpc.network), key(trpc.circle)],
  scenarios: () => [key(trpc.scenario)],
  studies: () => [key(trpc.siting)],
  // An open plan fetches the edits of others and keeps its own. Its checks cost much: they are asked for again when its
  // own version has grown (`usePlanChecks`), not after every edit of any plan.
  plans: () => [
    { queryKey: trpc.plan.list.pathKey() },
    { queryKey: trpc.plan.edits.pathKey() },
    { queryKey: trpc.review.comments.pathKey() },
    key(trpc.opinion),
  ],
  links: () => [everything()],
  // What may be done with an issue names who is on duty.
  duty: () => [
    key(trpc.duty),
    key(trpc.work),
    { queryKey: trpc.issue.file.pathKey() },
    { queryKey: trpc.issue.choices.pathKey() },
  ],
  accounts: () => [key(trpc.session), key(trpc.wall)],
}

export const touchedBy = (kind: LiveKind): Filter[] => TOUCHES[kind]()
