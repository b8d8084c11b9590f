/** What a draft decides of people stays with it; what is published for a day to come is seen over today before the day. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, today } from '../../shared/domain/dates.ts'
import type { PlanMoves } from '../../shared/plans/planMoves.ts'
import { accessFaults, openServerAndBrowser, untilMapRests, type OpenPage } from './openPage.ts'

const SLOW = { timeout: 30_000 } as const
let site: OpenPage

beforeAll(async () => {
  site = await openServerAndBrowser()
})

afterAll(async () => {
  await site?.close()
})

async function fromMenu(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: '更多操作' }).click()
  await page.getByRole('menuitem', { name: item }).click()
}

async function movesOn(page: Page, on: string): Promise<PlanMoves> {
  const id = new URL(page.url()).searchParams.get('plans.plan')!
  const query = encodeURIComponent(JSON.stringify({ id, on }))
  const answer = await page.request.get(`${site.url}/trpc/plan.moves?input=${query}`)
  return ((await answer.json()) as { result: { data: PlanMoves } }).result.data
}

/** Which units the map fills as those of a day to come; null: it shows no such day. */
const ahead = (page: Page): Promise<string | null> =>
  page.evaluate(() => {
    const map = Reflect.get(window, 'quarterhourMap') as {
      getLayer: (id: string) => unknown
      getFilter: (id: string) => unknown
    }
    return map.getLayer('ahead:fill') ? JSON.stringify(map.getFilter('ahead:fill')) : null
  })

describe('a plan before its day', () => {
  it('keeps who takes over, and is seen over the grids of today', async () => {
    const { page, complaints } = await site.open('/?place=plans')
    await page.getByRole('button', { name: '新建方案' }).first().click()
    await page.getByRole('textbox', { name: '名称', exact: true }).fill('下月起')
    await page.getByLabel('范围').selectOption({ label: '翠湖社区' })
    await page.getByRole('button', { name: '开始' }).click()
    await page.getByText('换网格的人').waitFor()
    await untilMapRests(page)
    await page.getByRole('grid', { name: '网格' }).locator('[data-index="0"]').click()
    const kept = await page.getByLabel('网格名称').inputValue()
    const neighbour = page.getByLabel('相邻网格')
    const gone = (await neighbour.locator('option').nth(1).textContent())!
    await neighbour.selectOption({ label: gone })
    await page.getByRole('button', { name: '并入本网格' }).click()
    await page.getByRole('status').filter({ hasText: '已保存' }).waitFor()

    // By itself the one that gets all its households takes over; another one is chosen among the lists.
    const day = addDays(today(), 30)
    const carersOf = async (name: string): Promise<string[]> =>
      (await movesOn(page, day)).grids
        .find((grid) => grid.name === name)!
        .after.map(({ personName }) => personName)
    const before = await movesOn(page, day)
    const staff = before.grids.find(({ name }) => name === gone)!.before.map(({ personName }) => personName)
    expect(staff.length).toBeGreaterThan(0)
    expect(await carersOf(kept)).toEqual(expect.arrayContaining(staff))
    await fromMenu(page, '影响与告知…')
    const effect = page.getByRole('dialog', { name: '“下月起”的影响与告知' })
    await effect.getByRole('tab', { name: '人员负荷' }).click()
    const choice = effect.getByLabel(`${gone}的接替网格`)
    const other = (await choice.locator('option').last().textContent())!
    expect(other).not.toContain(kept)
    await choice.selectOption({ label: other })
    await expect.poll(() => carersOf(other), SLOW).toEqual(expect.arrayContaining(staff))
    expect(await accessFaults(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.reload()
    await fromMenu(page, '发布…')
    const dialog = page.getByRole('dialog', { name: '发布“下月起”' })
    await dialog.getByLabel('生效日期').fill(day)
    const told = dialog.getByLabel(`${gone}的接替网格`)
    await expect
      .poll(() => told.evaluate((select: HTMLSelectElement) => select.selectedOptions[0]!.textContent), SLOW)
      .toBe(other)
    await dialog.getByLabel('仍要发布的理由').fill('试行一年')
    await dialog.getByRole('button', { name: '发布', exact: true }).click()
    await page.getByText('已发布', { exact: false }).first().waitFor()
    expect(await carersOf(other)).toEqual(expect.arrayContaining(staff))

    // The day to come is at the end of the line of all changes.
    await page.goto(site.url)
    await untilMapRests(page)
    await page.getByRole('button', { name: /^数据日期/ }).click()
    await page.getByRole('button', { name: '看边界历年变化' }).click()
    const years = page.getByRole('region', { name: '边界历年变化' })
    await years.getByRole('slider').focus()
    const boundaries = page.waitForRequest((request) =>
      request.url().includes(`/map/units.geojson?at=${day}`),
    )
    await page.keyboard.press('End')
    await years.getByText(`将从 ${day} 起`).waitFor()
    await years
      .getByRole('list', { name: /当天的变化/ })
      .getByText(gone)
      .first()
      .waitFor()
    expect(new URL(page.url()).searchParams.get('at')).toBeNull()
    const code = before.grids.find(({ name }) => name === kept)!.code
    await expect.poll(() => ahead(page), SLOW).toContain(code)
    await boundaries
    expect(await accessFaults(page)).toEqual([])
    // Back to what is in force, and away with it.
    await page.keyboard.press('ArrowLeft')
    await expect.poll(() => ahead(page)).toBeNull()
    expect(await years.getByText('将从', { exact: false }).count()).toBe(0)
    await page.keyboard.press('End')
    await expect.poll(() => ahead(page), SLOW).not.toBeNull()
    await years.getByRole('button', { name: '关闭' }).click()
    await expect.poll(() => ahead(page)).toBeNull()
    expect(complaints).toEqual([])
    await page.context().close()
  })
})
