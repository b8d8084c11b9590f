/** Figures of a plan that are reckoned after a pause, the office's weights behind them, and conditions of proposals. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TOWN_CENTER } from '../../geodata/town/lonLat.ts'
import { runCommand } from '../fixtures/runCommand.ts'
import { accessFaults, openServerAndBrowser, untilMapRests, type OpenPage } from './openPage.ts'

const SLOW = { timeout: 60_000 } as const
let site: OpenPage

beforeAll(async () => {
  site = await openServerAndBrowser()
})

afterAll(async () => {
  await site?.close()
})

async function begin(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: '新建方案' }).first().click()
  await page.getByRole('textbox', { name: '名称', exact: true }).fill(name)
  await page.getByLabel('范围').selectOption({ label: '翠湖社区' })
  await page.getByRole('button', { name: '开始' }).click()
  await page.getByRole('heading', { name }).waitFor()
  await page.getByText('换网格的人').waitFor()
  await untilMapRests(page)
}

async function pickFirst(page: Page): Promise<string> {
  await page.getByRole('grid', { name: '网格' }).locator('[data-index="0"]').click()
  return page.getByLabel('网格名称').inputValue()
}

/** Streets all over the town, every 200 m or so, that its borders know nothing of. */
const STRAIGHT_STREETS = (() => {
  const steps = Array.from({ length: 41 }, (_, i) => (i - 20) / 500)
  const [lon, lat] = TOWN_CENTER
  const street = (coordinates: number[][]) => ({
    type: 'Feature',
    properties: { highway: 'residential' },
    geometry: { type: 'LineString', coordinates },
  })
  return JSON.stringify({
    type: 'FeatureCollection',
    features: steps.flatMap((here) => [
      street(steps.map((there) => [lon + here, lat + there])),
      street(steps.map((there) => [lon + there, lat + here])),
    ]),
  })
})()

/** A figure of the picked grid, as it is written. */
const figure = (page: Page, grid: string, label: string) =>
  page
    .getByRole('region', { name: grid, exact: true })
    .locator('dl > div')
    .filter({ has: page.locator('dt', { hasText: label }) })
    .locator('dd')
const hours = async (page: Page, grid: string): Promise<number> =>
  Number(/^[\d,.]+/.exec((await figure(page, grid, '工作量').textContent())!)?.[0].replaceAll(',', ''))

describe('figures of a plan', () => {
  it('are reckoned after a pause, by weights that the office sets', async () => {
    const { page, complaints } = await site.open('/?place=plans')
    await begin(page, '看数')
    const grid = await pickFirst(page)
    await expect.poll(() => figure(page, grid, '步行穿越').textContent(), SLOW).toMatch(/^[\d.]+ 分钟$/)
    await expect.poll(() => figure(page, grid, '不沿街的边界').textContent(), SLOW).toMatch(/^[\d.]+%$/)
    expect(Number(await figure(page, grid, '一年诉求').textContent())).toBeGreaterThan(0)
    await expect.poll(() => page.getByText('正在算').count(), SLOW).toBe(0)
    const before = await hours(page, grid)
    expect(before).toBeGreaterThan(10)
    await page.getByText('怎么算的').click()
    await page.getByText('应走访（没有走访数据）').waitFor()
    expect(await accessFaults(page)).toEqual([])

    await page.goto(`${site.url}/?place=admin&admin.tab=workload`)
    const form = page.getByRole('form', { name: '工作量权重' })
    await form.getByLabel('每户', { exact: true }).fill('80')
    await form.getByRole('button', { name: '保存' }).click()
    await page.getByText('权重已保存').waitFor()
    expect(await accessFaults(page)).toEqual([])
    await page.reload()
    await expect.poll(() => form.getByLabel('每户', { exact: true }).inputValue()).toContain('80')

    await page.goto(`${site.url}/?place=plans`)
    await page.getByRole('button', { name: /看数/ }).click()
    await page.getByText('换网格的人').waitFor()
    await pickFirst(page)
    const households = Number(/^[\d,]+/.exec((await figure(page, grid, '户数').textContent())!)![0])
    // 72 minutes more for each household.
    await expect.poll(() => hours(page, grid), SLOW).toBeGreaterThan(before + (70 * households) / 60)
    expect(complaints).toEqual([])
  })

  it('are reckoned anew when another network is in force', async () => {
    const { page } = await site.open('/?place=plans')
    await begin(page, '新路网')
    const grid = await pickFirst(page)
    await expect.poll(() => figure(page, grid, '步行穿越').textContent(), SLOW).toMatch(/^[\d.]+ 分钟$/)
    await expect.poll(() => page.getByText('正在算').count(), SLOW).toBe(0)
    const before = await figure(page, grid, '不沿街的边界').textContent()
    const file = join(site.directory, 'streets.geojson')
    writeFileSync(file, STRAIGHT_STREETS)
    const fetched = page.waitForResponse(/\/network\/[0-9a-f]+\.bin$/)
    await runCommand(site.directory, ['network', 'import', file])
    await fetched
    await expect.poll(() => page.getByText('正在算').count(), SLOW).toBe(0)
    await expect.poll(() => figure(page, grid, '步行穿越').textContent(), SLOW).toMatch(/^[\d.]+ 分钟$/)
    expect(await figure(page, grid, '不沿街的边界').textContent()).not.toBe(before)
  })
})

