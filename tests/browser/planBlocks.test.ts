/** A planner who works on streets and blocks: one click gives a block, a sweep several, a street parts a grid. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pointWithin } from '../../client/plans/foundGround.ts'
import type { DemandColumns } from '../../shared/circles/circleInput.ts'
import { areaSquareMeters, ringsOf } from '../../shared/coverage/areaPolygons.ts'
import { type Coverage, coverageOf } from '../../shared/coverage/coverage.ts'
import { decodeNetwork } from '../../shared/network/networkFile.ts'
import type { WalkNetwork } from '../../shared/network/walkNetwork.ts'
import { BesideStreets } from '../../shared/plans/besideStreets.ts'
import { type BlockGround, giftFault } from '../../shared/plans/blockGift.ts'
import type { OpenPlan, PlanFootprints } from '../../shared/plans/planRecord.ts'
import { StreetCuts } from '../../shared/plans/streetCut.ts'
import { type Blocks, makeBuildingGrounds } from '../../shared/zoning/blocks.ts'
import { linesOfNetwork } from '../../shared/zoning/linesOfNetwork.ts'
import { accessFaults, openServerAndBrowser, untilMapRests, type OpenPage } from './openPage.ts'

const SLOW = { timeout: 30_000 } as const
let site: OpenPage

beforeAll(async () => {
  site = await openServerAndBrowser()
})

afterAll(async () => {
  await site?.close()
})

async function ask<Answer>(page: Page, procedure: string, input: object = {}): Promise<Answer> {
  const query = encodeURIComponent(JSON.stringify(input))
  const answer = await page.request.get(`${site.url}/trpc/${procedure}?input=${query}`)
  return ((await answer.json()) as { result: { data: Answer } }).result.data
}
const planOnServer = (page: Page): Promise<OpenPlan> =>
  ask(page, 'plan.open', { id: new URL(page.url()).searchParams.get('plans.plan')! })
const coverageIn = ({ document }: OpenPlan): Coverage => coverageOf(document.arcs)
const untilSaved = (page: Page): Promise<void> =>
  page.getByRole('status').filter({ hasText: '已保存' }).waitFor()

interface Ground {
  network: WalkNetwork
  blocks: Blocks
  ground: BlockGround
}

/** The ground of each building, cut here as the page does it. */
async function groundOf(page: Page, plan: OpenPlan): Promise<Ground> {
  const { hash } = await ask<{ hash: string }>(page, 'network.current')
  const file = await page.request.get(`${site.url}/network/${hash}.bin`)
  const network = decodeNetwork(new Uint8Array(await file.body()))
  const { lonLat, people } = await ask<DemandColumns>(page, 'circle.demand')
  const areas = new Set(plan.document.grids.map(({ key }) => key))
  const homes = { lonLat, households: people.households, residents: people.residents }
  const buildings = await ask<PlanFootprints>(page, 'plan.footprints', { id: plan.id })
  const blocks = makeBuildingGrounds(coverageIn(plan), areas, linesOfNetwork(network), homes, buildings)
  const pairs = blocks.borders.map(({ one, other }) => [one, other] as const)
  return { network, blocks, ground: { area: blocks.area, pairs } }
}

type Place = { x: number; y: number }

/** Pixels of the page at places of the map in degrees; null where something else lies over it. */
const onMap = (page: Page, places: (readonly [number, number])[]): Promise<(Place | null)[]> =>
  page.evaluate(
    (all) => {
      const map = Reflect.get(window, 'quarterhourMap') as {
        project: (at: [number, number]) => Place
        getContainer: () => HTMLElement
      }
      const { left, top } = map.getContainer().getBoundingClientRect()
      return all.map(([lon, lat]) => {
        const { x, y } = map.project([lon!, lat!])
        const at = { x: left + x, y: top + y }
        return document.elementFromPoint(at.x, at.y) instanceof HTMLCanvasElement ? at : null
      })
    },
    places as [number, number][],
  )

const withinBlock = (blocks: Blocks, block: number): [number, number] => {
  const [x, y] = pointWithin(blocks.shapes[block]!.coordinates[0]!)
  return [x / 1e7, y / 1e7]
}

async function begin(page: Page, name: string): Promise<{ key: string; name: string; plan: OpenPlan }> {
  await page.getByRole('button', { name: '新建方案' }).first().click()
  await page.getByRole('textbox', { name: '名称', exact: true }).fill(name)
  await page.getByLabel('范围').selectOption({ label: '翠湖社区' })
  await page.getByRole('button', { name: '开始' }).click()
  await page.getByRole('heading', { name }).waitFor()
  await page.getByText('换网格的人').waitFor()
  // The grid at the top of the table: the one with most households.
  await page.getByRole('grid', { name: '网格' }).locator('[data-index="0"]').click()
  const picked = await page.getByLabel('网格名称').inputValue()
  const plan = await planOnServer(page)
  await untilMapRests(page)
  return { key: plan.document.grids.find((grid) => grid.name === picked)!.key, name: picked, plan }
}

