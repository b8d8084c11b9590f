import { createRequire } from 'node:module'
import type { Geometry } from 'geojson'
import proj4 from 'proj4'
import { describe, expect, it } from 'vitest'
import {
  chinaZoneOf,
  chinaZoneProj4,
  chinaZoneTitle,
  chinaZones,
} from '../../../server/ingest/crs/chinaZones.ts'
import { crsDefinition } from '../../../server/ingest/crs/definitions.ts'
import { crsOfUrn, findCrs } from '../../../server/ingest/crs/findCrs.ts'
import { makeTransform } from '../../../server/ingest/crs/makeTransform.ts'
import { matchWkt } from '../../../server/ingest/crs/matchWkt.ts'
import { bd09ToWgs84, gcj02ToWgs84 } from '../../../server/ingest/crs/shiftedSystems.ts'
import { transformGeometry } from '../../../server/ingest/crs/transformGeometry.ts'
import { quantise } from '../../../shared/geo/quantise.ts'

const published = (code: number): { name: string; proj4: string } =>
  createRequire(import.meta.url)(`epsg-index/s/${code}.json`) as { name: string; proj4: string }

const KINDS = (['CGCS2000', 'Xian 1980', 'Beijing 1954'] as const).flatMap((datum) =>
  ([3, 6] as const).flatMap((width) => [true, false].map((numbered) => [datum, width, numbered] as const)),
)

describe('Chinese zones by rule', () => {
  it.each(KINDS)(
    'agree with the published list: %s, %s degrees, zone number %s',
    (datum, width, numbered) => {
      for (const zone of chinaZones(datum, width, numbered)) {
        const entry = published(zone.code)
        expect(chinaZoneOf(zone.code)).toEqual(zone)
        // the list spells one series `Gauss-Kruger 13N` or `CM 75E`; the numbers decide
        if (width === 3) expect(entry.name).toBe(chinaZoneTitle(zone))
        const ours = proj4(chinaZoneProj4(zone), 'EPSG:4326').forward([
          zone.hasZoneNumber ? zone.zone * 1e6 + 512_345 : 512_345,
          3_377_000,
        ])
        const theirs = proj4(entry.proj4, 'EPSG:4326').forward([
          zone.hasZoneNumber ? zone.zone * 1e6 + 512_345 : 512_345,
          3_377_000,
        ])
        expect(ours[0]).toBeCloseTo(theirs[0]!, 7)
        expect(ours[1]).toBeCloseTo(theirs[1]!, 7)
      }
    },
  )

  it('put the same place at the same degrees with and without zone number', () => {
    // zone 38 of 3 degrees has the meridian 114°E: EPSG:4526 and EPSG:4547
    expect(makeTransform('EPSG:4526')(38_500_000, 3_377_000)).toEqual(
      makeTransform('EPSG:4547')(500_000, 3_377_000),
    )
    expect(makeTransform('EPSG:4547')(500_000, 0)).toEqual([114, 0])
  })
})

describe('shifted systems', () => {
  it('invert GCJ-02 to the millimetre (RB-34)', () => {
    const [lon, lat] = gcj02ToWgs84(111.44439660708834, 27.220718937598154)
    // 1 mm is about 1e-8 degree
    expect(Math.abs(lon - 111.43877780268987)).toBeLessThan(1e-8)
    expect(Math.abs(lat - 27.223905373786593)).toBeLessThan(1e-8)
  })

  it('invert BD-09 to the millimetre, by going forth again', async () => {
    const { default: gcoord } = await import('gcoord')
    for (const [lon, lat] of [
      [121.4737, 31.2304],
      [87.6, 43.8],
      [110.35, 20.02],
    ] as const) {
      const [x, y] = gcoord.transform([lon, lat], gcoord.WGS84, gcoord.BD09) as [number, number]
      const [backLon, backLat] = bd09ToWgs84(x, y)
      expect(Math.abs(backLon - lon)).toBeLessThan(1e-8)
      expect(Math.abs(backLat - lat)).toBeLessThan(1e-8)
    }
  })

  it('leave places outside China as they are', () => {
    expect(gcj02ToWgs84(2.35, 48.85)).toEqual([2.35, 48.85])
  })
})

