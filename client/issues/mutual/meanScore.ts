import type { MutualAnswer } from '../../../shared/issues/mutual.ts'

/** The mean of all scores with one decimal. */
export function meanText({ scores }: Pick<MutualAnswer, 'scores'>): string {
  const values = Object.values(scores)
  return (values.reduce((sum, score) => sum + score, 0) / values.length).toFixed(1)
}
