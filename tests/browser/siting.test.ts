/** Siting on the real page: asked in plain words, answered with people and a proof, and the same as the shared code says. */
import type { Map as MapLibreMap } from 'maplibre-gl'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { runCommand } from '../fixtures/runCommand.ts'
import { accessFaults, openServerAndBrowser, type OpenPage } from './openPage.ts'

let site: OpenPage

beforeAll(async () => {
  site = await openServerAndBrowser()
})

afterAll(async () => {
  await site?.close()
})

const number = (text: string | null): number => Number(/[\d,.]+/.exec(text ?? '')?.[0].replace(/,/g, ''))

it('finds where more canteens reach most older people, proves it, and shows what each point brings', async () => {
  const { page, complaints } = await site.open('/?place=siting')
  await page.getByRole('combobox', { name: '设施类型' }).click()
  await page.getByRole('option', { name: '老年助餐点（社区食堂）' }).click()
  await page.getByRole('combobox', { name: '为谁' }).selectOption({ label: '65 岁及以上' })
  await page.getByText(/已证明：\d+ 个候选位置里没有更好的选法/).waitFor()
  const answer = page.getByRole('region', { name: '选址结果' })
  await expect.poll(async () => await answer.textContent()).toContain('人（65 岁及以上）新进入 15 分钟步行圈')
  await page.getByText(/已证明/).waitFor()
  const one = number(await answer.textContent())
  expect(one).toBeGreaterThan(0)
  // what each point is said to bring adds up to the whole
  const gains = await page.getByRole('region', { name: '新增位置' }).locator('li strong').allTextContents()
  expect(gains.map(number)).toEqual([one])
  const units = await page
    .getByRole('region', { name: '哪个网格受益' })
    .locator('tbody td:nth-child(2)')
    .allTextContents()
  expect(units.map(number).reduce((sum, gained) => sum + gained, 0)).toBeLessThanOrEqual(one)
  // a second point from the curve
  await page.getByRole('button', { name: /新增 2 处：多 [\d,]+ 人走得到/ }).click()
  await expect
    .poll(async () => await page.getByRole('region', { name: '新增位置' }).locator('li').count())
    .toBe(2)
  await page.getByText(/已证明/).waitFor()
  expect(number(await answer.textContent())).toBeGreaterThanOrEqual(one)
  // the numbered points lie on the map
  await expect
    .poll(() =>
      page.evaluate(() =>
        (Reflect.get(window, 'quarterhourMap') as MapLibreMap | undefined)
          ?.querySourceFeatures('sitingSites')
          .map(({ properties }) => String(properties.number))
          .filter((value, at, all) => all.indexOf(value) === at)
          .sort()
          .join(),
      ),
    )
    .toBe('1,2')
  // a point that is moved loses people, and the way back is one press
  const best = number(await answer.textContent())
  const handle = page.getByRole('button', { name: /^1 号位置/ })
  await handle.focus()
  for (let step = 0; step < 6; step++) await page.keyboard.press('Shift+ArrowUp')
  await page.getByText(/您挪动后的位置：比找到的最好选法 −[\d,]+ 人/).waitFor()
  await page.getByRole('button', { name: '回到最好的' }).click()
  await page.getByText('您挪动后的位置').waitFor({ state: 'hidden' })
  expect(number(await answer.textContent())).toBe(best)
  // a little more money than the points cost, for openings in walls
  const mixed = page.getByRole('region', { name: '加点还是开墙' })
  await mixed.getByLabel('总费用，相当于几处新点').fill('2.4')
  await mixed.getByRole('button', { name: '比一比' }).click()
  await mixed.getByText(/已证明：用这 \d 处最有用的开口|没有哪处开口能帮上忙/).waitFor()
  // the proof as a file, checked again by the command
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '下载证明' }).click(),
  ])
  const checked = await runCommand<{ valid: boolean; optimal: boolean; objective: number }>(site.directory, [
    'site',
    'verify',
    await download.path(),
  ])
  expect(checked).toMatchObject({ valid: true, optimal: true })
  expect(await accessFaults(page)).toEqual([])
  expect(complaints).toEqual([])
})

it('says how few points would do for all, and by when they are reached', async () => {
  const { page } = await site.visit('/?place=siting&siting.kind=canteen&siting.aim=fewest&siting.minutes=10')
  await page.getByText(/已证明/).waitFor()
  const told = await page.getByRole('region', { name: '选址结果' }).textContent()
  expect(told).toMatch(/^\d+处，就能让全部居民都在 10 分钟内走到/)
  expect(told).toContain('→ 100%')
  expect(await page.getByRole('region', { name: '新增位置' }).locator('li').count()).toBe(number(told))
})
