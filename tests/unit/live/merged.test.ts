import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { merged } from '../../../server/live/merged.ts'

async function* every(milliseconds: number, name: string, count: number): AsyncGenerator<string> {
  for (let n = 1; n <= count; n++) {
    await wait(milliseconds)
    yield `${name}${n}`
  }
}
async function* fails(): AsyncGenerator<string> {
  yield* every(1, 'x', 0)
  throw new Error('broken')
}
async function* untilAborted(signal: AbortSignal, onEnd: () => void): AsyncGenerator<string> {
  try {
    yield* every(1, 'x', 0)
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
  } finally {
    onEnd()
  }
}
const never = new AbortController().signal

describe('merged sources', () => {
  it('give everything of each, in its own order', async () => {
    const got: string[] = []
    for await (const value of merged(
      never,
      () => every(2, 'a', 5),
      () => every(3, 'b', 5),
    ))
      got.push(value)
    expect(got.filter((value) => value.startsWith('a'))).toEqual(['a1', 'a2', 'a3', 'a4', 'a5'])
    expect(got.filter((value) => value.startsWith('b'))).toEqual(['b1', 'b2', 'b3', 'b4', 'b5'])
  })

  it('end all when the signal aborts', async () => {
    const ending = new AbortController()
    let ended = 0
    const all = merged<string>(
      ending.signal,
      (until) => untilAborted(until, () => ended++),
      (until) => untilAborted(until, () => ended++),
    )
    setTimeout(() => ending.abort(), 5)
    expect((await all.next()).done).toBe(true)
    expect(ended).toBe(2)
  })

  it('end the others when whoever reads goes away', async () => {
    let ended = 0
    const all = merged<string>(
      never,
      () => every(1, 'a', 3),
      (until) => untilAborted(until, () => ended++),
    )
    for await (const value of all) if (value === 'a1') break
    expect(ended).toBe(1)
  })

  it('fail when one fails, and end the others', async () => {
    let ended = 0
    const all = merged<string>(
      never,
      () => fails(),
      (until) => untilAborted(until, () => ended++),
    )
    await expect(all.next()).rejects.toThrow('broken')
    expect(ended).toBe(1)
  })

  it('ask a source for no more than is taken', async () => {
    let asked = 0
    async function* counted(): AsyncGenerator<string> {
      for (;;) {
        asked++
        yield String(asked)
      }
    }
    const all = merged(never, counted)
    await all.next()
    await wait(5)
    expect(asked).toBeLessThanOrEqual(2)
    await all.return(undefined)
  })
})
