/** A plan on its way into force: whom it moves, letters, files, the day itself, and a look back at what was before. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, today } from '../../shared/domain/dates.ts'
import type { OpenPlan } from '../../shared/plans/planRecord.ts'
import { comeIn } from '../fixtures/comeIn.ts'
import { accessFaults, openServerAndBrowser, untilMapRests, type OpenPage } from './openPage.ts'

const SLOW = { timeout: 30_000 } as const
let site: OpenPage

beforeAll(async () => {
  site = await openServerAndBrowser()
})

afterAll(async () => {
  await site?.close()
})

const planIdOf = (page: Page): string => new URL(page.url()).searchParams.get('plans.plan')!

async function ask<Data>(page: Page, path: string, input: unknown): Promise<Data> {
  const answer = await page.request.get(
    `${site.url}/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`,
  )
  return ((await answer.json()) as { result: { data: Data } }).result.data
}

async function tell(page: Page, path: string, data: unknown): Promise<void> {
  const answer = await page.request.post(`${site.url}/trpc/${path}`, { headers: { origin: site.url }, data })
  expect(answer.status()).toBe(200)
}

const planOnServer = (page: Page): Promise<OpenPlan> => ask(page, 'plan.open', { id: planIdOf(page) })
const gridsAt = async (page: Page, at: string): Promise<string[]> =>
  (await ask<{ code: string; level: string }[]>(page, 'unit.tree', { at }))
    .filter(({ level }) => level === 'grid')
    .map(({ code }) => code)

async function begin(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: '新建方案' }).first().click()
  await page.getByRole('textbox', { name: '名称', exact: true }).fill(name)
  await page.getByLabel('范围').selectOption({ label: '翠湖社区' })
  await page.getByRole('button', { name: '开始' }).click()
  await page.getByRole('heading', { name }).waitFor()
  await page.getByText('换网格的人').waitFor()
  await untilMapRests(page)
}

const pick = (page: Page, index: number): Promise<void> =>
  page.getByRole('grid', { name: '网格' }).locator(`[data-index="${index}"]`).click()

async function fromMenu(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: '更多操作' }).click()
  await page.getByRole('menuitem', { name: item }).click()
}

/** The largest grid takes the first of its neighbours. @returns the names of both */
async function mergeOne(page: Page): Promise<{ kept: string; gone: string }> {
  await pick(page, 0)
  const kept = await page.getByLabel('网格名称').inputValue()
  const neighbour = page.getByLabel('相邻网格')
  const gone = (await neighbour.locator('option').nth(1).textContent())!
  await neighbour.selectOption({ label: gone })
  await page.getByRole('button', { name: '并入本网格' }).click()
  await page.getByRole('status').filter({ hasText: '已保存' }).waitFor()
  await expect.poll(async () => (await planOnServer(page)).version, SLOW).toBe(1)
  return { kept, gone }
}