const touched = (page: Page) => page.getByRole('table', { name: '改了以后' })
const undo = (page: Page) => page.getByRole('button', { name: '撤销', exact: true })

/** The tool of blocks with the ground of buildings, and the neighbours of the picked grid in sight. */
async function takeBuildings(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: '划块' }).click()
  await page.getByRole('radiogroup', { name: '一次划多大' }).getByText('楼栋').click()
  await page.evaluate(() => {
    const map = Reflect.get(window, 'quarterhourMap') as {
      getZoom: () => number
      jumpTo: (to: { zoom: number }) => void
    }
    map.jumpTo({ zoom: map.getZoom() - 1 })
  })
  await page.getByText(/按楼栋切成 \d+ 块/).waitFor()
  expect(await page.getByLabel('划入', { exact: true }).locator('option:checked').textContent()).toBe(name)
}

/** Households of a grid as the table of what changes has them. */
async function householdsIn(page: Page, name: string): Promise<number> {
  const row = touched(page)
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name, exact: true }) })
  const text = await row.getByRole('cell').first().textContent()
  return Number(/^[\d,]+/.exec(text!)![0].replaceAll(',', ''))
}
const householdsOf = async (page: Page, name: string): Promise<number> => {
  const text = await page.getByRole('region', { name, exact: true }).locator('dd').first().textContent()
  return Number(/^[\d,]+/.exec(text!)![0].replaceAll(',', ''))
}

