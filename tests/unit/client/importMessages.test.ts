/** The server sends keys; the page must have a sentence for each of them, with the same facts. */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { en } from '../../../client/i18n/en/index.ts'
import { zhCN } from '../../../client/i18n/zh-CN/index.ts'
import { RULE_MESSAGES } from '../../../server/app/ruleMessages.ts'
import { FIELD_TARGETS } from '../../../server/ingest/importers/fieldTargets.ts'
import { IMPORT_MESSAGES } from '../../../server/ingest/importers/messages.ts'
import { INGEST_MESSAGES } from '../../../server/ingest/messages.ts'
import { UnitCode } from '../../../shared/domain/ids.ts'
import { IMPORT_KINDS, LINK_KINDS, LINK_REASONS } from '../../../shared/domain/importing.ts'

const server: Record<string, { en: string; zh: string }> = {
  ...INGEST_MESSAGES,
  ...IMPORT_MESSAGES,
  ...RULE_MESSAGES,
}
const page: Record<'en' | 'zh', Record<string, string>> = { en, zh: zhCN }

const factsOf = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!).sort()

/** Keys as the server's sources write them: thrown, or answered by a function that finds why not. */
const REFUSED_KEY = /(?:new Refusal\(\s*'[A-Z_]+',\s*|return )'([a-z]\w*\.\w+)'/g

describe('what the server says by key', () => {
  it('has a sentence on the page in both languages', () => {
    for (const language of ['en', 'zh'] as const) {
      expect(Object.keys(server).filter((key) => !page[language][key])).toEqual([])
    }
  })

  it('has a sentence for every refusal that the server can give', () => {
    const root = join(import.meta.dirname, '../../../server')
    const keys = readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) => [...readFileSync(join(root, file), 'utf8').matchAll(REFUSED_KEY)])
      .map(([, key]) => key!)
    expect(keys.length).toBeGreaterThan(40)
    expect([...new Set(keys)].filter((key) => !(key in server))).toEqual([])
  })

  it('is told with the facts the server gives', () => {
    for (const [key, sentence] of Object.entries(server)) {
      for (const language of ['en', 'zh'] as const) {
        const given = new Set([...factsOf(sentence.en), ...factsOf(sentence.zh)])
        const asked = factsOf(page[language][key] ?? '')
        expect(
          asked.filter((name) => !given.has(name)),
          `${key} in ${language}`,
        ).toEqual([])
      }
    }
  })

  it('names every sign that a code must not have', () => {
    const signs = [...'/\\%_*,\'"<>'].filter((sign) => !UnitCode.safeParse(`12${sign}3`).success)
    expect(signs).toHaveLength(10)
    const word: Record<string, RegExp> = { ',': /comma|逗号/ }
    const sentences = [
      ...Object.values(server['fault.expected.code']!),
      page.en['fault.expected.code']!,
      page.zh['fault.expected.code']!,
    ]
    for (const sentence of sentences)
      expect(signs.filter((sign) => !(word[sign]?.test(sentence) ?? sentence.includes(sign)))).toEqual([])
  })

  it('has a word for every field, kind and reason', () => {
    const targets = Object.values(FIELD_TARGETS).flatMap((fields) => fields.map(({ target }) => target))
    const wanted = [
      ...targets.map((target) => `target.${target}`),
      ...IMPORT_KINDS.map((kind) => `imports.kind.${kind}`),
      ...LINK_KINDS.map((kind) => `linkKind.${kind}`),
      ...LINK_REASONS.map((reason) => `linkReason.${reason}`),
    ]
    expect(wanted.filter((key) => !(key in zhCN) || !(key in en))).toEqual([])
  })
})
