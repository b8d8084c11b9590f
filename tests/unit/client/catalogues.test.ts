import { compileMessage } from '@lingui/message-utils/compileMessage'
import { describe, expect, it } from 'vitest'
import { en } from '../../../client/i18n/en/index.ts'
import { zhCN } from '../../../client/i18n/zh-CN/index.ts'

type Token = string | [name: string, type?: string, format?: unknown]

/** Names of what a message has to be given. */
function variablesOf(message: string): string[] {
  const names = new Set<string>()
  const walk = (tokens: string | Token[]) => {
    if (typeof tokens === 'string') return
    for (const token of tokens) {
      if (typeof token === 'string') continue
      names.add(token[0])
      const format = token[2]
      if (format && typeof format === 'object') {
        for (const value of Object.values(format)) if (Array.isArray(value)) walk(value as Token[])
      }
    }
  }
  walk(compileMessage(message) as string | Token[])
  names.delete('#')
  return [...names].sort()
}

describe('the catalogues', () => {
  it('have the same messages in both languages', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(zhCN).sort())
  })

  it('ask for the same facts in both languages', () => {
    for (const [id, message] of Object.entries(zhCN)) {
      expect(variablesOf(en[id as keyof typeof en]), id).toEqual(variablesOf(message))
    }
  })

  it('have no empty message and no Chinese left in English', () => {
    const own = new Set(['frame.language'])
    for (const [id, message] of Object.entries(en)) {
      expect(message.trim(), id).not.toBe('')
      if (!own.has(id)) expect(/\p{Script=Han}/u.test(message), id).toBe(false)
    }
  })
})
