/**
 * What makes it believable that an issue was settled, by class, as one table: a photo of how it looks now, a position
 * near the place, a time after it was dispatched. The national standard asks for feedback and a check on site and
 * leaves what proves them to the city: these are defaults of this product, to be edited by the office. Where nothing
 * can be seen (noise, a quarrel, a question), or people would be in the picture, no photo is asked for.
 */
import { z } from 'zod'
import { issueClassOf } from '../standards/issueClasses.ts'
import { STANDARD_SOURCES } from '../standards/sources.ts'
import { straightLineMeters } from '../geo/straightLine.ts'
import { type IssueEvent, standingEvents } from './progress.ts'
import type { IssuePhoto } from './photos.ts'
import { type Need, ruleOf, type RuledStep } from './steps.ts'

/** `required`: without it the step is refused. `asked`: what is missing is shown to whoever checks. */
export type Weight = 'required' | 'asked' | 'none'

export interface EvidenceRule {
  photo: Weight
  /** Metres from the place of the issue, for a photo's or a phone's position; null where the place says nothing. */
  withinMeters: number | null
  source: string
}

const rule = (photo: Weight, withinMeters: number | null): EvidenceRule => ({
  photo,
  withinMeters,
  source: STANDARD_SOURCES.domain.code,
})

const COMPONENT = rule('asked', 100)
const SEEN_EVENT = rule('asked', 100)
/** Heard or felt, not seen. */
const UNSEEN_EVENT = rule('none', 200)
/** Settled with people, not at a place. */
const AMONG_PEOPLE = rule('none', null)
/** Somebody may be hurt where it was closed and not mended. */
const DANGER = rule('required', 100)

const BY_SUBCLASS: Readonly<Record<string, EvidenceRule>> = {
  'publicUtilities/manholeCover': DANGER,
  'roadsTraffic/guardrail': DANGER,
  'emergencies/fallingObject': DANGER,
  'emergencies/treeDown': DANGER,
  'emergencies/fireHazard': DANGER,
  'emergencies/powerOut': UNSEEN_EVENT,
  'buildingWorks/nightNoise': UNSEEN_EVENT,
  'streetOrder/noise': UNSEEN_EVENT,
  'cityAppearance/dogs': UNSEEN_EVENT,
}
const BY_CLASS: Readonly<Record<string, EvidenceRule>> = { otherEvent: AMONG_PEOPLE, other: AMONG_PEOPLE }

/** The rule for a class of issues, whether it is one of ours or not. */
export const evidenceRuleOf = (issueClass: string, subclass: string): EvidenceRule =>
  BY_SUBCLASS[`${issueClass}/${subclass}`] ??
  BY_CLASS[issueClass] ??
  (issueClassOf(issueClass).subject === 'component'
    ? COMPONENT
    : issueClassOf(issueClass).class === 'other'
      ? AMONG_PEOPLE
      : SEEN_EVENT)

/** `there`; `missing`: nothing is known; `against`: what is known says otherwise. */
const State = z.enum(['there', 'missing', 'against'])
export const Evidence = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('photo'), state: State, isRequired: z.boolean(), count: z.number() }),
  z.object({
    kind: z.literal('place'),
    state: State,
    isRequired: z.literal(false),
    withinMeters: z.number(),
    /** The nearest that is known, and by what. */
    meters: z.number().nullable(),
    by: z.enum(['photo', 'person']).nullable(),
  }),
  z.object({
    kind: z.literal('time'),
    state: State,
    isRequired: z.literal(false),
    /** Since when it was in somebody's hands. */
    since: z.string(),
    /** The newest photo whose time is known. */
    takenAt: z.string().nullable(),
  }),
])
export type Evidence = z.infer<typeof Evidence>

/** Steps that begin another try at settling it: what was shown before counts no more. */
const BEGINNINGS: readonly IssueEvent['step'][] = [
  'report',
  'import',
  'reopen',
  'dispatch',
  'return',
  'sendBack',
]

/** The standing events of the newest try at settling an issue, and when that began. */
export function newestTry(events: readonly IssueEvent[]): { since: string; events: IssueEvent[] } | null {
  const standing = standingEvents(events)
  const begun = standing.findLastIndex(({ step }) => BEGINNINGS.includes(step))
  return begun < 0 ? null : { since: standing[begun]!.at, events: standing.slice(begun + 1) }
}

