/** A database that breaks off inside a statement must not pass for one that found no rows. */
import type { PGlite } from '@electric-sql/pglite'
import { expect, test } from 'vitest'
import { mendProtocol } from '../../../server/db/embedded/mendProtocol.ts'

const message = (letter: string, body = ''): Uint8Array => {
  const bytes = Buffer.from(`${letter}....${body}`, 'latin1')
  bytes.writeUInt32BE(body.length + 4, 1)
  return new Uint8Array(bytes)
}
const PARSED = message('1')
const BOUND = message('2')
const FAILED = message('E', 'SERROR\0')
const READY = message('Z', 'I')

/** Says these answers one after another, each in pieces of three bytes. */
function scripted(answers: readonly (Uint8Array | Error)[]): { db: PGlite; broken: string[] } {
  const left = [...answers]
  const db = {
    isInTransaction: () => false,
    execProtocolRawStream: async (_message: Uint8Array, options: { onRawData(bytes: Uint8Array): void }) => {
      const answer = left.shift()!
      if (answer instanceof Error) throw answer
      for (let at = 0; at < answer.length; at += 3) options.onRawData(answer.subarray(at, at + 3))
    },
  } as unknown as PGlite
  const broken: string[] = []
  mendProtocol(db, (reason) => broken.push(reason))
  return { db, broken }
}

async function say(db: PGlite, letters: string): Promise<string> {
  const heard: Uint8Array[] = []
  for (const letter of letters)
    await db.execProtocolRawStream(message(letter), { onRawData: (bytes) => void heard.push(bytes.slice()) })
  return Buffer.concat(heard).toString('latin1')
}

const NOTHING = new Uint8Array(0)

test('a statement that is answered message by message is fine', async () => {
  const { db, broken } = scripted([PARSED, BOUND, message('n'), message('C', 'INSERT 0 1\0'), READY])
  expect(await say(db, 'PBDES')).toContain('INSERT 0 1')
  expect(broken).toEqual([])
})

test('what follows an error is passed over up to the Sync', async () => {
  const { db, broken } = scripted([PARSED, FAILED, NOTHING, NOTHING, READY, PARSED])
  await say(db, 'PBDESP')
  expect(broken).toEqual([])
})

test.each([
  ['at Bind', [PARSED, NOTHING], 'PB'],
  ['at Execute', [PARSED, BOUND, message('n'), NOTHING], 'PBDE'],
  ['in a simple query', [NOTHING], 'Q'],
  ['in the statement after a failed one', [PARSED, FAILED, READY, PARSED, NOTHING], 'PBSPB'],
  ['with an exception', [PARSED, new Error('unreachable')], 'PB'],
])('an answer that is missing %s gives the database up', async (_where, answers, letters) => {
  const { db, broken } = scripted(answers)
  await say(db, letters)
  expect(broken).toHaveLength(1)
})
