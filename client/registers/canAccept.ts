import type { LinkProblem } from '../../shared/domain/importing.ts'

/** Only a disagreement can be settled by saying that all is right as it is; what has no place needs one. */
export const canAccept = ({ reason, location }: LinkProblem): boolean =>
  reason === 'childrenExceed' || (location !== null && (reason === 'otherUnit' || reason === 'unknownUnit'))
