/**
 * The life of an issue as one table (GB/T 30428 and its city codes): which step leads from where to where, who may take
 * it, what it asks for, and whether the time limit runs on. The page offers what the table allows, the server refuses
 * the rest, and the database holds the same table (`issue_step`), so that no other way leads past it.
 */
import type { Role } from '../domain/access.ts'
import { ISSUE_STATES, type IssueState } from '../domain/place.ts'

export const STEPS = [
  'report',
  'accept',
  'refuse',
  'dispatch',
  'callIn',
  'take',
  'feedBack',
  'verify',
  'sendBack',
  'return',
  'extend',
  'escalate',
  'hang',
  'resume',
  'askResident',
  'residentAnswered',
  'merge',
  'reopen',
  'evaluate',
  'setAside',
  'countAgain',
  'notReached',
  'endCallBack',
  'note',
  'undo',
] as const
export type Step = (typeof STEPS)[number]

/** What a step has to be given; a photo where the class of the issue asks for one (`evidence.ts`). */
export const NEEDS = ['reason', 'target', 'due', 'reviewDate', 'other', 'answer', 'photo'] as const
export type Need = (typeof NEEDS)[number]

/** How an issue was closed. */
export const OUTCOMES = ['solved', 'refused', 'duplicate'] as const
export type Outcome = (typeof OUTCOMES)[number]

export interface StepRule {
  from: readonly IssueState[]
  /** `same` keeps the state; `before` is the one that a hung issue was in. */
  to: IssueState | 'same' | 'before'
  roles: readonly Role[]
  needs: readonly Need[]
  outcome?: Outcome
  /** The limit stands still from here, or runs on again. */
  clock?: 'stops' | 'runs'
  /** Not by who has fed back: two people close an issue. */
  byAnother?: true
  /** Can be taken back within a minute by who took it. */
  isUndoable: boolean
}

const OPEN: readonly IssueState[] = ISSUE_STATES.filter((state) => state !== 'closed')
const DESK: readonly Role[] = ['administrator', 'commandCentre']
const DESK_AND_COMMUNITY: readonly Role[] = [...DESK, 'communityStaff']
const FIELD: readonly Role[] = [...DESK_AND_COMMUNITY, 'gridWorker']

const RULES: Record<Exclude<Step, 'report' | 'undo'>, StepRule> = {
  accept: { from: ['new'], to: 'same', roles: DESK_AND_COMMUNITY, needs: [], isUndoable: true },
  refuse: {
    from: ['new'],
    to: 'closed',
    roles: DESK_AND_COMMUNITY,
    needs: ['reason'],
    outcome: 'refused',
    isUndoable: true,
  },
  dispatch: {
    from: ['new', 'dispatched', 'inHand'],
    to: 'dispatched',
    roles: DESK_AND_COMMUNITY,
    needs: ['target'],
    isUndoable: true,
  },
  callIn: {
    from: ['dispatched', 'inHand'],
    to: 'same',
    roles: FIELD,
    needs: ['target', 'reason'],
    isUndoable: true,
  },
  take: { from: ['dispatched'], to: 'inHand', roles: FIELD, needs: [], isUndoable: true },
  feedBack: {
    from: ['dispatched', 'inHand'],
    to: 'toVerify',
    roles: FIELD,
    needs: ['reason'],
    isUndoable: true,
  },
  verify: {
    from: ['toVerify'],
    to: 'closed',
    roles: FIELD,
    needs: [],
    outcome: 'solved',
    byAnother: true,
    isUndoable: true,
  },
  sendBack: { from: ['toVerify'], to: 'inHand', roles: FIELD, needs: ['reason'], isUndoable: true },
  return: { from: ['dispatched', 'inHand'], to: 'new', roles: FIELD, needs: ['reason'], isUndoable: true },
  extend: { from: OPEN, to: 'same', roles: DESK, needs: ['reason', 'due'], isUndoable: true },
  escalate: { from: OPEN, to: 'same', roles: DESK, needs: ['reason'], isUndoable: true },
  hang: {
    from: ['new', 'dispatched', 'inHand'],
    to: 'hung',
    roles: DESK_AND_COMMUNITY,
    needs: ['reason', 'reviewDate'],
    clock: 'stops',
    isUndoable: true,
  },
  resume: {
    from: ['hung'],
    to: 'before',
    roles: DESK_AND_COMMUNITY,
    needs: [],
    clock: 'runs',
    isUndoable: true,
  },
  askResident: {
    from: ['new', 'dispatched', 'inHand'],
    to: 'same',
    roles: FIELD,
    needs: ['reason', 'reviewDate'],
    clock: 'stops',
    isUndoable: true,
  },
  residentAnswered: {
    from: ['new', 'dispatched', 'inHand'],
    to: 'same',
    roles: FIELD,
    needs: ['reason'],
    clock: 'runs',
    isUndoable: true,
  },
  merge: {
    from: OPEN,
    to: 'closed',
    roles: DESK_AND_COMMUNITY,
    needs: ['other'],
    outcome: 'duplicate',
    isUndoable: true,
  },
  reopen: { from: ['closed'], to: 'new', roles: DESK_AND_COMMUNITY, needs: ['reason'], isUndoable: true },
  evaluate: { from: ['closed'], to: 'same', roles: DESK_AND_COMMUNITY, needs: ['answer'], isUndoable: false },
  setAside: { from: ISSUE_STATES, to: 'same', roles: DESK, needs: ['reason'], isUndoable: true },
  countAgain: { from: ISSUE_STATES, to: 'same', roles: DESK, needs: ['reason'], isUndoable: true },
  notReached: { from: ['closed'], to: 'same', roles: DESK_AND_COMMUNITY, needs: [], isUndoable: true },
  endCallBack: { from: ['closed'], to: 'same', roles: DESK_AND_COMMUNITY, needs: [], isUndoable: true },
  note: { from: ISSUE_STATES, to: 'same', roles: FIELD, needs: ['reason'], isUndoable: true },
}

/** The rule of a step that a person takes on an issue; reporting and taking back have their own. */
export const ruleOf = (step: Exclude<Step, 'report' | 'undo'>): StepRule => RULES[step]
export type RuledStep = keyof typeof RULES
export const RULED_STEPS = Object.keys(RULES) as RuledStep[]

/** What a resident's own answer, given by a private link, may do: say how it went, and with a "no" open the issue again. */
export const RESIDENT_STEPS: readonly RuledStep[] = ['evaluate', 'reopen']

/** After so many calls that nobody answered a call-back may be ended without an answer. */
export const CALLS_ENOUGH = 3

/** Every pair of states that a step may join: the content of `issue_step`. `hung` returns to what it was before. */
export function allowedPairs(): { step: RuledStep; from: IssueState; to: IssueState }[] {
  return RULED_STEPS.flatMap((step) => {
    const { from, to } = RULES[step]
    return from.flatMap((state) => {
      if (to === 'before')
        return (['new', 'dispatched', 'inHand'] as const).map((back) => ({ step, from: state, to: back }))
      return [{ step, from: state, to: to === 'same' ? state : to }]
    })
  })
}
