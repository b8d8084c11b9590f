import { describe, expect, it } from 'vitest'
import { isNewPage, isQuietMoment } from '../../../client/wall/newPage.ts'
import { isWall, wallLook } from '../../../client/wall/wallAddress.ts'
import { clockText, dateText, untilBeat, untilNextDay } from '../../../client/wall/wallClock.ts'
import { issueFeatures, namePoints } from '../../../client/wall/wallMapParts.ts'
import type { UnitNode } from '../../../shared/domain/unit.ts'

describe('the address of the wall', () => {
  it('is dark unless light is asked for', () => {
    expect([isWall('/wall'), isWall('/'), isWall('/wall/open/x')]).toEqual([true, false, false])
    expect([wallLook(''), wallLook('?look=light'), wallLook('?look=x')]).toEqual(['dark', 'light', 'dark'])
  })
})

describe('the clock of the wall', () => {
  const at = Date.parse('2026-12-31T15:59:58.500Z')

  it('shows the time of the office wherever the machine thinks it is', () => {
    expect(clockText(at)).toBe('23:59')
    expect(dateText(at, 'zh-CN')).toBe('2026年12月31日星期四')
    expect(dateText(at, 'en')).toContain('31 December 2026')
  })

  it('looks again a second after the local midnight', () => {
    expect(untilNextDay('2026-12-31', at)).toBe(1_500 + 1_000)
    expect(untilNextDay('2026-12-30', at)).toBe(1_000)
  })

  it('beats on whole tens of seconds', () => {
    expect(untilBeat(at)).toBe(1_500)
    expect(untilBeat(Date.parse('2026-12-31T15:59:50Z'))).toBe(10_000)
  })
})

describe('a new version of the page', () => {
  it('is taken once, and only where both are known', () => {
    expect(isNewPage('a', 'b', null)).toBe(true)
    expect(isNewPage('a', 'a', null)).toBe(false)
    expect(isNewPage('a', 'b', 'b')).toBe(false)
    expect(isNewPage('', 'b', null)).toBe(false)
    expect(isNewPage('a', '', null)).toBe(false)
    expect(isNewPage('a', 'c', 'b')).toBe(true)
  })

  it('waits until nothing has come for a minute, but not for ever', () => {
    const now = Date.parse('2026-12-01T08:00:00Z')
    expect(isQuietMoment('2026-12-01T07:59:30Z', now, 0)).toBe(false)
    expect(isQuietMoment('2026-12-01T07:58:30Z', now, 0)).toBe(true)
    expect(isQuietMoment(undefined, now, 0)).toBe(true)
    expect(isQuietMoment('2026-12-01T07:59:30Z', now, 20 * 60_000)).toBe(true)
  })
})

describe('the map of the wall', () => {
  it('names the units just below the shown one, without what is said already', () => {
    const unit = (code: string, name: string, parent: string | null): UnitNode =>
      ({ code, name, parent, center: [114, 30] }) as unknown as UnitNode
    const units = [
      unit('1', '星河街道', null),
      unit('11', '锦绣社区', '1'),
      unit('111', '锦绣社区第1网格', '11'),
    ]
    const named = (...shown: string[]): unknown[] =>
      namePoints(units, shown).features.map(({ properties }) => properties?.name)
    expect(named('1')).toEqual(['锦绣社区'])
    expect(named('11')).toEqual(['第1网格'])
    expect(named('111')).toEqual([])
  })

  it('draws each open issue by its state, with what is late and what is new', () => {
    const { features } = issueFeatures({
      lons: [114, 114.1],
      lats: [30, 30.1],
      states: [0, 2],
      isLate: [0, 1],
      isNew: [1, 0],
    })
    expect(features.map(({ properties }) => properties)).toEqual([
      { state: 'new', late: 0, new: 1 },
      { state: 'inHand', late: 1, new: 0 },
    ])
  })
})
