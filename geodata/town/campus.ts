/**
 * Dedicated grounds: a school with its track, a hospital, a shopping centre, an industrial plot, a park with a lake
 * and winding paths.
 */
import { add, between, lerp, orientedBox, rectangle, rotate, scale, sub, unit, type Pt } from './plane.ts'
import { oval } from './compound.ts'
import { smoothLine } from './curve.ts'
import { emptyDraft, type Draft, type DraftBuilding, type Role } from './draft.ts'
import type { DedicatedUse } from './division.ts'
import type { Plot } from './plot.ts'
import type { Rng } from './rng.ts'

interface Wish {
  role: Role
  width: number
  depth: number
  floors: number
  count: number
  use: DraftBuilding['use']
}

const WISHES: Record<Exclude<DedicatedUse, 'park'>, Wish[]> = {
  primarySchool: [
    { role: 'teaching', width: 64, depth: 13, floors: 4, count: 2, use: 'public' },
    { role: 'office', width: 34, depth: 14, floors: 4, count: 1, use: 'public' },
    { role: 'hall', width: 30, depth: 22, floors: 2, count: 1, use: 'public' },
  ],
  middleSchool: [
    { role: 'teaching', width: 72, depth: 14, floors: 5, count: 3, use: 'public' },
    { role: 'office', width: 44, depth: 16, floors: 6, count: 1, use: 'public' },
    { role: 'hall', width: 40, depth: 28, floors: 2, count: 1, use: 'public' },
  ],
  hospital: [
    { role: 'ward', width: 86, depth: 22, floors: 14, count: 1, use: 'public' },
    { role: 'ward', width: 70, depth: 20, floors: 5, count: 2, use: 'public' },
    { role: 'office', width: 40, depth: 15, floors: 6, count: 2, use: 'public' },
  ],
  mall: [
    { role: 'mall', width: 118, depth: 74, floors: 5, count: 1, use: 'commercial' },
    { role: 'office', width: 34, depth: 34, floors: 24, count: 2, use: 'commercial' },
    { role: 'shop', width: 46, depth: 16, floors: 2, count: 3, use: 'commercial' },
  ],
  industry: [
    { role: 'shed', width: 84, depth: 34, floors: 1, count: 5, use: 'industrial' },
    { role: 'shed', width: 48, depth: 22, floors: 2, count: 5, use: 'industrial' },
    { role: 'office', width: 42, depth: 14, floors: 4, count: 1, use: 'industrial' },
  ],
}

export function buildCampus(
  plot: Plot,
  use: DedicatedUse,
  about: { atom: number; block: number },
  rng: Rng,
): { draft: Draft; entrance: Pt } {
  const draft = emptyDraft()
  const box = orientedBox(plot.outline)
  const entrance = mainEntrance(plot)
  if (use === 'park') {
    layPark(plot, draft, about, entrance, rng)
    return { draft, entrance }
  }
  const quarterTurn = Math.PI / 2
  let facing = box.angle % quarterTurn
  if (facing > quarterTurn / 2) facing -= quarterTurn
  if (use === 'primarySchool' || use === 'middleSchool')
    layTrack(plot, draft, box.angle, use === 'middleSchool' ? 1 : 0.62)
  const drive = add(entrance, scale(unit(sub(box.center, entrance)), between(box.center, entrance) * 0.9))
  plot.keepFree([entrance, drive], 5)
  draft.ways.push({ class: 'service', name: null, line: [entrance, drive] })
  for (const wish of WISHES[use])
    for (let n = 0; n < wish.count; n++) {
      const ring = findSpot(plot, wish, facing, box, use === 'mall' ? 10 : 8)
      if (!ring) continue
      plot.stand(ring)
      draft.buildings.push({
        ring,
        entrance: lerp(ring[0]!, ring[1]!, 0.5),
        floors: wish.floors,
        dwellings: 0,
        use: wish.use,
        role: wish.role,
        era: 'new',
        road: null,
        ...about,
      })
    }
  return { draft, entrance }
}

/** Where the ground opens to the quietest of its roads: the middle of its longest run. */
function mainEntrance(plot: Plot): Pt {
  let best: { meters: number; point: Pt } | null = null
  const n = plot.sides.length
  for (let i = 0; i < n;) {
    let j = i + 1
    while (j < n && plot.sides[j]!.line === plot.sides[i]!.line) j++
    const run = plot.sides.slice(i, j)
    const side = run[0]!
    i = j
    if (!['local', 'secondary', 'arterial'].includes(side.class)) continue
    const meters = run.reduce((sum, s) => sum + between(s.a, s.b), 0) * (side.class === 'arterial' ? 0.6 : 1)
    const middle = run[Math.floor(run.length / 2)]!
    const point = run.length % 2 ? lerp(middle.a, middle.b, 0.5) : lerp(middle.a, middle.b, 0.3)
    if (!best || meters > best.meters) best = { meters, point }
  }
  return best?.point ?? plot.outline[0]!
}

