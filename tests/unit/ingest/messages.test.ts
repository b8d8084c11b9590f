import { readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { INGEST_MESSAGES, ingestSentence } from '../../../server/ingest/messages.ts'

const INGEST = fileURLToPath(new URL('../../../server/ingest/', import.meta.url))
const placeholders = (text: string): string[] =>
  [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!).sort()

describe('messages of reading', () => {
  it('exist in both languages with the same facts', () => {
    for (const [key, { en, zh }] of Object.entries(INGEST_MESSAGES)) {
      expect(placeholders(zh), key).toEqual(placeholders(en))
      expect(zh, key).toMatch(/\p{Script=Han}/u)
      expect(en, key).not.toMatch(/\p{Script=Han}/u)
    }
  })

  it('are all used by some reader', () => {
    const sources = ['readers', 'crs', 'archive', 'osm', 'encoding']
      .flatMap((folder) =>
        readdirSync(INGEST + folder, { recursive: true, encoding: 'utf8' }).map(
          (name) => `${INGEST}${folder}/${name}`,
        ),
      )
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(name, 'utf8'))
      .join('\n')
    const unused = Object.keys(INGEST_MESSAGES).filter((key) => !sources.includes(`'${key}'`))
    expect(unused).toEqual([])
  })

  it('fill in their facts, and leave unknown keys alone', () => {
    expect(ingestSentence('file.quoteNotClosed', { row: 3 })).toBe(
      'A quoted cell that begins in row 3 is never closed.',
    )
    expect(ingestSentence('fault.expected.fieldCount', { expected: 198 }, 'zh')).toBe(
      '应与表头一致,共 198 列',
    )
    expect(ingestSentence('no.such.key')).toBe('no.such.key')
  })
})
