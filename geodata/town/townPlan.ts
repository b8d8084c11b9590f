/**
 * The big lines that a town is drawn from: the frame, the river, the roads that bound the streets and those inside
 * them, and what kind of quarter lies where. Everything smaller follows by splitting (`division.ts`).
 */
import type { EdgeClass, EdgeLine } from './planarMap.ts'
import { smoothLine } from './curve.ts'
import type { Pt } from './plane.ts'
import type { Rng } from './rng.ts'
import { STREET_NAMES } from './placeNames.ts'

export type Quarter = 'lane' | 'slab' | 'tower' | 'village'

export interface Anchor {
  at: Pt
  radius: number
  quarter: Quarter
}

export interface PlanLine {
  way: Pt[]
  line: EdgeLine
}

export interface TownPlan {
  frame: Pt[]
  /** Cut first: the faces that hold a seed of `streets` are the streets. */
  borders: PlanLine[]
  streets: { name: string; at: Pt }[]
  river: PlanLine & { halfWidthMeters: (share: number) => number; name: string }
  /** Cut inside the streets and beyond; they bound the communities. */
  inner: PlanLine[]
  /** Places whose faces make one community, though a line runs between them. */
  together: readonly (readonly [Pt, Pt])[]
  anchors: Anchor[]
  /** A community larger than this is cut in two. */
  communitySquareMeters: number
}

const STEP = 26

class Lines {
  private id = 0
  constructor(
    private readonly rng: Rng,
    private readonly size = 1,
  ) {}

  line(cls: EdgeClass, name: string | null, crossesRiver: boolean, points: Pt[], wobble: number): PlanLine {
    const shaken = points.map(([x, y], i): Pt => {
      const isEnd = i === 0 || i === points.length - 1
      return isEnd ? [x, y] : [x + this.rng.between(-wobble, wobble), y + this.rng.between(-wobble, wobble)]
    })
    return {
      way: smoothLine(
        shaken.map(([x, y]): Pt => [x * this.size, y * this.size]),
        STEP,
      ),
      line: { id: this.id++, class: cls, name, crossesRiver },
    }
  }
}

/** Ids of lines made later start here. */
export const FIRST_FREE_LINE = 1000

export function planTown(size: 'town' | 'district', rng: Rng): TownPlan {
  return size === 'town' ? planOneStreet(rng) : planDistrict(rng)
}

function planOneStreet(rng: Rng): TownPlan {
  const lines = new Lines(rng, 0.9)
  const w = rng.between(-30, 30)
  const river: Pt[] = [
    [-330, 2300],
    [-420, 1700],
    [-150, 1150],
    [-250, 720],
    [-470, 340],
    [-330, -60],
    [-120, -420],
    [-210, -820],
    [-480, -1250],
    [-420, -1800],
    [-600, -2300],
  ]
  return {
    frame: [
      [-2250, -1980],
      [2250, -1980],
      [2250, 1980],
      [-2250, 1980],
    ],
    borders: [
      lines.line(
        'arterial',
        '云溪北路',
        true,
        [
          [-2600, 700],
          [-1700, 830],
          [-1050, 790],
          [-400, 900],
          [300, 850],
          [900, 930],
          [1700, 800],
          [2600, 900],
        ],
        18,
      ),
      lines.line(
        'arterial',
        '南湖大道',
        true,
        [
          [-2600, -1000],
          [-1500, -930],
          [-900, -800],
          [-200, -870],
          [500, -960],
          [1150, -900],
          [1800, -990],
          [2600, -940],
        ],
        18,
      ),
      lines.line(
        'secondary',
        '西堤路',
        false,
        [
          [-1250, 2300],
          [-1180, 1300],
          [-1060, 800],
          [-1130, 200],
          [-990, -300],
          [-1090, -850],
          [-1300, -1500],
          [-1260, -2300],
        ],
        18,
      ),
      lines.line(
        'arterial',
        '东环路',
        false,
        [
          [1240, 2300],
          [1130, 1400],
          [1010, 900],
          [1080, 300],
          [1190, -200],
          [1120, -800],
          [1010, -1400],
          [1080, -2300],
        ],
        18,
      ),
    ],
    streets: [{ name: STREET_NAMES[0]!, at: [100, 0] }],
    river: {
      ...lines.line('river', '云溪河', false, river, 14),
      halfWidthMeters: (share) => 31 + 6 * Math.sin(share * 17 + 1),
      name: '云溪河',
    },
    inner: [
      lines.line(
        'arterial',
        '云溪大道',
        true,
        [
          [-2600, 210],
          [-1500, 120],
          [-1000, 60],
          [-380, 130],
          [250, 40],
          [800, 120],
          [1300, 60],
          [2600, 170],
        ],
        16,
      ),
      lines.line(
        'arterial',
        '建设路',
        false,
        [
          [520, -2300],
          [500, -1500],
          [430, -900],
          [380, -350],
          [330 + w, 60],
          [470, 420],
          [690, 880],
          [900, 1500],
          [960, 2300],
        ],
        16,
      ),
      lines.line(
        'secondary',
        '长堤街',
        true,
        [
          [-1300, -420],
          [-1020, -400],
          [-600, -330],
          [-200, -430],
          [180, -380],
          [540, -440],
        ],
        8,
      ),
      lines.line(
        'secondary',
        '青年路',
        false,
        [
          [230, -220],
          [640, -330],
          [900, -380],
          [1250, -420],
        ],
        10,
      ),
    ],
    communitySquareMeters: 900_000,
    together: [
      [
        [-720, -180],
        [-720, -560],
      ],
    ],
    anchors: (
      [
        { at: [-20, -120], radius: 360, quarter: 'lane' },
        { at: [-60, 330], radius: 230, quarter: 'lane' },
        { at: [-850, -640], radius: 430, quarter: 'village' },
        { at: [-1000, -150], radius: 240, quarter: 'village' },
        { at: [760, 600], radius: 330, quarter: 'tower' },
        { at: [800, -680], radius: 330, quarter: 'tower' },
        { at: [-640, 560], radius: 240, quarter: 'tower' },
        { at: [780, 40], radius: 320, quarter: 'slab' },
        { at: [180, -700], radius: 330, quarter: 'slab' },
      ] satisfies Anchor[]
    ).map(({ at: [x, y], radius, quarter }): Anchor => ({
      at: [x * 0.9, y * 0.9],
      radius: radius * 0.9,
      quarter,
    })),
  }
}

