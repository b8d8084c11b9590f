import { describe, expect, it } from 'vitest'
import { ISSUE_STATES } from '../../../shared/domain/place.ts'
import {
  allowedPairs,
  OUTCOMES,
  RESIDENT_STEPS,
  ruleOf,
  RULED_STEPS,
  STEPS,
} from '../../../shared/issues/steps.ts'

/** N new, D dispatched, I in hand, V to verify, H hung, C closed: where each leads to. `<` is back to before. */
const TABLE = `
                  N D I V H C
accept            N . . . . .
refuse            C . . . . .
dispatch          D D D . . .
callIn            . D I . . .
take              . I . . . .
feedBack          . V V . . .
verify            . . . C . .
sendBack          . . . I . .
return            . N N . . .
extend            N D I V H .
escalate          N D I V H .
hang              H H H . . .
resume            . . . . < .
askResident       N D I . . .
residentAnswered  N D I . . .
merge             C C C C C .
reopen            . . . . . N
evaluate          . . . . . C
setAside          N D I V H C
countAgain        N D I V H C
notReached        . . . . . C
endCallBack       . . . . . C
note              N D I V H C
`
const LETTERS = 'NDIVHC'
const stateOf = (letter: string) => ISSUE_STATES[LETTERS.indexOf(letter)]!

const drawn = TABLE.trim()
  .split('\n')
  .slice(1)
  .flatMap((line) => {
    const [step, ...cells] = line.trim().split(/\s+/)
    return cells.flatMap((cell, column) => {
      const from = ISSUE_STATES[column]!
      if (cell === '.') return []
      const ends = cell === '<' ? [...'NDI'] : [cell]
      return ends.map((letter) => `${step!}: ${from} → ${stateOf(letter)}`)
    })
  })

describe('the table of steps', () => {
  it('leads from where to where it is drawn', () => {
    const pairs = allowedPairs().map(({ step, from, to }) => `${step}: ${from} → ${to}`)
    expect(pairs.sort()).toEqual(drawn.sort())
    expect(new Set(pairs).size).toBe(pairs.length)
  })

  it('has a rule for every step but reporting and taking back', () => {
    expect([...RULED_STEPS].sort()).toEqual(
      STEPS.filter((step) => step !== 'report' && step !== 'undo').sort(),
    )
  })

  it('closes with an outcome, and only then has one', () => {
    for (const step of RULED_STEPS) {
      const { to, outcome } = ruleOf(step)
      expect(OUTCOMES.includes(outcome!), step).toBe(to === 'closed')
    }
    expect(new Set(RULED_STEPS.map((step) => ruleOf(step).outcome).filter(Boolean))).toEqual(
      new Set(OUTCOMES),
    )
  })

  it('reaches every state from a new issue, and a way back from each', () => {
    const reachedFrom = (start: string): Set<string> => {
      const reached = new Set([start])
      for (const _ of ISSUE_STATES)
        for (const { from, to } of allowedPairs()) if (reached.has(from)) reached.add(to)
      return reached
    }
    for (const state of ISSUE_STATES) expect(reachedFrom(state)).toEqual(new Set(ISSUE_STATES))
  })

  it('keeps what decides about others from the field, and everything from those who only look', () => {
    for (const step of RULED_STEPS) {
      const { roles } = ruleOf(step)
      expect(roles).toEqual(expect.arrayContaining(['administrator', 'commandCentre']))
      for (const role of ['viewer', 'planner', 'sitingStaff', 'auditor'] as const)
        expect(roles, step).not.toContain(role)
    }
    const field = RULED_STEPS.filter((step) => ruleOf(step).roles.includes('gridWorker'))
    expect(field.sort()).toEqual(
      [
        'askResident',
        'callIn',
        'feedBack',
        'note',
        'residentAnswered',
        'return',
        'sendBack',
        'take',
        'verify',
      ].sort(),
    )
    expect(RULED_STEPS.filter((step) => !ruleOf(step).roles.includes('communityStaff')).sort()).toEqual([
      'countAgain',
      'escalate',
      'extend',
      'setAside',
    ])
  })

  it('lets a resident say how it went and open it again, nothing else', () => {
    expect(RESIDENT_STEPS).toEqual(['evaluate', 'reopen'])
    for (const step of RESIDENT_STEPS) expect(ruleOf(step).from).toEqual(['closed'])
  })

  it('asks for a reason wherever something is refused, sent back, moved or stopped', () => {
    for (const step of [
      'refuse',
      'callIn',
      'feedBack',
      'sendBack',
      'return',
      'extend',
      'escalate',
      'hang',
      'reopen',
      'setAside',
      'countAgain',
    ] as const)
      expect(ruleOf(step).needs, step).toContain('reason')
  })
})
