/** Several sources as one, in the order in which they give; none is asked further before what it gave was taken. */

export async function* merged<Value>(
  signal: AbortSignal,
  ...make: ((signal: AbortSignal) => AsyncGenerator<Value>)[]
): AsyncGenerator<Value> {
  const ending = new AbortController()
  const end = (): void => ending.abort()
  signal.addEventListener('abort', end)
  if (signal.aborted) end()
  const waiting: { value: Value; taken: () => void }[] = []
  let wake: () => void = () => undefined
  let open = make.length
  let failure: { error: unknown } | undefined
  const pump = async (source: AsyncGenerator<Value>): Promise<void> => {
    try {
      for await (const value of source) {
        if (ending.signal.aborted) return
        await new Promise<void>((taken) => {
          waiting.push({ value, taken })
          wake()
        })
      }
    } catch (error) {
      failure ??= { error }
    } finally {
      open--
      wake()
    }
  }
  /** What whoever reads has in hand. */
  let given: (() => void) | undefined
  const pumps = make.map((one) => pump(one(ending.signal)))
  try {
    for (;;) {
      const come = new Promise<void>((resolve) => (wake = resolve))
      const next = waiting.shift()
      if (next) {
        given = next.taken
        yield next.value
        given()
      } else if (failure) throw failure.error
      else if (open === 0) return
      else await come
    }
  } finally {
    signal.removeEventListener('abort', end)
    end()
    given?.()
    for (const { taken } of waiting.splice(0)) taken()
    await Promise.all(pumps)
  }
}
