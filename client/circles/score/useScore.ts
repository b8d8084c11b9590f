/** The scores of the set in the address. */
import { useMemo } from 'react'
import { SCORE_SETS, scoreSetOf } from '../../../shared/standards/scoreSets.ts'
import { useCircleState } from '../useCircles.ts'
import { useWalkCall } from '../walk/useWalkCall.ts'

export function useScore(id: string) {
  const state = useCircleState()
  const set = scoreSetOf(id) ?? SCORE_SETS[0]!
  const question = useMemo(() => ({ walker: state.walker, targets: set.kinds }), [state.walker, set])
  return { state, set, ...useWalkCall('score', question) }
}
