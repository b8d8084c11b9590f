/** A planner at work: from today's grids to other borders, with the load in sight, nothing lost by a reload. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DemandColumns } from '../../shared/circles/circleInput.ts'
import type { OpenPlan } from '../../shared/plans/planRecord.ts'
import { accessFaults, openServerAndBrowser, untilMapRests, type OpenPage } from './openPage.ts'

const SLOW = { timeout: 30_000 } as const
let site: OpenPage

beforeAll(async () => {
  site = await openServerAndBrowser()
})

afterAll(async () => {
  await site?.close()
})

const planOnServer = async (page: Page): Promise<OpenPlan> => {
  const id = new URL(page.url()).searchParams.get('plans.plan')!
  const query = encodeURIComponent(JSON.stringify({ id }))
  const answer = await page.request.get(`${site.url}/trpc/plan.open?input=${query}`)
  return ((await answer.json()) as { result: { data: OpenPlan } }).result.data
}

const untilSaved = async (page: Page): Promise<void> => {
  await page.getByRole('status').filter({ hasText: '已保存' }).waitFor()
}

/** Pixels of the page at a place of the map. */
const onPage = async (page: Page, [x, y]: readonly [number, number]): Promise<{ x: number; y: number }> =>
  page.evaluate(
    ([lon, lat]) => {
      const map = Reflect.get(window, 'quarterhourMap') as {
        project: (at: [number, number]) => { x: number; y: number }
        getContainer: () => HTMLElement
      }
      const { left, top } = map.getContainer().getBoundingClientRect()
      const at = map.project([lon, lat])
      return { x: left + at.x, y: top + at.y }
    },
    [x / 1e7, y / 1e7] as [number, number],
  )

/** Corners of a grid; the figure at the top of its section. */
const boxOf = ({ document }: OpenPlan, key: string): [number, number, number, number] => {
  const lines = document.arcs
    .filter(({ left, right }) => (left === key || right === key) && left !== right)
    .map(({ line }) => line)
  const xs = lines.flatMap((line) => line.filter((_, i) => i % 2 === 0))
  const ys = lines.flatMap((line) => line.filter((_, i) => i % 2 === 1))
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]
}
const households = async (page: Page, name: string): Promise<number> => {
  const text = await page.getByRole('region', { name, exact: true }).locator('dd').first().textContent()
  return Number(/^[\d,]+/.exec(text!)![0].replace(/,/g, ''))
}
/** Of a grid of today, in whole steps. */
async function nearestHome(
  page: Page,
  code: string,
  [x, y]: readonly [number, number],
): Promise<[number, number]> {
  const answer = await page.request.get(`${site.url}/trpc/circle.demand?input=%7B%7D`)
  const { lonLat, unit, units, people } = ((await answer.json()) as { result: { data: DemandColumns } })
    .result.data
  const homes = unit.flatMap((index, i): [number, number][] =>
    units[index]!.code === code && people.households[i]! > 0
      ? [[lonLat[2 * i]! * 1e7, lonLat[2 * i + 1]! * 1e7]]
      : [],
  )
  const off = ([hx, hy]: [number, number]): number => Math.hypot(hx - x, hy - y)
  return homes.reduce((best, home) => (off(home) < off(best) ? home : best))
}
const undo = (page: Page) => page.getByRole('button', { name: '撤销', exact: true })

async function begin(page: Page, name: string, scope: string): Promise<void> {
  await page.getByRole('button', { name: '新建方案' }).first().click()
  await page.getByRole('textbox', { name: '名称', exact: true }).fill(name)
  await page.getByLabel('范围').selectOption({ label: scope })
  await page.getByRole('button', { name: '开始' }).click()
  await page.getByRole('heading', { name }).waitFor()
  await page.getByText('换网格的人').waitFor()
  await untilMapRests(page)
}

/** The grid at the top of the table: the one with most households. */
async function pickLargest(page: Page): Promise<{ key: string; name: string; plan: OpenPlan }> {
  await page.getByRole('grid', { name: '网格' }).locator('[data-index="0"]').click()
  const name = await page.getByLabel('网格名称').inputValue()
  const plan = await planOnServer(page)
  const key = plan.document.grids.find((grid) => grid.name === name)!.key
  await page.waitForTimeout(400)
  return { key, name, plan }
}

