/**
 * Searches against pgRouting on the same graph, which somebody else wrote: the demo town and every real network at
 * hand, from places in the middle of edges, for every kind of cost. Costs are whole numbers, so equal means equal.
 */
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { generateTown } from '../../geodata/town/generateTown.ts'
import { readNetworkWays } from '../../server/ingest/osm/networkWays.ts'
import { buildNetwork } from '../../shared/network/buildNetwork.ts'
import { CLOSED, type NetworkView, UNREACHED, viewNetwork } from '../../shared/network/networkView.ts'
import { PROFILES } from '../../shared/network/profiles.ts'
import { LARGEST_LIMIT, type PlaceOnEdge, WalkSearch } from '../../shared/network/search.ts'
import type { WalkNetwork } from '../../shared/network/walkNetwork.ts'
import { dijkstraCost, distancesFromPlace, hasPgRouting, loadGraph } from '../fixtures/pgRouting.ts'
import { seededRandom } from '../fixtures/seededRandom.ts'
import { itWithShared, REAL_NETWORKS } from '../fixtures/sharedData.ts'
import { createServerDatabase, hasDatabase, isServerDatabase } from './harness.ts'

const QUARTER_HOUR = 900_000
const TARGETS = 40
/** pgRouting reads the whole graph for every question: half a second on a large one. */
const LARGE_NODES = 20_000

const isThere = isServerDatabase && hasDatabase && (await isInstalled())
const title = isThere
  ? 'pgRouting'
  : isServerDatabase
    ? 'pgRouting (postgresql-15-pgrouting is not installed here)'
    : 'pgRouting (runs on a PostgreSQL server only)'

async function isInstalled(): Promise<boolean> {
  const client = new pg.Client(process.env.QUARTERHOUR_TEST_POSTGRES)
  await client.connect()
  try {
    return await hasPgRouting(client)
  } finally {
    await client.end()
  }
}

/** Places on edges that may be walked, most of them in the middle of one. */
function randomPlaces(
  { network, forward, backward }: NetworkView,
  count: number,
  seed: number,
): PlaceOnEdge[] {
  const random = seededRandom(seed)
  const places: PlaceOnEdge[] = []
  while (places.length < count) {
    const edge = Math.floor(random() * network.edgeCount)
    if (forward[edge] === CLOSED && backward[edge] === CLOSED) continue
    places.push({ edge, offset: Math.floor(random() * (network.edgeLength[edge]! + 1)) })
  }
  return places
}

function costsWithin(search: WalkSearch): Map<number, number> {
  const costs = new Map<number, number>()
  for (let i = 0; i < search.reachedCount; i++)
    costs.set(search.reached[i]!, search.nodeCost(search.reached[i]!))
  return costs
}

/** Nodes that one of the two does not have, or costs otherwise. */
const differences = (ours: Map<number, number>, theirs: Map<number, number>): number[] =>
  [...new Set([...ours.keys(), ...theirs.keys()])].filter((node) => ours.get(node) !== theirs.get(node))

describe.skipIf(!isThere)(title, () => {
  let client: pg.Client
  let drop: () => Promise<void>

  beforeAll(async () => {
    const database = await createServerDatabase()
    drop = database.drop
    client = new pg.Client(database.url)
    await client.connect()
    await client.query('create extension pgrouting cascade')
  })
  afterAll(async () => {
    await client?.end()
    await drop?.()
  })

  /** Compares every node within 15 minutes, within reach, and some targets, from several places. */
  async function compare(network: WalkNetwork): Promise<void> {
    const isLarge = network.nodeCount > LARGE_NODES
    const profiles = isLarge ? [PROFILES.standard] : [PROFILES.standard, PROFILES.pram, null]
    for (const profile of profiles) {
      const view = viewNetwork(network, profile)
      await loadGraph(client, view)
      const search = new WalkSearch(view)
      let settled = 0
      for (const place of randomPlaces(view, isLarge ? 3 : 5, 8415)) {
        search.run([place], QUARTER_HOUR)
        // a limit that one node just keeps to
        const exactly = Math.max(0, ...costsWithin(search).values())
        for (const limit of [exactly, LARGEST_LIMIT]) {
          search.run([place], limit)
          const ours = costsWithin(search)
          expect(differences(ours, await distancesFromPlace(client, view, place, limit))).toEqual([])
          settled += ours.size
        }
        const random = seededRandom(place.edge)
        const targets = Array.from({ length: TARGETS }, () => Math.floor(random() * network.nodeCount))
        const theirs = await dijkstraCost(client, view, place, targets)
        for (const node of targets) expect(search.nodeCost(node)).toBe(theirs.get(node) ?? UNREACHED)
      }
      expect(settled).toBeGreaterThan(100)
    }
  }

  test('costs the demo town as we do', async () => {
    const { network: source } = generateTown({ seed: 8415, size: 'town', today: '2026-11-24' })
    await compare(buildNetwork(source).network)
  })

  for (const path of REAL_NETWORKS)
    itWithShared(`costs ${path} as we do`, path, async (full) => {
      await compare(buildNetwork(await readNetworkWays(full, path)).network)
    })
})