describe('matchWkt', () => {
  const GEO = (name: string, spheroid: string) =>
    `GEOGCS["GCS_${name}",DATUM["D_${name}",SPHEROID[${spheroid}]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]`
  const TM = (title: string, geo: string, lon: number, x0: number) =>
    `PROJCS["${title}",${geo},PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",${x0}],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",${lon}],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]`
  const CHINA = GEO('China_2000', '"CGCS2000",6378137.0,298.257222101')

  it.each([
    [
      'CGCS2000 3 degrees without zone number',
      TM('CGCS2000_3_Degree_GK_CM_114E', CHINA, 114, 500_000),
      'EPSG:4547',
    ],
    [
      'CGCS2000 3 degrees with zone number',
      TM('CGCS2000_3_Degree_GK_Zone_38', CHINA, 114, 38_500_000),
      'EPSG:4526',
    ],
    ['CGCS2000 6 degrees with zone number', TM('CGCS2000_GK_Zone_20', CHINA, 117, 20_500_000), 'EPSG:4498'],
    [
      "Xi'an 80",
      TM('Xian_1980_3_Degree_GK_CM_120E', GEO('Xian_1980', '"Xian_1980",6378140.0,298.257'), 120, 500_000),
      'EPSG:2385',
    ],
    [
      'Beijing 54',
      TM(
        'Beijing_1954_3_Degree_GK_CM_114E',
        GEO('Beijing_1954', '"Krasovsky_1940",6378245.0,298.3'),
        114,
        500_000,
      ),
      'EPSG:2435',
    ],
    ['WGS 84', GEO('WGS_1984', '"WGS_1984",6378137.0,298.257223563'), 'EPSG:4326'],
    ['CGCS2000 degrees', CHINA, 'EPSG:4490'],
    [
      'web maps',
      'PROJCS["WGS_1984_Web_Mercator_Auxiliary_Sphere",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Mercator_Auxiliary_Sphere"],PARAMETER["False_Easting",0.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",0.0],UNIT["Meter",1.0]]',
      'EPSG:3857',
    ],
    [
      'an authority',
      'GEOGCS["anything",DATUM["x",SPHEROID["y",6378137,298.2]],AUTHORITY["EPSG","4490"]]',
      'EPSG:4490',
    ],
  ])('knows %s', (_what, wkt, expected) => {
    expect(matchWkt(wkt)).toBe(expected)
  })

  it('keeps the text of a city grid of its own', () => {
    const wkt = TM('City_Grid', CHINA, 114.333, 800_000)
    expect(matchWkt(wkt)).toBe(wkt)
    expect(makeTransform(wkt)(800_000, 0)).toEqual([114.333, 0])
  })

  it.each(['', 'garbage', 'LOCAL_CS["Undefined",UNIT["unknown",0]]'])('says nothing of %j', (wkt) => {
    expect(matchWkt(wkt)).toBeNull()
  })
})

describe('crsDefinition', () => {
  it.each(['EPSG:2232', 'EPSG:26914', 'EPSG:3435', 'EPSG:3826', 'EPSG:28992', 'EPSG:2326', 'EPSG:4214'])(
    'knows %s',
    (name) => {
      expect(crsDefinition(name)?.proj4).toBeTruthy()
    },
  )

  it('tells known systems from names that mean nothing', () => {
    expect(crsDefinition('EPSG:1')).toBeNull()
    expect(crsDefinition('EPSG:999999')).toBeNull()
    expect(crsDefinition('../../etc/passwd')).toBeNull()
    expect(() => makeTransform('EPSG:999999')).toThrow(RangeError)
  })

  it.each([
    ['urn:ogc:def:crs:OGC:1.3:CRS84', 'EPSG:4326'],
    ['urn:ogc:def:crs:EPSG::3826', 'EPSG:3826'],
    ['EPSG:4490', 'EPSG:4490'],
    ['urn:ogc:def:crs:EPSG::999999', null],
  ])('reads %s', (text, expected) => {
    expect(crsOfUrn(text)).toBe(expected)
  })
})

