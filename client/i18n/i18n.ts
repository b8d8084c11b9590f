/**
 * The words on the page. zh-CN comes with the page; English is fetched when asked for. Messages are ICU texts, made
 * ready once when a catalogue is loaded. The server sends keys and facts; `say` finds their sentence, or none.
 */
import { i18n, type Messages } from '@lingui/core'
import { compileMessage } from '@lingui/message-utils/compileMessage'
import { useLingui } from '@lingui/react'
import type { Language } from '../state/address.ts'
import { zhCN } from './zh-CN/index.ts'

export type MessageId = keyof typeof zhCN
export type Facts = Record<string, string | number>

const compiled = (catalogue: Record<string, string>): Messages =>
  Object.fromEntries(Object.entries(catalogue).map(([id, text]) => [id, compileMessage(text)]))

i18n.load('zh-CN', compiled(zhCN))
i18n.activate('zh-CN')

const loaded = new Set<Language>(['zh-CN'])

export async function activateLanguage(language: Language): Promise<void> {
  if (!loaded.has(language)) {
    const { en } = await import('./en/index.ts')
    i18n.load(language, compiled(en))
    loaded.add(language)
  }
  i18n.activate(language)
  document.documentElement.lang = language
}

export type Translate = (id: MessageId, facts?: Facts) => string

/** Outside components; what it gives is not renewed when the language changes. */
export const translate: Translate = (id, facts) => i18n._(id, facts)

/** The sentence for a key that comes from data or from the server; null when the catalogue holds none. */
export function say(key: string, facts?: Facts): string | null {
  return Object.hasOwn(zhCN, key) ? i18n._(key, facts) : null
}

/** Words for a value of a vocabulary, such as a facility's kind; unknown values stand for themselves. */
export const wordFor = (group: string, value: string): string => say(`${group}.${value}`) ?? value

/** The translate function; the component is drawn anew when the language changes. */
export function useT(): Translate {
  useLingui()
  return translate
}
export { i18n }