describe('a plan that is published', () => {
  it('tells whom it moves, hands over what a grid had, comes into force, and is looked back from', async () => {
    const { page, complaints } = await site.open('/?place=plans')
    await begin(page, '合并两格')
    const before = await planOnServer(page)
    const { kept, gone } = await mergeOne(page)
    const ended = before.document.grids.find(({ name }) => name === gone)!.code!
    await tell(page, 'account.create', {
      userName: 'gewang',
      displayName: '格网',
      roles: ['gridWorker'],
      areas: [ended],
      validTo: null,
    })

    await fromMenu(page, '影响与告知…')
    const effect = page.getByRole('dialog', { name: '“合并两格”的影响与告知' })
    await effect.getByText('1 个账号', { exact: false }).waitFor()
    expect(await accessFaults(page)).toEqual([])
    await effect.getByRole('tab', { name: '换网格的楼栋' }).click()
    const homes = effect.getByRole('region', { name: /换网格的楼栋/ })
    const first = homes.getByRole('row').nth(1)
    expect(await first.getByRole('cell').nth(3).textContent()).toContain(gone)
    expect(await first.getByRole('cell').nth(4).textContent()).toContain(kept)
    const address = (await first.getByRole('cell').first().textContent())!
    expect(await accessFaults(page)).toEqual([])
    await effect.getByRole('tab', { name: '人员负荷' }).click()
    await effect.getByRole('region', { name: '人员负荷' }).getByRole('row').nth(1).waitFor()

    // The letter is filled in for the first address; a word that is not known is named.
    await effect.getByRole('tab', { name: '告知信' }).click()
    const sheet = effect.getByRole('region', { name: '预览' })
    await sheet.getByText(`${address}的居民朋友`).waitFor()
    const body = effect.getByLabel('正文')
    const text = await body.inputValue()
    await body.fill(`${text}{姓名}`)
    await effect.getByText('不认识：{姓名}', { exact: false }).waitFor()
    expect(await effect.getByRole('button', { name: '打印或存为 PDF' }).isDisabled()).toBe(true)
    await body.fill(text)
    await effect.getByLabel('办公电话').fill('027-00000000')
    await effect.getByRole('button', { name: '保存告知信' }).click()
    await page.getByText('告知信已保存').waitFor()
    await sheet.getByText('027-00000000', { exact: false }).waitFor()
    expect(await accessFaults(page)).toEqual([])
    // On paper there is a letter for each building, and nothing of the page.
    await page.evaluate(() => {
      Reflect.set(window, 'print', () => Reflect.set(window, 'wasPrinted', true))
    })
    await effect.getByRole('button', { name: '打印或存为 PDF' }).click()
    await page.waitForFunction(() => Reflect.get(window, 'wasPrinted') === true)
    const { total } = await ask<{ total: number }>(page, 'plan.homes', {
      id: planIdOf(page),
      on: addDays(today(), 1),
    })
    const letters = page.locator('[data-print-pages] article')
    expect(await letters.count()).toBe(total)
    await page.emulateMedia({ media: 'print' })
    expect(await letters.first().isVisible()).toBe(true)
    expect(await page.getByRole('button', { name: '更多操作' }).isVisible()).toBe(false)
    await page.emulateMedia({ media: 'screen' })
    await page.evaluate(() => dispatchEvent(new Event('afterprint')))
    await expect.poll(() => letters.count()).toBe(0)
    await page.keyboard.press('Escape')

    // A page to pin up, with a picture of the grid that is picked; the file of its border is there to take along.
    await fromMenu(page, '打印网格图…')
    const maps = page.getByRole('dialog', { name: '网格图' })
    await maps.getByLabel('打印哪些网格').selectOption({ label: `只打印选中的${kept}` })
    expect(await accessFaults(page)).toEqual([])
    await page.evaluate(() => Reflect.set(window, 'wasPrinted', false))
    await maps.getByRole('button', { name: '打印 1 页' }).click()
    await page.waitForFunction(() => Reflect.get(window, 'wasPrinted') === true)
    expect(await letters.count()).toBe(1)
    expect(await letters.first().textContent()).toMatch(new RegExp(`${kept}.*四至自.*起，.*回到起点。`))
    const pixels = await letters
      .first()
      .locator('img')
      .evaluate((image) => (image as HTMLImageElement).naturalWidth)
    expect(pixels).toBeGreaterThan(1900)
    await page.evaluate(() => dispatchEvent(new Event('afterprint')))
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: '更多操作' }).click()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: '导出边界（GeoPackage）' }).click(),
    ])
    expect(download.suggestedFilename()).toBe('合并两格.gpkg')

    await fromMenu(page, '发布…')
    const dialog = page.getByRole('dialog', { name: '发布“合并两格”' })
    await dialog.getByLabel('生效日期').fill(today())
    await dialog.getByLabel('仍要发布的理由').fill('试行一年')
    await dialog.getByLabel(`${gone}的接替网格`).waitFor()
    await dialog.getByText('1 个账号改管接替网格', { exact: false }).waitFor()
    expect(await accessFaults(page)).toEqual([])
    await dialog.getByRole('button', { name: '发布', exact: true }).click()
    await page.getByText('已生效', { exact: false }).first().waitFor()
    expect(await gridsAt(page, today())).not.toContain(ended)
    expect(await gridsAt(page, addDays(today(), -1))).toContain(ended)
    const accounts = await ask<{ userName: string; areas: string[] }[]>(page, 'account.list', undefined)
    const successor = before.document.grids.find(({ name }) => name === kept)!.code!
    expect(accounts.find(({ userName }) => userName === 'gewang')!.areas).toEqual([successor])

    // Back through the days on which boundaries changed, by keys.
    await page.getByRole('button', { name: /^数据日期/ }).click()
    await page.getByRole('button', { name: '看边界历年变化' }).click()
    const years = page.getByRole('region', { name: '边界历年变化' })
    await years
      .getByRole('list', { name: /当天的变化/ })
      .getByText(gone, { exact: false })
      .first()
      .waitFor()
    await years.getByText(`${today()} 起`).waitFor()
    expect(await accessFaults(page)).toEqual([])
    await years.getByRole('slider').focus()
    await page.keyboard.press('ArrowLeft')
    await expect.poll(() => new URL(page.url()).searchParams.get('at')).not.toBeNull()
    const then = new URL(page.url()).searchParams.get('at')!
    expect(await gridsAt(page, then)).toContain(ended)
    await page.keyboard.press('End')
    await expect.poll(() => new URL(page.url()).searchParams.get('at')).toBeNull()
    await years.getByRole('button', { name: '关闭' }).click()
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('is taken back before its day', async () => {
    const { page } = await site.open('/?place=plans')
    await begin(page, '还要再想')
    await mergeOne(page)
    await fromMenu(page, '发布…')
    const dialog = page.getByRole('dialog', { name: '发布“还要再想”' })
    await dialog.getByLabel('生效日期').fill(addDays(today(), 30))
    await dialog.getByLabel('仍要发布的理由').fill('试行一年')
    await dialog.getByRole('button', { name: '发布', exact: true }).click()
    await page.getByText('已发布', { exact: false }).first().waitFor()
    await fromMenu(page, '撤回发布')
    const withdrawal = page.getByRole('dialog', { name: '撤回“还要再想”的发布？' })
    await withdrawal.getByRole('button', { name: '撤回发布' }).click()
    await expect.poll(async () => (await planOnServer(page)).state, SLOW).toBe('withdrawn')
    await page.context().close()
  })
})

