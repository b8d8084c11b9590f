/** The demo town's network: one connected whole, doors near it, compounds entered by their gates only. */
import { beforeAll, describe, expect, test } from 'vitest'
import { generateTown } from '../../../geodata/town/generateTown.ts'
import type { Town } from '../../../geodata/town/types.ts'
import { buildNetwork } from '../../../shared/network/buildNetwork.ts'
import { encodeNetwork, networkHash } from '../../../shared/network/networkFile.ts'
import { viewComponents, viewNetwork } from '../../../shared/network/networkView.ts'
import { BARRIER_KINDS, EDGE_FLAGS, WAY_KINDS } from '../../../shared/network/pedestrianRules.ts'
import { PROFILES } from '../../../shared/network/profiles.ts'
import { straightLineMeters } from '../../../shared/geo/straightLine.ts'
import { SnapIndex, Snapper } from '../../../shared/network/snapping.ts'

const OPTIONS = { seed: 1, size: 'town', today: '2026-11-24' } as const

describe.each([1, 2, 3])('the town of seed %i', (seed) => {
  let town: Town
  let built: ReturnType<typeof buildNetwork>
  let index: SnapIndex
  beforeAll(() => {
    town = generateTown({ ...OPTIONS, seed })
    built = buildNetwork(town.network)
    index = new SnapIndex(built.network)
  }, 60_000)

  test('hangs together, with crossings, lights, bridges and gates with hours', () => {
    const { network, report } = built
    expect(report.problem).toBeNull()
    expect(report.components[0]!.meters / report.meters).toBeGreaterThan(0.99)
    expect(report.nearMisses).toEqual([])
    expect(report.ignored).toEqual({})
    const kinds = new Set(Array.from(network.edgeKind, (kind) => WAY_KINDS[kind]!))
    for (const kind of ['mainRoad', 'residential', 'service', 'footway', 'crossing', 'gate'] as const)
      expect(kinds).toContain(kind)
    const flags = network.edgeFlags.reduce((all, own) => all | own, 0)
    expect(flags & EDGE_FLAGS.signal).toBeTruthy()
    expect(flags & EDGE_FLAGS.bridge).toBeTruthy()
    expect(network.gates.filter(({ hours }) => hours !== '').length).toBeGreaterThan(5)
    expect(network.gates.filter(({ name }) => /[东西南北]门$/u.test(name)).length).toBeGreaterThan(20)
  })

  test('has a way in sight near every door', () => {
    const snapper = new Snapper(index, viewNetwork(built.network, PROFILES.standard))
    const snaps = town.buildings.map(({ entrance }) => snapper.snap(entrance[0]!, entrance[1]!))
    const meters = snaps.map((snap) => snap?.meters ?? Infinity).sort((a, b) => a - b)
    expect(snaps.every((snap) => snap && !snap.isBehindBarrier && !snap.isOnIsland)).toBe(true)
    expect(meters[meters.length >> 1]!).toBeLessThan(8)
    expect(meters[Math.floor(meters.length * 0.95)]!).toBeLessThan(22)
  })

  test('is entered through gates only: with all of them closed, compounds are cut off', () => {
    const { network } = built
    const shut = new Map(network.gates.map((_, gate) => [gate, false]))
    const view = viewNetwork(network, PROFILES.standard, { gates: shut })
    const { ofNode } = viewComponents(view)
    let behind = 0
    for (let gate = 0; gate < network.gates.length; gate++) {
      const edge = network.edgeGate.indexOf(gate)
      if (edge >= 0 && ofNode[network.edgeFrom[edge]!] !== ofNode[network.edgeTo[edge]!]) behind++
    }
    expect(behind / network.gates.length).toBeGreaterThan(0.8)
  })

  test('has no way through a wall but at a gate', () => {
    const { network } = built
    const { edges, edgeOf, barriers } = index
    const walls = Array.from(network.barrierKind).filter((kind) => BARRIER_KINDS[kind] === 'wall').length
    expect(walls).toBeGreaterThan(30)
    // walls come before waters
    const wallSegments = network.barrierStart[walls]! - walls
    const [e, w] = [edges.segments, barriers.segments]
    const through: string[] = []
    for (let s = 0; s < e.count; s++) {
      const [ax, ay, bx, by] = [e.ax[s]!, e.ay[s]!, e.bx[s]!, e.by[s]!]
      const box = [Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by)] as const
      barriers.search(...box, (b) => {
        if (b >= wallSegments) return
        const [cx, cy, dx, dy] = [w.ax[b]!, w.ay[b]!, w.bx[b]!, w.by[b]!]
        const det = (bx - ax) * (dy - cy) - (by - ay) * (dx - cx)
        const t = ((cx - ax) * (dy - cy) - (cy - ay) * (dx - cx)) / det
        const u = ((cx - ax) * (by - ay) - (cy - ay) * (bx - ax)) / det
        if (!(t >= 0 && t <= 1 && u >= 0 && u <= 1)) return
        const [lon, lat] = [(ax + t * (bx - ax)) / 1e7, (ay + t * (by - ay)) / 1e7]
        const nearest = Math.min(
          ...network.gates.map((gate) => straightLineMeters(lon, lat, gate.lon, gate.lat)),
        )
        if (nearest > 0.5) through.push(`${network.names[network.edgeName[edgeOf[s]!]!]!} ${lon} ${lat}`)
      })
    }
    expect(through).toEqual([])
  })
})

test('the same town gives the same file', () => {
  const hashes = [1, 1, 2].map((seed) =>
    networkHash(encodeNetwork(buildNetwork(generateTown({ ...OPTIONS, seed }).network).network)),
  )
  expect(hashes[0]).toBe(hashes[1])
  expect(hashes[2]).not.toBe(hashes[0])
}, 60_000)
