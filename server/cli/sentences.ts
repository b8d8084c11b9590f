/** English sentences of message keys, for the command line. The page has its own catalogue in both languages. */
import { IMPORT_MESSAGES } from '../ingest/importers/messages.ts'
import * as readerMessages from '../ingest/messages.ts'
import { RULE_MESSAGES } from '../app/ruleMessages.ts'

type Sentences = Readonly<Record<string, { en: string }>>

const TABLES: Sentences[] = [
  IMPORT_MESSAGES,
  RULE_MESSAGES,
  ...(Object.values(readerMessages) as unknown[]).filter(isTable),
]

function isTable(value: unknown): value is Sentences {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((row) => typeof (row as { en?: unknown }).en === 'string')
  )
}

/** The sentence with its facts filled in; the key itself where there is none. */
export function sentenceOf(key: string, facts: Readonly<Record<string, string | number>> = {}): string {
  const template = TABLES.map((table) => table[key]?.en).find((text) => text !== undefined) ?? key
  return template.replace(/\{(\w+)\}/g, (whole, name: string) =>
    name in facts ? String(facts[name]) : whole,
  )
}