describe('conditions of proposals', () => {
  const ask = (page: Page) => page.getByRole('button', { name: /^(找建议|重新找)$/ })

  it('keep compounds whole, and can be stopped with what there is', async () => {
    const { page } = await site.open('/?place=plans')
    await begin(page, '小区不拆')
    const proposals = page.getByRole('region', { name: '方案建议' })
    const found = proposals.getByText(/^找到 \d+ 份/)
    await ask(page).click()
    await proposals.getByRole('button', { name: '采用' }).first().waitFor(SLOW)
    // At once: what is found meanwhile draws the table anew.
    await proposals.getByRole('button', { name: '够了，就用这些' }).dispatchEvent('click')
    await found.waitFor()
    const stopped = await proposals.getByRole('button', { name: '采用' }).count()
    expect(stopped).toBeGreaterThan(0)
    expect(await accessFaults(page)).toEqual([])
    await proposals.getByText(/^条件/).click()
    await proposals.getByLabel('小区不拆开').click()
    await ask(page).click()
    await found.waitFor(SLOW)
    await proposals.getByRole('button', { name: '采用' }).first().click()
    await page.getByText('已采用建议').waitFor()
    const split = page
      .locator('span', { hasText: /^拆开的小区$/ })
      .locator('xpath=following-sibling::span[1]')
    await expect.poll(() => split.textContent(), SLOW).toBe('0')
  })

  it('that contradict each other are told by name', async () => {
    const { page } = await site.open('/?place=plans')
    await begin(page, '矛盾')
    const proposals = page.getByRole('region', { name: '方案建议' })
    await proposals.getByText(/^条件/).click()
    const names: string[] = []
    for (const kind of ['在一个网格', '不在一个网格']) {
      await proposals.getByRole('button', { name: '加一条要求' }).click()
      if (kind === '不在一个网格') {
        await proposals.getByLabel('要求', { exact: true }).last().click()
        await page.getByRole('option', { name: kind, exact: true }).click()
      }
      for (let n = 0; n < 2; n++) {
        await proposals.getByLabel('小区或网格', { exact: true }).last().click()
        const option = page.getByRole('option').filter({ visible: true }).first()
        if (kind === '在一个网格') names.push((await option.textContent())!)
        await option.click()
        await page.keyboard.press('Escape')
      }
    }
    await ask(page).click()
    const alert = proposals.getByRole('alert')
    await alert.waitFor(SLOW)
    for (const name of names) expect(await alert.textContent()).toContain(name)
    expect(await accessFaults(page)).toEqual([])
  })
})
