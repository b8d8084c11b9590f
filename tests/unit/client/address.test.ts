import { describe, expect, it } from 'vitest'
import { DEFAULT_ADDRESS, formatAddress, parseAddress, type Address } from '../../../client/state/address.ts'
import { formatSubject, parseSubject, subject } from '../../../client/state/subject.ts'

describe('the address bar', () => {
  it('gives back all that was written into it', () => {
    const address: Address = {
      place: 'circles',
      view: { zoom: 15.25, lat: 30.39995, lon: 113.90513 },
      shown: ['facilities', 'labels'],
      colour: 'issuesPerThousand',
      level: 'grid',
      breaks: 'natural',
      classes: 7,
      subject: subject('residents', '', { unit: '429101001002', ageGroup: 'over64' }),
      at: '2026-03-01',
      language: 'en',
      own: { 'circles.kind': 'clinic' },
    }
    expect(parseAddress(formatAddress(address))).toEqual(address)
  })

  it('is empty for the default view', () => {
    expect(formatAddress(DEFAULT_ADDRESS)).toBe('')
    expect(parseAddress('')).toEqual(DEFAULT_ADDRESS)
  })

  it('is the same for a view with everything switched off', () => {
    const bare: Address = { ...DEFAULT_ADDRESS, shown: [], colour: 'none' }
    expect(parseAddress(formatAddress(bare))).toEqual(bare)
  })

  it.each([
    '?view=a/b/c&colour=wealth&level=planet&classes=99&breaks=luck&at=2026-02-30&lang=fr&sel=;;&show=lasers',
    '?view=15/95/10',
    '?sel=unit:%E0%A4%A',
  ])('falls back to the defaults for %s', (search) => {
    const address = parseAddress(search)
    expect({ ...address, shown: [] }).toEqual({ ...DEFAULT_ADDRESS, shown: [] })
  })

  it.each(['42910100100212', '320106001-03', 'a:b;c=d', '第1网格 50%', 'x&y?z#/'])(
    'keeps an id as it is: %s',
    (id) => {
      const made = subject('unit', id, { class: 'a=b;c', unit: id })
      expect(parseSubject(formatSubject(made))).toEqual(made)
      const parsed = parseAddress(formatAddress({ ...DEFAULT_ADDRESS, subject: made }))
      expect(parsed.subject).toEqual(made)
    },
  )
})