describe('streets and blocks of a plan', () => {
  it('give a block by one click, say what cannot be given, and let a block of one’s own go', async () => {
    const { page, complaints } = await site.open('/?place=plans')
    const { key, name, plan } = await begin(page, '划一块')
    const before = await householdsOf(page, name)
    const { blocks, ground } = await groundOf(page, plan)
    await takeBuildings(page, name)
    const all = Array.from({ length: blocks.count }, (_, block) => block)
    const places = await onMap(
      page,
      all.map((block) => withinBlock(blocks, block)),
    )
    const fault = (block: number) => giftFault(ground, new Set([block]), key)
    const wanted = all.find(
      (block) =>
        places[block] && blocks.area[block] !== key && !fault(block) && blocks.households[block]! > 5,
    )!
    const refused = all.find((block) => places[block] && blocks.area[block] !== key && fault(block))!

    await page.mouse.move(places[refused]!.x, places[refused]!.y)
    await page
      .getByRole('alert')
      .filter({ hasText: /不能划|一块不剩/ })
      .waitFor()
    await page.mouse.click(places[refused]!.x, places[refused]!.y)
    await page.mouse.move(places[wanted]!.x, places[wanted]!.y)
    const expected = before + Math.round(blocks.households[wanted]!)
    await expect.poll(() => householdsIn(page, name), SLOW).toBeGreaterThanOrEqual(expected - 1)
    expect(await householdsIn(page, name)).toBeLessThanOrEqual(expected + 1)
    expect((await planOnServer(page)).version).toBe(0)
    expect(await accessFaults(page)).toEqual([])

    await page.mouse.click(places[wanted]!.x, places[wanted]!.y)
    await expect
      .poll(async () => (await planOnServer(page)).edits.map(({ what }) => what), SLOW)
      .toEqual(['give'])
    await untilSaved(page)
    const given = await planOnServer(page)
    const gained = areaSquareMeters(coverageIn(given), key) - areaSquareMeters(coverageIn(plan), key)
    expect(gained / blocks.squareMeters[wanted]!).toBeCloseTo(1, 2)
    expect(given.document.grids).toEqual(plan.document.grids)

    // It is its own now: picked, and sent back to where it came from.
    await page.getByText(/按楼栋切成 \d+ 块/).waitFor()
    await page.mouse.click(places[wanted]!.x, places[wanted]!.y)
    const giver = plan.document.grids.find((grid) => grid.key === blocks.area[wanted])!.name
    await page
      .getByRole('group', { name: '选中的一块' })
      .getByRole('button', { name: `划给${giver}` })
      .click()
    await expect.poll(async () => (await planOnServer(page)).version, SLOW).toBe(2)
    await expect.poll(() => householdsOf(page, name), SLOW).toBe(before)
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('are swept over, and come as one step', async () => {
    const { page, complaints } = await site.open('/?place=plans')
    const { key, name, plan } = await begin(page, '扫过几块')
    const before = await householdsOf(page, name)
    const { blocks, ground } = await groundOf(page, plan)
    await takeBuildings(page, name)
    const inside = Array.from({ length: blocks.count }, (_, block) => withinBlock(blocks, block))
    const places = await onMap(page, inside)
    // Straight from the one to the other, over nothing else.
    const isStraight = (one: number, other: number): boolean =>
      Array.from({ length: 41 }, (_, i) => i / 40).every((share) => {
        const [lon, lat] = [0, 1].map(
          (k) => inside[one]![k]! + share * (inside[other]![k]! - inside[one]![k]!),
        )
        return [one, other].includes(blocks.blockOf(lon!, lat!))
      })
    const [one, other] = ground.pairs.find(
      ([a, b]) =>
        [a, b].every((block) => places[block] && blocks.area[block] !== key) &&
        !giftFault(ground, new Set([a, b]), key) &&
        blocks.households[a]! + blocks.households[b]! > 5 &&
        isStraight(a, b),
    )!
    await page.mouse.move(places[one]!.x, places[one]!.y)
    await page.mouse.down()
    await page.mouse.move(places[other]!.x, places[other]!.y, { steps: 12 })
    const both = before + Math.round(blocks.households[one]! + blocks.households[other]!)
    await expect
      .poll(async () => Math.abs((await householdsIn(page, name)) - both), SLOW)
      .toBeLessThanOrEqual(1)
    // Not let go yet: nothing is saved.
    expect((await planOnServer(page)).version).toBe(0)
    await page.mouse.up()
    await expect.poll(async () => (await planOnServer(page)).version, SLOW).toBe(1)
    await untilSaved(page)
    const swept = await planOnServer(page)
    expect(swept.edits.map(({ what }) => what)).toEqual(['give'])
    const gained = areaSquareMeters(coverageIn(swept), key) - areaSquareMeters(coverageIn(plan), key)
    expect(gained / (blocks.squareMeters[one]! + blocks.squareMeters[other]!)).toBeCloseTo(1, 2)
    expect(Math.abs((await householdsOf(page, name)) - both)).toBeLessThanOrEqual(1)
    await undo(page).click()
    await expect.poll(async () => (await planOnServer(page)).version, SLOW).toBe(2)
    expect((await planOnServer(page)).document).toEqual(plan.document)
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('part a grid along the street that is pointed at', async () => {
    const { page, complaints } = await site.open('/?place=plans')
    const { key, name, plan } = await begin(page, '沿路拆开')
    const before = await householdsOf(page, name)
    const { network } = await groundOf(page, plan)
    await page.getByRole('button', { name: '沿路拆' }).click()
    // A street that parts the grid, at a place that is to be seen.
    const cuts = new StreetCuts(network)
    const rings = ringsOf(coverageIn(plan), key)
    const { edgeFrom, edgeTo, nodeLon, nodeLat } = network
    const middles = Array.from({ length: network.edgeCount }, (_, edge): [number, number] => [
      Math.round((nodeLon[edgeFrom[edge]!]! + nodeLon[edgeTo[edge]!]!) / 2),
      Math.round((nodeLat[edgeFrom[edge]!]! + nodeLat[edgeTo[edge]!]!) / 2),
    ])
    const parting = middles.filter((at) => cuts.through(rings, at, 2).ok)
    expect(parting.length).toBeGreaterThan(0)
    const places = await onMap(
      page,
      parting.map(([x, y]) => [x / 1e7, y / 1e7] as const),
    )
    const at = places.find((place) => place !== null)!
    await page.mouse.move(at.x, at.y)
    await expect.poll(() => touched(page).getByRole('row').count(), SLOW).toBe(3)
    const [half, other] = [await householdsIn(page, name), await householdsIn(page, `${name}·新`)]
    expect(Math.abs(half + other - before)).toBeLessThanOrEqual(1)
    expect((await planOnServer(page)).version).toBe(0)
    expect(await accessFaults(page)).toEqual([])
    // Escape puts it out, the pointer lights it again.
    await page.keyboard.press('Escape')
    await touched(page).waitFor({ state: 'detached' })
    await page.mouse.move(at.x + 1, at.y)
    await touched(page).waitFor()
    await page.mouse.click(at.x, at.y)
    await expect.poll(async () => (await planOnServer(page)).version, SLOW).toBe(1)
    const split = await planOnServer(page)
    expect(split.edits.map(({ what }) => what)).toEqual(['split'])
    expect(split.document.grids).toHaveLength(plan.document.grids.length + 1)
    const fresh = split.document.grids.find(({ code }) => code === null)!
    expect(await householdsOf(page, name)).toBe(half)
    // The border between the two runs where streets run.
    const streets = new BesideStreets(Object.values(linesOfNetwork(network)).flat())
    const between = split.document.arcs
      .filter(({ left, right }) => [left, right].includes(key) && [left, right].includes(fresh.key))
      .map(({ line }) => streets.measure(line))
    const meters = between.reduce((sum, one) => sum + one.meters, 0)
    const off = between.reduce((sum, one) => sum + one.offMeters, 0)
    expect(meters).toBeGreaterThan(50)
    expect(off / meters).toBeLessThan(0.02)
    await undo(page).click()
    await expect.poll(async () => (await planOnServer(page)).document, SLOW).toEqual(plan.document)
    expect(complaints).toEqual([])
    await page.context().close()
  })
})
