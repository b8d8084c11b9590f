/** Values of an iterable, made ahead in slices whenever the program waits for something else. */
import { setImmediate as otherWork } from 'node:timers/promises'

const MADE_AT_ONCE = 200

/**
 * Begins at once to make what `source` yields, in slices between which other work goes on; whoever iterates gets what
 * is made already and makes the rest as it goes. To be iterated once.
 * @throws what `source` throws, to whoever iterates
 */
export function madeAhead<Value>(source: Iterable<Value>): Iterable<Value> {
  const values = source[Symbol.iterator]()
  const made: IteratorResult<Value>[] = []
  let failure: { error: unknown } | undefined
  let isAsked = false
  const makeSlice = (): boolean => {
    try {
      for (let n = 0; n < MADE_AT_ONCE; n++) {
        const next = values.next()
        if (next.done) return false
        made.push(next)
      }
      return true
    } catch (error) {
      failure = { error }
      return false
    }
  }
  const make = async (): Promise<void> => {
    while (!isAsked && makeSlice()) await otherWork()
  }
  void make()
  return {
    *[Symbol.iterator]() {
      isAsked = true
      for (const { value } of made.splice(0)) yield value as Value
      if (failure) throw failure.error
      for (let next = values.next(); !next.done; next = values.next()) yield next.value
    },
  }
}
