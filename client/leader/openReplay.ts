/** Opens the list behind a number of the replay, as of a minute. */
import type { ReplayPart } from '../../shared/issues/hotSpots.ts'
import type { Translate } from '../i18n/i18n.ts'
import { openSubject } from '../state/addressStore.ts'
import { subject } from '../state/subject.ts'

export const openReplay = (part: ReplayPart, day: string, minute: number): void =>
  openSubject(subject('replayIssues', part, { day, minute: String(minute) }))

const FACTS = ['open', 'late', 'came', 'closed'] as const
const isFact = (part: ReplayPart): part is (typeof FACTS)[number] => FACTS.some((one) => one === part)

export const partName = (t: Translate, part: ReplayPart): string =>
  isFact(part) ? t(`replay.${part}`) : t(`issueState.${part}`)
