/** Two plans beside each other: the table tells of each what its own page tells, the map who goes where. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessFaults, openServerAndBrowser, untilMapRests, type OpenPage } from './openPage.ts'

const SLOW = { timeout: 60_000 } as const
let site: OpenPage

beforeAll(async () => {
  site = await openServerAndBrowser()
})

afterAll(async () => {
  await site?.close()
})

const number = (text: string | null): number => Number(/[\d,]+/.exec(text ?? '')![0].replace(/,/g, ''))

const tab = (page: Page, name: string) =>
  page.getByRole('radiogroup', { name: '方案', exact: true }).getByText(name, { exact: true })

/** What the page of a plan tells of it. */
interface Told {
  workSpread: string
  spread: string
  grid: string
  walk: string
  households: number
}

/** A plan in which the n-th largest grid takes over its first neighbour, and what its page tells. */
async function merged(page: Page, name: string, index: number): Promise<Told> {
  await page.goto(`${site.url}/?place=plans`)
  await page.getByRole('button', { name: '新建方案' }).first().click()
  await page.getByRole('textbox', { name: '名称', exact: true }).fill(name)
  await page.getByLabel('范围').selectOption({ label: '翠湖社区' })
  await page.getByRole('button', { name: '开始' }).click()
  await page.getByRole('heading', { name }).waitFor()
  await page.getByText('换网格的人').waitFor()
  await untilMapRests(page)
  await page.getByRole('grid', { name: '网格' }).locator(`[data-index="${index}"]`).click()
  const grid = await page.getByLabel('网格名称').inputValue()
  const region = page.getByRole('region', { name: grid, exact: true })
  const households = async () => number(await region.locator('dd').first().textContent())
  const before = await households()
  await page.getByLabel('相邻网格').selectOption({ index: 1 })
  await page.getByRole('button', { name: '并入本网格' }).click()
  await expect.poll(households, SLOW).toBeGreaterThan(before)
  await page.getByRole('status').filter({ hasText: '已保存' }).waitFor()
  const walk = region
    .locator('dl > div')
    .filter({ has: page.locator('dt', { hasText: '步行穿越' }) })
    .locator('dd')
  await expect.poll(() => walk.textContent(), SLOW).toMatch(/^[\d.]+ 分钟$/)
  await expect.poll(() => page.getByText('正在算').count(), SLOW).toBe(0)
  const stat = (label: string) =>
    page
      .locator('span', { hasText: new RegExp(`^${label}$`) })
      .locator('xpath=following-sibling::span[1]')
      .textContent()
  return {
    workSpread: (await stat('工作量离散'))!,
    spread: (await stat('负荷离散'))!,
    grid,
    walk: /^[\d.]+/.exec((await walk.textContent())!)![0],
    households: await households(),
  }
}

/** Cells of a row of a table: the first division, the second, the change. */
const cells = (page: Page, table: string, row: string): Promise<string[]> =>
  page
    .getByRole('table', { name: table, exact: true })
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader').filter({ hasText: row }) })
    .first()
    .getByRole('cell')
    .allTextContents()

describe('two plans compared', () => {
  it('tell of each what its own page tells, and who goes where between them', async () => {
    const { page, complaints } = await site.open('/?place=plans')
    const first = await merged(page, '甲案', 0)
    const second = await merged(page, '乙案', 3)
    expect(second.grid).not.toBe(first.grid)
    expect(second.workSpread).not.toBe(first.workSpread)
    await tab(page, '比较').click()
    await page.getByLabel('与什么比').selectOption({ label: '方案“甲案”' })
    const who = page.getByRole('region', { name: '谁换了网格' })
    await expect.poll(() => who.getByRole('row').count(), SLOW).toBeGreaterThan(1)
    await page.getByText('正在算步行穿越和工作量').waitFor({ state: 'hidden', ...SLOW })

    // The whole of each.
    const [one, other] = await cells(page, '整体对比', '工作量离散')
    expect([one, other]).toEqual([first.workSpread, second.workSpread])
    expect((await cells(page, '整体对比', '负荷离散')).slice(0, 2)).toEqual([first.spread, second.spread])
    const walks = (await cells(page, '整体对比', '最长步行穿越')).map(Number)
    expect(walks[0]).toBeGreaterThanOrEqual(Number(first.walk))
    expect(walks[1]).toBeGreaterThanOrEqual(Number(second.walk))

    // Grid by grid; names are short where the community stands below them.
    const short = (grid: string): string => grid.replace('翠湖社区', '')
    const households = '逐个网格：户数'
    expect(number((await cells(page, households, short(first.grid)))[0]!)).toBe(first.households)
    expect(number((await cells(page, households, short(second.grid)))[1]!)).toBe(second.households)
    await page.getByLabel('比什么').selectOption({ label: '步行穿越（分钟）' })
    const across = '逐个网格：步行穿越（分钟）'
    expect((await cells(page, across, short(first.grid)))[0]).toBe(first.walk)
    expect((await cells(page, across, short(second.grid)))[1]).toBe(second.walk)
    expect(await accessFaults(page)).toEqual([])

    // Swiped: a second map behind the divider, which moves.
    const divider = page.getByRole('slider', { name: '分隔线' })
    const hasSecond = () => page.evaluate(() => Reflect.get(window, 'quarterhourSecondMap') !== undefined)
    await expect.poll(hasSecond, SLOW).toBe(true)
    await divider.focus()
    await page.keyboard.press('PageUp')
    expect(await divider.getAttribute('aria-valuenow')).toBe('60')
    expect(await divider.getAttribute('aria-valuetext')).toContain('甲案')

    // The difference: each way of the list is on the map in its own ground, with as many homes as it says.
    await page.getByText('差异', { exact: true }).click()
    await untilMapRests(page)
    const ways = page.getByRole('table', { name: '从哪个网格到哪个网格' })
    const listed = (await ways.getByRole('button').locator('small').allTextContents()).map(number)
    const drawn = await page.evaluate(async () => {
      const map = Reflect.get(window, 'quarterhourMap') as {
        getSource: (id: string) => { getData: () => Promise<{ features: unknown[] }> }
      }
      const ground = await map.getSource('compare:ground').getData()
      const homes = await map.getSource('compare:homes').getData()
      return { ground: ground.features.length, homes: homes.features.length }
    })
    expect(drawn.ground).toBeGreaterThan(1)
    expect(drawn.homes).toBeGreaterThanOrEqual(listed.reduce((sum, homes) => sum + homes, 0))
    const told = number(
      await who
        .locator('span', { hasText: /^[\d,]+$/ })
        .first()
        .textContent(),
    )
    const rows = (await ways.getByRole('row').getByRole('cell').allTextContents()).map(number)
    const inWays = rows.filter((_, i) => i % 2 === 0).reduce((sum, one) => sum + one, 0)
    expect(Math.abs(inWays - told)).toBeLessThanOrEqual(listed.length)
    expect(complaints).toEqual([])
    await page.context().close()
  })
})
