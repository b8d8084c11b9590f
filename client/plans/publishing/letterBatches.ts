/** How letters are printed when there are many: so many at once, one batch after another. */

/** A browser lays out no more pages at once than people would print. */
export const MOST_LETTERS = 2_000

export interface Batch {
  /** Places of its first and last letter, from 1. */
  from: number
  to: number
}

/** All letters in batches of equal size; the last one holds what is left. */
export const batchesOf = (total: number, most = MOST_LETTERS): Batch[] =>
  Array.from({ length: Math.ceil(total / most) }, (_, i) => ({
    from: i * most + 1,
    to: Math.min((i + 1) * most, total),
  }))