describe('plans of grids', () => {
  it('begin from today, are split, merged and undone, and are found again after a reload', async () => {
    const { page, complaints } = await site.open('/?place=plans')
    await begin(page, '明年的网格', '翠湖社区')
    expect(await accessFaults(page)).toEqual([])
    const { key, name, plan } = await pickLargest(page)
    const before = await households(page, name)
    expect(before).toBeGreaterThan(500)

    // Across its middle, from beyond one border to beyond the other.
    await page.getByRole('button', { name: '拆分' }).click()
    const [west, south, east, north] = boxOf(plan, key)
    const middle = Math.round((south + north) / 2)
    const from = await onPage(page, [west - 1500, middle])
    const to = await onPage(page, [east + 1500, middle])
    await page.keyboard.down('Alt')
    await page.mouse.click(from.x, from.y)
    await page.mouse.click(to.x, to.y)
    await page.keyboard.up('Alt')
    await page.getByText('已画 2 点').waitFor()
    await page.getByText(/会从 \d+ 栋楼中间穿过/).waitFor()
    await page.getByRole('button', { name: '完成' }).click()
    await expect.poll(() => households(page, name), SLOW).toBeLessThan(before)
    await page.getByText(/会从 \d+ 栋楼中间穿过/).waitFor({ state: 'hidden' })
    await untilSaved(page)
    const split = await planOnServer(page)
    expect(split.document.grids).toHaveLength(plan.document.grids.length + 1)
    expect(split.edits.map(({ what }) => what)).toEqual(['split'])
    const half = await households(page, name)
    const other = split.document.grids.find(({ code }) => code === null)!
    expect(other.name).toBe(`${name}·新`)
    // The new one is picked where it lies.
    const [w, so, e, n] = boxOf(split, other.key)
    const within = await onPage(page, [Math.round((w + e) / 2), Math.round((so + n) / 2)])
    await page.mouse.click(within.x, within.y)
    await page.getByRole('region', { name: other.name, exact: true }).waitFor()
    expect((await households(page, other.name)) + half).toBe(before)
    expect(await accessFaults(page)).toEqual([])

    // A reload keeps it, and what can be undone.
    await page.reload()
    await page.getByText('换网格的人').waitFor()
    await expect.poll(() => undo(page).isEnabled()).toBe(true)
    await untilMapRests(page)
    const again = await onPage(page, [Math.round((w + e) / 2), Math.round((so + n) / 2)])
    await page.mouse.click(again.x, again.y)
    await page.getByRole('region', { name: other.name, exact: true }).waitFor()
    await page.getByLabel('相邻网格').selectOption({ label: name })
    await page.getByRole('button', { name: '并入本网格' }).click()
    await expect.poll(() => households(page, other.name), SLOW).toBe(before)
    await page.keyboard.press('Control+z')
    await expect.poll(() => households(page, other.name), SLOW).toBe(before - half)
    await untilSaved(page)
    await undo(page).click()
    await untilSaved(page)
    await expect.poll(async () => (await planOnServer(page)).document, SLOW).toEqual(plan.document)
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('count what a grid holds while a corner of its border is dragged', async () => {
    const { page, complaints } = await site.open('/?place=plans')
    await begin(page, '拖动边界', '翠湖社区')
    const { key, name, plan } = await pickLargest(page)
    const before = await households(page, name)
    // The longest straight piece of a border with another grid of the community.
    const pieces = plan.document.arcs
      .filter(({ left, right }) => (left === key || right === key) && left !== '' && right !== '')
      .flatMap(({ line }) =>
        Array.from({ length: line.length / 2 - 1 }, (_, i) => line.slice(2 * i, 2 * i + 4)),
      )
    const [x1, y1, x2, y2] = pieces.reduce((longest, piece) =>
      Math.hypot(piece[2]! - piece[0]!, piece[3]! - piece[1]!) >
      Math.hypot(longest[2]! - longest[0]!, longest[3]! - longest[1]!)
        ? piece
        : longest,
    ) as [number, number, number, number]
    const middle = [(x1 + x2) / 2, (y1 + y2) / 2] as const
    // Over the nearest home of the grid and a little further: it lies in the wedge then.
    const [lon, lat] = await nearestHome(page, key, middle)
    const start = await onPage(page, middle)
    const beyond = await onPage(page, [lon + (lon - middle[0]) * 0.4, lat + (lat - middle[1]) * 0.4])
    await page.mouse.move(start.x, start.y)
    await page.mouse.down()
    await page.keyboard.down('Alt')
    await page.mouse.move((start.x + beyond.x) / 2, (start.y + beyond.y) / 2, { steps: 4 })
    await page.mouse.move(beyond.x, beyond.y, { steps: 4 })
    // Not let go yet: the figures are there, nothing is saved.
    await expect.poll(() => households(page, name), SLOW).toBeLessThan(before)
    expect((await planOnServer(page)).version).toBe(0)
    await page.mouse.up()
    await page.keyboard.up('Alt')
    await untilSaved(page)
    const after = await households(page, name)
    expect(after).toBeLessThan(before)
    expect((await planOnServer(page)).edits.map(({ what }) => what)).toEqual(['insert'])
    await undo(page).click()
    await expect.poll(() => households(page, name), SLOW).toBe(before)
    await page.getByRole('button', { name: '重做' }).click()
    await expect.poll(() => households(page, name), SLOW).toBe(after)
    await untilSaved(page)
    // Without the pointer: a corner is walked to and moved by keys.
    const { version } = await planOnServer(page)
    for (let i = 0; i < 30; i++) {
      await page.getByRole('button', { name: '下一个' }).click()
      await page.getByRole('button', { name: '下一个' }).press('ArrowRight')
      if (await page.getByRole('alert').count()) continue
      break
    }
    await untilSaved(page)
    await expect.poll(async () => (await planOnServer(page)).version, SLOW).toBe(version + 1)
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('are proposed for a community: looked at, taken, undone', async () => {
    const { page, complaints } = await site.open('/?place=plans')
    await begin(page, '更均衡', '翠湖社区')
    const before = await planOnServer(page)
    await page.getByRole('button', { name: '找建议' }).click()
    await page.getByText(/找到 \d+ 份/).waitFor({ timeout: 60_000 })
    const rows = page
      .getByRole('row')
      .filter({ has: page.getByRole('button', { name: '采用', exact: true }) })
    expect(await rows.count()).toBeGreaterThan(1)
    const first = rows.first()
    const moved = Number((await first.getByRole('cell').nth(1).textContent())!.replace(/,/g, ''))
    expect(moved).toBeGreaterThan(0)
    // Looked at, nothing is saved.
    await first.getByRole('button', { name: '看', exact: true }).click()
    await page.getByText(`占`, { exact: false }).first().waitFor()
    expect((await planOnServer(page)).version).toBe(0)
    await first.getByRole('button', { name: '采用', exact: true }).click()
    await untilSaved(page)
    await expect.poll(async () => (await planOnServer(page)).version, SLOW).toBe(1)
    const taken = await planOnServer(page)
    expect(taken.edits.map(({ what }) => what)).toEqual(['proposal'])
    expect(taken.document.grids).toHaveLength(before.document.grids.length)
    // The panel of a phone is another one: what was done is there, and can be undone.
    await page.setViewportSize({ width: 390, height: 844 })
    await undo(page).click()
    await expect.poll(async () => (await planOnServer(page)).version, SLOW).toBe(2)
    expect((await planOnServer(page)).document).toEqual(before.document)
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('say what cannot be done, and keep edits while the line is down', async () => {
    const { page } = await site.open('/?place=plans')
    await begin(page, '没有网络', '翠湖社区')
    const { key, name } = await pickLargest(page)
    await page.getByRole('button', { name: '拆分' }).click()
    await page.getByRole('button', { name: '在地图中心加点' }).click()
    expect(await page.getByRole('button', { name: '完成' }).isDisabled()).toBe(true)
    await page.getByRole('button', { name: '退回一点' }).click()
    await page.getByRole('button', { name: '移动边界' }).click()
    await page.context().setOffline(true)
    await page.getByLabel('网格名称').fill('翠湖社区第8网格甲')
    await page.getByRole('button', { name: '改名' }).click()
    await page.getByText('连不上，1 处修改等待保存').waitFor()
    await page.context().setOffline(false)
    await untilSaved(page)
    const { document } = await planOnServer(page)
    expect(document.grids.find((grid) => grid.key === key)!.name).toBe('翠湖社区第8网格甲')
    expect(name).not.toBe('翠湖社区第8网格甲')
    await page.context().close()
  })
})