describe('findCrs', () => {
  const evidence = (positions: [number, number][], more: Partial<Parameters<typeof findCrs>[0]> = {}) =>
    findCrs({ declared: null, byFormat: null, positions, ...more })

  it('guesses degrees, and warns in China that they may be shifted', () => {
    expect(evidence([[114.3, 30.5]])).toEqual({
      crs: 'EPSG:4326',
      source: 'guessed',
      warnings: ['crs.warning.notDeclared', 'crs.warning.maybeShifted'],
      candidates: ['EPSG:4326', 'gcj02', 'bd09'],
    })
    expect(evidence([[120.2, 23]]).warnings).toEqual(['crs.warning.notDeclared'])
  })

  it('does not let one wild point decide', () => {
    expect(
      evidence([
        [114.3, 30.5],
        [114.4, 30.6],
        [38_500_000, 1],
      ]).crs,
    ).toBe('EPSG:4326')
  })

  it.each([
    ['metres with a zone number', [38_500_000, 3_377_000], 'EPSG:4526'],
    ['metres of web maps', [12_730_000, 3_570_000], 'EPSG:3857'],
    ['metres of Hong Kong', [836_000, 819_000], 'EPSG:2326'],
  ] as [string, [number, number], string][])(
    'asks about %s and offers the likeliest',
    (_what, position, expected) => {
      const finding = evidence([position])
      expect(finding).toMatchObject({ crs: null, source: 'unknown' })
      expect(finding.candidates[0]).toBe(expected)
    },
  )

  it('offers the zone nearest to where the office is', () => {
    expect(evidence([[512_345, 3_377_000]], { near: [121.5, 31.2] }).candidates[0]).toBe('EPSG:4549')
    expect(evidence([[512_345, 3_377_000]], { near: [104, 30.6] }).candidates[0]).toBe('EPSG:4544')
  })

  it('notices northing before easting, as surveyors write', () => {
    const finding = evidence([[3_377_000, 38_500_000]])
    expect(finding.warnings).toContain('crs.warning.swapped')
    expect(finding.candidates[0]).toBe('EPSG:4526')
    const declared = evidence([[3_377_000, 512_345]], { declared: { kind: 'name', text: 'EPSG:4547' } })
    expect(declared.warnings).toContain('crs.warning.swapped')
  })

  it('asks when degrees are declared as metres', () => {
    expect(evidence([[114.3, 30.5]], { declared: { kind: 'name', text: 'EPSG:4547' } })).toMatchObject({
      crs: null,
      warnings: ['crs.warning.looksGeographic'],
      candidates: ['EPSG:4326', 'EPSG:4547'],
    })
  })

  it('warns when data lies outside the area of its system', () => {
    expect(
      evidence([[512_345, 300_000_000]], { declared: { kind: 'name', text: 'EPSG:4547' } }).warnings,
    ).toContain('crs.warning.outOfArea')
  })

  it('says nothing about a table without places', () => {
    expect(evidence([])).toMatchObject({ crs: null, warnings: [] })
  })

  it('warns that the old datums are only roughly known', () => {
    const finding = evidence([[512_345, 3_377_000]], { declared: { kind: 'name', text: 'EPSG:2435' } })
    expect(finding).toMatchObject({ crs: 'EPSG:2435', warnings: ['crs.warning.datumShift'] })
  })
})

