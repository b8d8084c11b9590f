/** Asking colleagues and residents for opinion on a plan: a closed list of questions, open from day to day. */
import { z } from 'zod'
import { Role } from '../domain/access.ts'
import { Day } from '../domain/dates.ts'
import { UnitCode } from '../domain/ids.ts'
import { PlanId } from './planRecord.ts'

export const SurveyId = z.string().regex(/^\d{1,18}$/)
export const MOST_QUESTIONS = 8
export const MOST_CHOICES = 6
export const LONGEST_REMARK = 300
/** Open no longer than this. */
export const MOST_DAYS_OPEN = 90
/** Links of one survey: a street has no more doors. */
export const MOST_LINKS = 5_000
export const LINKS_AT_ONCE = 200
/** Opinions of fewer people in a grid are not shown by themselves. */
export const FEWEST_OPINIONS = 5

export const Question = z.object({
  text: z.string().trim().min(1).max(200),
  /** Yes and no where there are none. */
  choices: z.array(z.string().trim().min(1).max(60)).max(MOST_CHOICES),
})
export type Question = z.infer<typeof Question>

const isDistinct = ({ choices }: Question): boolean =>
  choices.length !== 1 && new Set(choices).size === choices.length

/** How many answers a question offers. */
export const choiceCount = ({ choices }: Pick<Question, 'choices'>): number =>
  choices.length === 0 ? 2 : choices.length

/** Number of what was chosen, question by question; null where nothing was. */
export const Choices = z
  .array(
    z
      .number()
      .int()
      .min(0)
      .max(MOST_CHOICES - 1)
      .nullable(),
  )
  .max(MOST_QUESTIONS)
export type Choices = z.infer<typeof Choices>

/** Whether an answer belongs to these questions and says anything. */
export const fitsQuestions = (choices: Choices, questions: readonly Question[]): boolean =>
  choices.length === questions.length &&
  choices.some((choice) => choice !== null) &&
  choices.every((choice, i) => choice === null || choice < choiceCount(questions[i]!))

export const AskOpinion = z
  .object({
    id: PlanId,
    title: z.string().trim().min(1).max(80),
    questions: z.array(Question.refine(isDistinct, 'choices')).min(1).max(MOST_QUESTIONS),
    opensOn: Day,
    closesOn: Day,
    /** Colleagues with one of these roles whose area meets this unit; none: only residents are asked. */
    colleagues: z.object({ roles: z.array(Role).min(1), unit: UnitCode }).nullable(),
  })
  .refine(({ opensOn, closesOn }) => closesOn >= opensOn, 'days')
export type AskOpinion = z.infer<typeof AskOpinion>

export const ColleaguesOf = z.object({ id: PlanId, roles: z.array(Role), unit: UnitCode })
export type ColleaguesOf = z.infer<typeof ColleaguesOf>
export const Colleague = z.object({ displayName: z.string(), roles: z.array(Role) })

export const SURVEY_STATES = ['coming', 'open', 'closed'] as const
export const SurveyState = z.enum(SURVEY_STATES)
export type SurveyState = z.infer<typeof SurveyState>

/** On a day; one that was ended is closed. */
export const surveyState = (
  { opensOn, closesOn, endedAt }: { opensOn: string; closesOn: string; endedAt: string | null },
  day: string,
): SurveyState => (endedAt !== null || day > closesOn ? 'closed' : day < opensOn ? 'coming' : 'open')

/** How many chose what, question by question; null where it is not told what was said to a question. */
export const Tally = z.array(z.array(z.number()).nullable())
export type Tally = z.infer<typeof Tally>

/** How many answered a question. */
export const answeredTo = (answers: readonly Choices[], question: number): number =>
  answers.filter((choices) => (choices[question] ?? null) !== null).length

/** @param isHeld  whether a question is not told; by itself, one that fewer than five answered */
export const tallyOf = (
  questions: readonly Question[],
  answers: readonly Choices[],
  isHeld: (question: number) => boolean = (question) => isTooFew(answeredTo(answers, question)),
): Tally =>
  questions.map((question, i) =>
    isHeld(i)
      ? null
      : Array.from(
          { length: choiceCount(question) },
          (_, choice) => answers.filter((choices) => choices[i] === choice).length,
        ),
  )

/** Nobody said anything, or so many that nobody is told by it. */
const isTooFew = (answered: number): boolean => answered > 0 && answered < FEWEST_OPINIONS

/** What was said is shown once nobody can add to it, and never of so few that it tells who said it. */
export const isTold = (state: SurveyState, answered: number): boolean =>
  state === 'closed' && answered >= FEWEST_OPINIONS

/**
 * What was said by fewer than five people of a grid is not shown by grid; where all that is held back was said by fewer
 * than five, the next smallest grids are held back as well, so that no difference to the whole tells it.
 * @param answered  how many people, or how many of them to one question
 * @param already  grids that are held back in any case
 */
export function heldBack(
  answered: readonly { code: string; answered: number }[],
  already: ReadonlySet<string> = new Set(),
): Set<string> {
  const given = answered
    .filter((grid) => grid.answered > 0 && !already.has(grid.code))
    .sort((a, b) => a.answered - b.answered)
  const held = new Set(already)
  let people = answered.reduce((sum, grid) => sum + (already.has(grid.code) ? grid.answered : 0), 0)
  for (const grid of given) {
    const isEnough = people === 0 || people >= FEWEST_OPINIONS
    if (grid.answered >= FEWEST_OPINIONS && isEnough) break
    held.add(grid.code)
    people += grid.answered
  }
  return held
}

/** Tally null while the survey is not closed, and where fewer than five answered; so is that of a single question. */
const Group = z.object({ asked: z.number(), answered: z.number(), tally: Tally.nullable() })

export const Survey = z.object({
  id: SurveyId,
  title: z.string(),
  questions: z.array(Question),
  opensOn: Day,
  closesOn: Day,
  state: SurveyState,
  by: z.string(),
  at: z.string(),
  /** The plan has been edited since it was asked about. */
  isStale: z.boolean(),
  colleagues: Group,
  /** Asked: links that were made. */
  residents: Group,
  /** Of residents, by the grid in which the links were handed out; null while it is not closed, and where held back. */
  byGrid: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      asked: z.number(),
      answered: z.number().nullable(),
      tally: Tally.nullable(),
    }),
  ),
  /** What was remarked by groups whose tally is shown, in no order. */
  remarks: z.array(z.object({ words: z.string(), byResident: z.boolean() })),
})
export type Survey = z.infer<typeof Survey>

export const MakeLinks = z.object({
  survey: SurveyId,
  /** A grid of today. */
  unit: UnitCode,
  count: z.number().int().min(1).max(LINKS_AT_ONCE),
})
export type MakeLinks = z.infer<typeof MakeLinks>
/** Shown once: only their hashes are kept. */
export const MadeLinks = z.object({ paths: z.array(z.string()), publicUrl: z.string().nullable() })
export type MadeLinks = z.infer<typeof MadeLinks>

/** What a colleague is asked. */
export const AskedSurvey = z.object({
  id: SurveyId,
  title: z.string(),
  planId: PlanId,
  planName: z.string(),
  purpose: z.string(),
  scope: z.string(),
  questions: z.array(Question),
  closesOn: Day,
  isAnswered: z.boolean(),
})
export type AskedSurvey = z.infer<typeof AskedSurvey>

export const AnswerSurvey = z.object({
  survey: SurveyId,
  choices: Choices,
  remark: z.string().trim().max(LONGEST_REMARK).default(''),
})
export type AnswerSurvey = z.infer<typeof AnswerSurvey>