/** Clocks of cameras are not set by ours. */
const CLOCK_MILLISECONDS = 10 * 60_000
/** A phone's own doubt about its position counts up to here. */
const MOST_DOUBT_METERS = 50

interface Known {
  class: string
  subclass: string
  /** Of the issue; null where it has none. */
  place: readonly [lon: number, lat: number] | null
  events: readonly IssueEvent[]
  photos: readonly IssuePhoto[]
}

function placeEvidence(
  withinMeters: number,
  place: readonly [number, number],
  events: readonly IssueEvent[],
  photos: readonly IssuePhoto[],
): Evidence {
  const known = [
    ...photos.flatMap(({ place: at }) =>
      at === null
        ? []
        : [{ by: 'photo' as const, meters: straightLineMeters(place[0], place[1], at[0], at[1]), doubt: 0 }],
    ),
    ...events.flatMap(({ details: { away } }) =>
      away
        ? [
            {
              by: 'person' as const,
              meters: away.meters,
              doubt: Math.min(away.accuracyMeters, MOST_DOUBT_METERS),
            },
          ]
        : [],
    ),
  ].sort((a, b) => a.meters - a.doubt - (b.meters - b.doubt))
  const [nearest] = known
  return {
    kind: 'place',
    isRequired: false,
    withinMeters,
    state: !nearest ? 'missing' : nearest.meters - nearest.doubt <= withinMeters ? 'there' : 'against',
    meters: nearest ? Math.round(nearest.meters) : null,
    by: nearest?.by ?? null,
  }
}

function timeEvidence(since: string, events: readonly IssueEvent[], photos: readonly IssuePhoto[]): Evidence {
  const sentAt = new Map(events.map(({ id, at }) => [id, Date.parse(at)]))
  const timed = photos
    .filter(({ takenAt }) => takenAt !== null)
    .sort((a, b) => Date.parse(b.takenAt!) - Date.parse(a.takenAt!))
  const isIn = ({ takenAt, event }: IssuePhoto): boolean => {
    const at = Date.parse(takenAt!)
    return at >= Date.parse(since) - CLOCK_MILLISECONDS && at <= sentAt.get(event)! + CLOCK_MILLISECONDS
  }
  const shown = timed.find(isIn) ?? timed[0]
  return {
    kind: 'time',
    isRequired: false,
    since,
    state: !shown ? 'missing' : isIn(shown) ? 'there' : 'against',
    takenAt: shown?.takenAt ?? null,
  }
}

/** What there is of what the class asks for, from the newest try at settling the issue; empty where it asks for nothing. */
export function evidenceOf({ class: issueClass, subclass, place, events, photos }: Known): Evidence[] {
  const { photo, withinMeters } = evidenceRuleOf(issueClass, subclass)
  const tried = newestTry(events)
  if (!tried) return []
  const ids = new Set(tried.events.map(({ id }) => id))
  const own = photos.filter(({ event }) => ids.has(event))
  const evidence: Evidence[] = []
  if (photo !== 'none') {
    const isThere = own.length > 0
    evidence.push({
      kind: 'photo',
      isRequired: photo === 'required',
      state: isThere ? 'there' : 'missing',
      count: own.length,
    })
  }
  if (withinMeters !== null && place) evidence.push(placeEvidence(withinMeters, place, tried.events, own))
  // Without a photo there is no time to tell.
  if (photo !== 'none' && own.length > 0) evidence.push(timeEvidence(tried.since, tried.events, own))
  return evidence
}

/** Steps that say that it is settled. */
export const SETTLING: readonly RuledStep[] = ['feedBack', 'verify']

/** Whether a step that settles the issue still has to bring a photo. */
export const lacksRequired = (evidence: readonly Evidence[]): boolean =>
  evidence.some(({ kind, isRequired, state }) => kind === 'photo' && isRequired && state !== 'there')

/** What a step has to be given on an issue with this evidence. */
export const needsOf = (step: RuledStep, evidence: readonly Evidence[]): Need[] => [
  ...ruleOf(step).needs,
  ...(SETTLING.includes(step) && lacksRequired(evidence) ? (['photo'] as const) : []),
]