describe('transformGeometry', () => {
  const place = { file: 'a.geojson', row: 7 }
  const wgs = makeTransform('EPSG:4326')
  const keysOf = (geometry: Geometry, transform = wgs) =>
    transformGeometry(geometry, transform, place).faults.map((fault) =>
      fault.expected.replace('fault.expected.geometry.', ''),
    )
  const ring = [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 0],
  ]

  it('quantises, and drops Z and M', () => {
    const { geometry, faults } = transformGeometry(
      {
        type: 'LineString',
        coordinates: [
          [114.123456789, 30.987654321, 5, 6],
          [115, 31, 7],
        ],
      },
      wgs,
      place,
    )
    expect(faults).toEqual([])
    expect(geometry).toEqual({
      type: 'LineString',
      coordinates: [
        [114.1234568, 30.9876543],
        [115, 31],
      ],
    })
  })

  it('gives no geometry for none and for an empty one', () => {
    expect(transformGeometry(null, wgs, place)).toEqual({ geometry: null, faults: [] })
    expect(transformGeometry({ type: 'Polygon', coordinates: [] }, wgs, place)).toEqual({
      geometry: null,
      faults: [],
    })
  })

  it.each([
    ['finite', { type: 'Point', coordinates: [-1.7976931348623157e308, 1] }],
    ['finite', { type: 'Point', coordinates: [Number.NaN, 1] }],
    ['finite', { type: 'Point', coordinates: [1] }],
    ['inRange', { type: 'Point', coordinates: [23.1, 120.2] }],
    ['inRange', { type: 'Point', coordinates: [181, 0] }],
    ['notZero', { type: 'Point', coordinates: [0, 0] }],
    [
      'closedRing',
      {
        type: 'Polygon',
        coordinates: [
          [
            [0, 0],
            [1, 0],
            [1, 1],
            [0, 1],
          ],
        ],
      },
    ],
    ['closedRing', { type: 'Polygon', coordinates: [[]] }],
    [
      'ringOfFour',
      {
        type: 'Polygon',
        coordinates: [
          [
            [0, 0],
            [1, 1],
            [0, 0],
          ],
        ],
      },
    ],
    ['lineOfTwo', { type: 'LineString', coordinates: [[1, 1]] }],
    [
      'antimeridian',
      {
        type: 'Polygon',
        coordinates: [
          [
            [179, 0],
            [-179, 0],
            [-179, 1],
            [179, 0],
          ],
        ],
      },
    ],
    [
      'antimeridian',
      {
        type: 'MultiLineString',
        coordinates: [
          [
            [179, 0],
            [-179, 0],
          ],
        ],
      },
    ],
  ] as [string, Geometry][])('reports %s', (key, geometry) => {
    expect(keysOf(geometry)).toEqual([key])
    expect(transformGeometry(geometry, wgs, place).geometry).toBeNull()
  })

  it('tells each kind of fault once, with file and row', () => {
    const { faults } = transformGeometry(
      {
        type: 'MultiPoint',
        coordinates: [
          [500, 1],
          [600, 1],
          [0, 0],
        ],
      },
      wgs,
      { ...place, crs: 'EPSG:4326' },
    )
    expect(faults.map(({ file, row, field, found }) => ({ file, row, field, found }))).toEqual([
      { file: 'a.geojson', row: 7, field: 'geometry', found: '500, 1' },
      { file: 'a.geojson', row: 7, field: 'geometry', found: '0, 0' },
    ])
  })

  it('accepts an area that is cut at the antimeridian', () => {
    const east = [
      [179, 0],
      [180, 0],
      [180, 1],
      [179, 0],
    ]
    const west = [
      [-180, 0],
      [-179, 0],
      [-180, 1],
      [-180, 0],
    ]
    expect(keysOf({ type: 'MultiPolygon', coordinates: [[east], [west]] })).toEqual([])
  })

  it('walks through collections', () => {
    const collection: Geometry = {
      type: 'GeometryCollection',
      geometries: [
        { type: 'Point', coordinates: [1, 2, 3] },
        { type: 'Polygon', coordinates: [ring] },
      ],
    }
    expect(transformGeometry(collection, wgs, place).geometry).toEqual({
      type: 'GeometryCollection',
      geometries: [
        { type: 'Point', coordinates: [1, 2] },
        { type: 'Polygon', coordinates: [ring] },
      ],
    })
  })

  it('reports metres beyond what the system can convert', () => {
    expect(keysOf({ type: 'Point', coordinates: [1e10, 1e10] }, makeTransform('EPSG:4547'))).toHaveLength(1)
  })
})

describe('quantise', () => {
  it('rounds to 1e-7 degree and knows no minus zero', () => {
    expect(quantise(114.00000004)).toBe(114)
    expect(quantise(114.00000006)).toBe(114.0000001)
    expect(Object.is(quantise(-1e-9), 0)).toBe(true)
  })
})