/** Five by two streets, the same make, drawn from the seed. */
function planDistrict(rng: Rng): TownPlan {
  const lines = new Lines(rng)
  const columns = 5
  const rows = 2
  const width = 1980
  const height = 1760
  const left = (-columns * width) / 2
  const bottom = (-rows * height) / 2
  const right = -left
  const top = -bottom
  const out = 1300
  const borders: PlanLine[] = []
  const inner: PlanLine[] = []
  const across = (y: number, bend: number): Pt[] =>
    Array.from({ length: 15 }, (_, i): Pt => [
      left - out - 100 + ((right - left + 2 * out + 200) * i) / 14,
      y + (i % 14 ? rng.between(-bend, bend) : 0),
    ])
  const upright = (x: number, bend: number): Pt[] =>
    Array.from({ length: 8 }, (_, i): Pt => [
      x + rng.between(-bend, bend),
      bottom - out - 100 + ((top - bottom + 2 * out + 200) * i) / 7,
    ])
  const names = rng.shuffle([
    '滨江大道',
    '新华路',
    '人民路',
    '解放大道',
    '中山路',
    '湖滨路',
    '迎宾大道',
    '友谊路',
    '和平路',
    '站前路',
    '光明路',
    '文昌路',
    '东升路',
    '科技大道',
    '凤凰路',
    '朝阳路',
    '工农路',
    '胜利路',
  ])
  let used = 0
  const name = (): string => names[used++ % names.length]!
  for (let j = 0; j <= rows; j++)
    borders.push(lines.line('arterial', name(), true, across(bottom + j * height, 80), 0))
  for (let i = 0; i <= columns; i++)
    borders.push(lines.line(i % 2 ? 'secondary' : 'arterial', name(), true, upright(left + i * width, 80), 0))
  for (let j = 0; j < rows; j++)
    inner.push(lines.line('arterial', name(), true, across(bottom + (j + 0.52) * height, 90), 0))
  for (let i = 0; i < columns; i++)
    inner.push(lines.line('arterial', name(), true, upright(left + (i + 0.55) * width, 90), 0))
  const streets: { name: string; at: Pt }[] = []
  const anchors: Anchor[] = []
  for (let j = 0; j < rows; j++)
    for (let i = 0; i < columns; i++) {
      const at: Pt = [left + (i + 0.5) * width, bottom + (j + 0.5) * height]
      streets.push({ name: STREET_NAMES[streets.length]!, at })
      const spot = (r: number, quarter: Quarter): void => {
        anchors.push({
          at: [at[0] + rng.between(-800, 800), at[1] + rng.between(-700, 700)],
          radius: r,
          quarter,
        })
      }
      spot(400, 'lane')
      spot(420, 'tower')
      spot(360, 'tower')
      spot(400, 'slab')
      const edgeX = i === 0 ? -700 : i === columns - 1 ? 700 : rng.between(-600, 600)
      anchors.push({ at: [at[0] + edgeX, at[1] + (j === 0 ? -620 : 620)], radius: 420, quarter: 'village' })
    }
  const riverWay = Array.from({ length: 19 }, (_, i): Pt => {
    const x = left - out - 100 + ((right - left + 2 * out + 200) * i) / 18
    return [x, 420 * Math.sin(i * 0.9 + 0.4) - 350 + rng.between(-60, 60)]
  })
  return {
    frame: [
      [left - out, bottom - out],
      [right + out, bottom - out],
      [right + out, top + out],
      [left - out, top + out],
    ],
    borders,
    streets,
    river: {
      ...lines.line('river', '云溪河', false, riverWay, 0),
      halfWidthMeters: (share) => 36 + 8 * Math.sin(share * 31),
      name: '云溪河',
    },
    inner,
    together: [],
    anchors,
    communitySquareMeters: 600_000,
  }
}

/** The quarter at a place: of the anchor that is nearest for its radius, slabs where none reaches. */
export function quarterAt(plan: TownPlan, [x, y]: Pt): Quarter {
  let best = 1.25
  let quarter: Quarter = 'slab'
  for (const anchor of plan.anchors) {
    const share = Math.hypot(anchor.at[0] - x, anchor.at[1] - y) / anchor.radius
    if (share < best) {
      best = share
      quarter = anchor.quarter
    }
  }
  return quarter
}