function findSpot(
  plot: Plot,
  wish: Wish,
  facing: number,
  box: ReturnType<typeof orientedBox>,
  gap: number,
): Pt[] | null {
  for (const shrinkBy of [1, 0.82, 0.66]) {
    let best: { far: number; ring: Pt[] } | null = null
    for (let i = -9; i <= 9; i++)
      for (let j = -9; j <= 9; j++) {
        const center = add(box.center, rotate([(i * box.long) / 20, (j * box.long) / 20], facing))
        for (const turn of wish.width > 1.6 * wish.depth && shrinkBy < 1 ? [0, Math.PI / 2] : [0]) {
          const ring = rectangle(center, wish.width * shrinkBy, wish.depth * shrinkBy, facing + turn)
          if (!plot.fits(ring, gap)) continue
          // rows fill from the north down, big single buildings take the middle
          const far =
            wish.count === 1 && wish.depth > 50 ? between(center, box.center) : -center[1] + Math.abs(i) * 2
          if (!best || far < best.far) best = { far, ring }
        }
      }
    if (best) return best.ring
  }
  return null
}

function layTrack(plot: Plot, draft: Draft, angle: number, size: number): void {
  const box = orientedBox(plot.outline)
  for (const shrinkBy of [1, 0.85, 0.7])
    for (const at of [-0.26, 0.26, -0.18, 0.18, 0])
      for (const turn of [Math.PI / 2, 0]) {
        const long = 150 * size * shrinkBy
        const wide = 80 * size * shrinkBy
        const center = add(box.center, rotate([at * box.long, 0], angle))
        const track: Pt[] = []
        for (let k = 0; k < 32; k++) {
          const t = (k / 32) * 2 * Math.PI
          const straight = Math.sign(Math.cos(t)) * (long - wide) * 0.5
          track.push(
            add(
              center,
              rotate([straight + (wide / 2) * Math.cos(t), (wide / 2) * Math.sin(t)], angle + turn),
            ),
          )
        }
        if (!plot.fits(track, 6)) continue
        plot.stand(track)
        draft.greens.push({ class: 'grass', name: '田径场', ring: track })
        return
      }
}

function layPark(
  plot: Plot,
  draft: Draft,
  about: { atom: number; block: number },
  entrance: Pt,
  rng: Rng,
): void {
  const box = orientedBox(plot.outline)
  const lake = oval(
    add(box.center, rotate([box.long * rng.between(-0.1, 0.1), 0], box.angle)),
    box.long * 0.19,
    box.short * 0.17,
    box.angle,
    rng,
  )
  const smoothLake = smoothLine([...lake, lake[0]!], 7).slice(0, -1)
  const hasLake = plot.fits(smoothLake, 6)
  if (hasLake) {
    plot.stand(smoothLake)
    draft.lakes.push(smoothLake)
  }
  const center = box.center
  // a round way between the lake and the edge, tied to the entrance
  const round: Pt[] = []
  for (let k = 0; k < 14; k++) {
    const t = (k / 14) * 2 * Math.PI
    for (let r = 0.46; r > 0.2; r -= 0.03) {
      const p = add(
        center,
        rotate([box.long * r * Math.cos(t), box.short * r * 1.02 * Math.sin(t)], box.angle),
      )
      if (plot.fits(rectangle(p, 5, 5, 0), 3)) {
        round.push(p)
        break
      }
    }
  }
  if (round.length > 5) {
    const way = smoothLine([...round, round[0]!], 12)
    way[way.length - 1] = way[0]!
    const nearest = way.reduce((best, p) => (between(p, entrance) < between(best, entrance) ? p : best))
    draft.ways.push(
      { class: 'path', name: null, line: way },
      { class: 'path', name: null, line: [entrance, nearest] },
    )
  }
  for (let n = 0; n < 9; n++) {
    const t = rng.between(0, 2 * Math.PI)
    const p = add(center, rotate([box.long * 0.36 * Math.cos(t), box.short * 0.36 * Math.sin(t)], box.angle))
    const grove = oval(p, rng.between(9, 18), rng.between(8, 14), t, rng)
    if (plot.fits(grove, 3)) draft.greens.push({ class: 'forest', name: null, ring: grove })
  }
  for (let n = 0, tries = 0; n < 2 && tries < 40; tries++) {
    const t = rng.between(0, 2 * Math.PI)
    const p = add(center, rotate([box.long * 0.3 * Math.cos(t), box.short * 0.3 * Math.sin(t)], box.angle))
    const ring = rectangle(p, 12, 8, box.angle)
    if (!plot.fits(ring, 3)) continue
    plot.stand(ring)
    n++
    draft.buildings.push({
      ring,
      entrance: lerp(ring[0]!, ring[1]!, 0.5),
      floors: 1,
      dwellings: 0,
      use: 'public',
      role: 'pavilion',
      era: 'mid',
      road: null,
      ...about,
    })
  }
}
