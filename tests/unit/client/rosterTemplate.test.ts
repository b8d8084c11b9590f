/** The template that the page hands out is one that the import knows, as it stands, in both languages. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { templateTable } from '../../../client/admin/duty/rosterTemplate.ts'
import { activateLanguage, translate } from '../../../client/i18n/i18n.ts'
import { LANGUAGES } from '../../../client/state/address.ts'
import { Cells } from '../../../server/ingest/importers/cells.ts'
import { FIELD_TARGETS, guessKind, guessMapping } from '../../../server/ingest/importers/fieldTargets.ts'
import type { ImportContext } from '../../../server/ingest/importers/importer.ts'
import { parseRoster } from '../../../server/ingest/importers/roster.ts'
import { LEAVE_KINDS } from '../../../shared/duty/roster.ts'
import { isLeaveKindKnown, readLeaveKind } from '../../../server/ingest/importers/rosterWords.ts'

// The language is written on the page, which is not there.
beforeAll(() => void vi.stubGlobal('document', { documentElement: {} }))
afterAll(() => void vi.unstubAllGlobals())

describe('the template of a roster', () => {
  afterAll(() => activateLanguage('zh-CN'))

  it.each(LANGUAGES)('is known again and read without a fault in %s', async (language) => {
    await activateLanguage(language)
    const { name, head, rows } = templateTable(translate, '429901001001001')
    expect(guessKind(head, [], `${name}.xlsx`)).toBe('roster')
    const mapping = guessMapping('roster', head)
    expect(Object.keys(mapping)).toEqual(FIELD_TARGETS.roster.map(({ target }) => target))
    const noted: ImportContext['noted'] = new Map()
    const context = { noted } as ImportContext
    const read = rows.map((row, index) => {
      const values = Object.fromEntries(head.map((column, at) => [column, row[at] === '' ? null : row[at]!]))
      const cells = new Cells('x', { rowNumber: index + 2, values, geometry: null }, mapping)
      const parsed = parseRoster(cells, context)
      expect(cells.faults).toEqual([])
      return parsed!
    })
    expect(read[0]).toMatchObject({
      skills: ['greening'],
      shift: { weekdays: [1, 2, 3, 4, 5], fromMinute: 480, toMinute: 1050 },
      deputy: read[1]!.person,
    })
    expect(read[1]!.shift).toMatchObject({ weekdays: [], fromMinute: 1080, toMinute: 360 })
    expect(read[2]!.leave).toMatchObject({ kind: 'annual' })
    expect([...noted]).toEqual([])
  })

  it.each(LANGUAGES)('may use the page’s own words for leave in %s', async (language) => {
    await activateLanguage(language)
    const words = LEAVE_KINDS.map((kind) => translate(`duty.leaveKind.${kind}`))
    expect(words.map(readLeaveKind)).toEqual(LEAVE_KINDS)
    expect(words.every(isLeaveKindKnown)).toBe(true)
  })
})
