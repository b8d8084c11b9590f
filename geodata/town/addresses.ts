/**
 * Gives every draft building its code, name and address: road and number along the road (odd on one side, even on
 * the other), compound and `…号楼`, or village group and number.
 */
import type { Division } from './division.ts'
import type { DraftBuilding } from './draft.ts'
import { nearestSide } from './houses.ts'
import { toClosedRing, toLonLat } from './lonLat.ts'
import { centroid, dot, sub, type Pt } from './plane.ts'
import { ringsAround, type FaceId } from './planarMap.ts'
import type { Side } from './plot.ts'
import type { Rng } from './rng.ts'
import type { TownBuilding } from './types.ts'

/** A building of the town with what the later steps need to know about it. */
export interface PlacedBuilding extends TownBuilding {
  draft: DraftBuilding
  /** Address up to the road number, to be shared by the shops in it. */
  roadAddress: string
}

interface Fronting {
  road: string
  /** Where along the road, and on which side. */
  at: number
  isLeft: boolean
}

const NAMED = new Set(['arterial', 'secondary', 'local', 'path'])

export function addressBuildings(
  division: Division,
  drafts: readonly DraftBuilding[],
  rng: Rng,
): PlacedBuilding[] {
  const { map, blocks, atoms, plan } = division
  const sidesOf = (faces: readonly FaceId[]): Side[] => {
    const ring = ringsAround(map, faces)[0]!
    return ring
      .map((u, i): Side => {
        const v = ring[(i + 1) % ring.length]!
        const line = map.line(u, v)
        return {
          a: map.points[u]!,
          b: map.points[v]!,
          class: line.class,
          line: line.id,
          name: line.name,
          clearance: 0,
        }
      })
      .filter((side) => side.name !== null && NAMED.has(side.class))
  }
  const blockSides = new Map<number, Side[]>()
  const faceSides = new Map<FaceId, Side[]>()
  const axes = new Map<string, { min: Pt; max: Pt }>()
  for (const { u, v, line } of map.edges()) {
    if (!line.name) continue
    const box = axes.get(line.name) ?? { min: [Infinity, Infinity], max: [-Infinity, -Infinity] }
    for (const p of [map.points[u]!, map.points[v]!]) {
      box.min = [Math.min(box.min[0], p[0]), Math.min(box.min[1], p[1])]
      box.max = [Math.max(box.max[0], p[0]), Math.max(box.max[1], p[1])]
    }
    axes.set(line.name, box)
  }
  const axisOf = (road: string): Pt => {
    const box = axes.get(road)!
    return box.max[0] - box.min[0] > box.max[1] - box.min[1] ? [1, 0] : [0, -1]
  }
  const frontOf = (sides: readonly Side[], p: Pt): Fronting | null => {
    if (sides.length === 0) return null
    const { side, point } = nearestSide(sides, p)
    const road = side.name!
    const axis = axisOf(road)
    return { road, at: dot(point, axis), isLeft: dot(sub(side.b, side.a), axis) > 0 }
  }
  for (const block of blocks) {
    const faces = atoms.filter((atom) => atom.block === block.id).flatMap((atom) => atom.faces)
    blockSides.set(block.id, sidesOf(faces))
    if (block.quarter === 'lane' && block.use === 'housing')
      for (const face of faces) faceSides.set(face, sidesOf([face]))
  }

  // what takes a number on a road: a compound as one, every other building on its own
  interface Numbered {
    key: string
    front: Fronting
  }
  const numbered: Numbered[] = []
  const keyOf = drafts.map((draft, index): string | null => {
    const block = blocks[draft.block]!
    const isInside = block.use !== 'housing' || block.quarter === 'slab' || block.quarter === 'tower'
    if (block.use === 'housing' && block.quarter === 'village') return null
    return isInside && draft.role !== 'shop' ? `block${block.id}` : `building${index}`
  })
  const seen = new Set<string>()
  drafts.forEach((draft, index) => {
    const key = keyOf[index]
    if (!key || seen.has(key)) return
    seen.add(key)
    const center = centroid(draft.ring)
    const face = atoms[draft.atom]!.faces.find((f) => faceSides.has(f) && isClose(map.ring(f), center))
    const own =
      face !== undefined && faceSides.get(face)!.length > 0
        ? faceSides.get(face)!
        : blockSides.get(draft.block)!
    const front = frontOf(own, center)
    if (front) numbered.push({ key, front })
  })
  const roadAddress = new Map<string, string>()
  const byRoad = new Map<string, Numbered[]>()
  for (const entry of numbered) byRoad.set(entry.front.road, [...(byRoad.get(entry.front.road) ?? []), entry])
  for (const [road, entries] of byRoad)
    for (const isLeft of [true, false]) {
      let number = isLeft ? -1 : 0
      for (const entry of entries
        .filter((e) => e.front.isLeft === isLeft)
        .sort((a, b) => a.front.at - b.front.at)) {
        number += 2 * (entry.key.startsWith('block') ? rng.whole(1, 3) : 1)
        roadAddress.set(entry.key, `${road}${number}号`)
      }
    }

  const numberInBlock = new Map<string, number>()
  const next = (key: string): number => {
    const n = (numberInBlock.get(key) ?? 0) + 1
    numberInBlock.set(key, n)
    return n
  }
  const counters = new Map<number, number>()
  return drafts.map((draft, index) => {
    const block = blocks[draft.block]!
    const serial = (counters.get(block.street) ?? 0) + 1
    counters.set(block.street, serial)
    const key = keyOf[index]
    const road = (key && roadAddress.get(key)) || `${plan.streets[block.street]!.name}${index + 1}号`
    const isCompound = block.use === 'housing' && (block.quarter === 'slab' || block.quarter === 'tower')
    const named = nameOf(draft, road)
    return {
      code: `B${String(block.street + 1).padStart(2, '0')}${String(serial).padStart(5, '0')}`,
      name: named.name,
      address: named.address,
      use: draft.use,
      floors: draft.floors,
      dwellings: draft.dwellings,
      vacantDwellings: 0,
      footprint: { type: 'Polygon', coordinates: [toClosedRing(draft.ring)] },
      entrance: toLonLat(draft.entrance),
      compound: isCompound ? block.name : null,
      draft,
      roadAddress: road,
    }

    function nameOf(building: DraftBuilding, at: string): { name: string; address: string } {
      const where = block.name ?? ''
      if (block.use !== 'housing') {
        const word = CAMPUS_WORD[building.role] ?? '楼'
        const n = next(`${block.id}${building.role}`)
        return { name: `${where}${word}${n}`, address: `${at}${where}` }
      }
      if (building.role === 'shop' || building.role === 'house') {
        if (block.quarter === 'village') {
          const group = (building.atom % 4) + 1
          const text = `${where}${group}组${next(`${block.id}-${group}`)}号`
          return { name: text, address: text }
        }
        return { name: building.role === 'shop' ? `${at}商铺` : at, address: at }
      }
      if (building.role === 'slab' || building.role === 'tower') {
        const n = next(`${block.id}`)
        return { name: `${where}${n}号楼`, address: `${at}${where}${n}号楼` }
      }
      const community = division.communities[block.community]!.name
      const short = community.replace(/社区|村$/u, '')
      const n = next(`community${block.community}${building.role}`)
      const name =
        building.role === 'hall'
          ? `${community}党群服务中心`
          : building.role === 'kindergarten'
            ? `${short}${n > 1 ? '第二' : ''}幼儿园`
            : `${short}${n > 1 ? '第二' : ''}菜市场`
      return { name, address: `${at}${where}` }
    }
  })
}

const CAMPUS_WORD: Record<string, string> = {
  teaching: '教学楼',
  ward: '病房楼',
  office: '办公楼',
  hall: '礼堂',
  mall: '商场楼',
  shop: '商业街',
  shed: '厂房',
  pavilion: '管理房',
}

function isClose(ring: readonly Pt[], p: Pt): boolean {
  let inside = false
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const a = ring[i]!
    const b = ring[j]!
    if (a[1] > p[1] !== b[1] > p[1] && p[0] < ((b[0] - a[0]) * (p[1] - a[1])) / (b[1] - a[1]) + a[0])
      inside = !inside
  }
  return inside
}
