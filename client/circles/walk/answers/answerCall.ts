/** Which module answers which call. */
import type { ToWorker, WalkCall, WalkCalls } from '../protocol.ts'
import type { Walker } from '../walker.ts'
import { answerAccess } from './answerAccess.ts'
import { answerHome } from './answerHome.ts'
import { answerMatrix } from './answerMatrix.ts'
import { answerNearest } from './answerNearest.ts'
import { answerRoute } from './answerRoute.ts'
import { answerScore } from './answerScore.ts'
import { answerSensitivity } from './answerSensitivity.ts'

const ANSWERS: {
  [Name in WalkCall]: (walker: Walker, ask: WalkCalls[Name]['ask']) => WalkCalls[Name]['answer']
} = {
  route: answerRoute,
  score: answerScore,
  home: answerHome,
  nearest: answerNearest,
  matrix: answerMatrix,
  sensitivity: answerSensitivity,
  access: answerAccess,
}

export const answerCall = (
  walker: Walker,
  { name, ask }: Extract<ToWorker, { type: 'call' }>,
): WalkCalls[WalkCall]['answer'] => ANSWERS[name](walker, ask as never)