describe('two planners at one plan', () => {
  it('see each other’s edits of different grids, and the second of the same grid is told who was first', async () => {
    const { page } = await site.open('/?place=plans')
    const made = await page.request.post(`${site.url}/trpc/account.create`, {
      headers: { origin: site.url },
      data: { userName: 'zhaoli', displayName: '赵莉', roles: ['planner'], areas: ['*'], validTo: null },
    })
    const { linkPath } = ((await made.json()) as { result: { data: { linkPath: string } } }).result.data
    const context = await site.browser.newContext({
      viewport: { width: 1280, height: 800 },
      deviceScaleFactor: 0.5,
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      reducedMotion: 'reduce',
    })
    const hers = await context.newPage()
    hers.setDefaultTimeout(60_000)
    await comeIn(hers, site.url + linkPath)
    await begin(page, '两人一起')
    await hers.goto(page.url())
    await hers.getByText('换网格的人').waitFor()
    const rename = async (who: Page, index: number, name: string): Promise<void> => {
      await pick(who, index)
      await who.getByLabel('网格名称').fill(name)
      await who.getByRole('button', { name: '改名' }).click()
    }
    const namesOn = (who: Page) => who.getByRole('grid', { name: '网格' })
    await rename(page, 0, '翠湖东格')
    await namesOn(hers).getByText('东格', { exact: false }).waitFor()
    await rename(hers, 1, '翠湖西格')
    await namesOn(page).getByText('西格', { exact: false }).waitFor()
    await expect.poll(async () => (await planOnServer(page)).version, SLOW).toBe(2)

    // Both change the same grid while one of them hears nothing.
    await context.setOffline(true)
    await rename(hers, 0, '翠湖南格')
    await hers.getByText('1 处修改等待保存', { exact: false }).waitFor()
    await rename(page, 0, '翠湖北格')
    await expect.poll(async () => (await planOnServer(page)).version, SLOW).toBe(3)
    await context.setOffline(false)
    await hers.getByRole('alert').filter({ hasText: 'admin' }).waitFor()
    expect((await planOnServer(page)).version).toBe(3)
    await hers.getByRole('button', { name: '取回最新方案' }).click()
    await namesOn(hers).getByText('北格', { exact: false }).waitFor()
    await context.close()
    await page.context().close()
  })
})
