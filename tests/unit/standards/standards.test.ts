import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ageGroupOn, ageOn } from '../../../shared/standards/ageGroups.ts'
import {
  FACILITY_KINDS,
  facilityKindOf,
  guessFacilityKind,
  kindFromOsmTags,
} from '../../../shared/standards/facilityKinds.ts'
import {
  ISSUE_CLASSES,
  findIssueClass,
  issueLimitOf,
  issueSubclassOf,
} from '../../../shared/standards/issueClasses.ts'
import { lifeCircleOf, serviceRadiusMeters } from '../../../shared/standards/lifeCircles.ts'

describe('facility kinds', () => {
  it('has an icon file for every kind', () => {
    const lacking = FACILITY_KINDS.filter(
      (row) => !existsSync(`node_modules/@mapbox/maki/icons/${row.maki}.svg`),
    )
    expect(lacking).toEqual([])
  })

  it('names every kind once, in both languages', () => {
    for (const key of ['kind', 'zh', 'en'] as const)
      expect(new Set(FACILITY_KINDS.map((row) => row[key])).size).toBe(FACILITY_KINDS.length)
  })

  it.each([
    ['communityServiceStation', 800],
    ['nursery', 200],
    ['elderlyStation', 350],
    ['healthStation', 120],
    ['supermarket', 300],
    ['parcel', 15],
    ['playground', 150],
    ['park', 4000],
  ])('keeps the smallest size of %s in the standard of 2020', (kind, squareMeters) => {
    expect(facilityKindOf(kind).minimumSquareMeters).toBe(squareMeters)
  })

  it.each([
    ['综合医院', 'hospital'],
    ['医疗保健服务;综合医院;卫生院', 'healthCentre'],
    ['科教文化服务;学校;高等院校', 'other'],
    ['社区卫生服务站', 'healthStation'],
    ['诊所', 'clinic'],
    ['國小', 'primarySchool'],
    ['公園', 'park'],
    ['里活動中心', 'cultureCentre'],
    ['宠物医院', 'petShop'],
    ['农贸市场', 'market'],
    ['老年助餐点', 'canteen'],
    ['Elementary School', 'primarySchool'],
    ['pharmacy', 'pharmacy'],
    ['parking_lot', 'parking'],
    ['busStop', 'busStop'],
    ['', 'other'],
    ['qwertz', 'other'],
    ['constructor', 'other'],
  ])('recognises %s as %s', (text, kind) => {
    expect(guessFacilityKind(text)).toBe(kind)
  })

  it.each([
    [{ amenity: 'school', name: '清华大学附属小学' }, 'primarySchool'],
    [{ amenity: 'school', name: '龙岗中学' }, 'middleSchool'],
    [{ shop: 'convenience' }, 'convenienceStore'],
    [{ leisure: 'park' }, 'park'],
    [{ amenity: 'social_facility', social_facility: 'nursing_home' }, 'elderlyHome'],
    [{ railway: 'subway_entrance' }, 'metroStation'],
    [{ shop: 'toString' }, 'other'],
    [{ building: 'yes' }, 'other'],
  ])('reads the tags %o as %s', (tags, kind) => {
    expect(kindFromOsmTags(tags as Record<string, string | undefined>)).toBe(kind)
  })
})

describe('issue classes', () => {
  it('names every subclass of a class once', () => {
    for (const row of ISSUE_CLASSES)
      expect(new Set(row.subclasses.map((sub) => sub.subclass)).size, row.class).toBe(row.subclasses.length)
  })

  it('has the five components and six events of the standard, and one for the rest', () => {
    expect(ISSUE_CLASSES.filter((row) => row.subject === 'component')).toHaveLength(5)
    expect(ISSUE_CLASSES.filter((row) => row.subject === 'event' && row.class !== 'other')).toHaveLength(6)
  })

  it('gives an unknown subclass the limit of other', () => {
    expect(issueLimitOf('nosuch', 'thing')).toEqual({ limitHours: 40, hoursKind: 'working' })
    expect(issueSubclassOf('emergencies', 'treeDown')?.hoursKind).toBe('clock')
  })

  it('finds a class by its Chinese name', () => {
    expect(findIssueClass('暴露垃圾')).toEqual({ class: 'cityAppearance', subclass: 'exposedRubbish' })
    expect(findIssueClass('街面秩序')).toEqual({ class: 'streetOrder', subclass: null })
    expect(findIssueClass('没有的')).toBeNull()
  })
})

describe('life circles and ages', () => {
  it('keeps both ends of the fifteen-minute distance', () => {
    expect(lifeCircleOf(15).distanceMeters).toEqual([800, 1000])
    expect(serviceRadiusMeters()).toEqual({ 5: 300, 10: 500, 15: 1000 })
    expect(serviceRadiusMeters('speedOlder')[15]).toBeCloseTo(0.8 * 900)
    expect(() => serviceRadiusMeters('nosuch')).toThrow(RangeError)
  })

  it('counts a birthday only on its day', () => {
    expect(ageOn('1961-11-24', '2026-11-23')).toBe(64)
    expect(ageOn('1961-11-24', '2026-11-24')).toBe(65)
    expect(ageOn('2012-02-29', '2027-02-28')).toBe(14)
    expect(ageOn('2012-02-29', '2027-03-01')).toBe(15)
    expect(ageGroupOn('1961-11-24', '2026-11-24')).toBe('over64')
    expect(() => ageOn('24.11.1961', '2026-11-24')).toThrow(RangeError)
  })
})
