/** The leader's figures: which community got worse, the list behind a figure, and what one can read of both. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessFaults, openServerAndBrowser, type OpenPage } from './openPage.ts'

let site: OpenPage

beforeAll(async () => {
  site = await openServerAndBrowser()
})

afterAll(async () => {
  await site?.close()
})

const table = (page: Page) => page.getByRole('table', { name: '分项统计' })
const firstRow = (page: Page) => table(page).getByRole('row').nth(1)
const numberOf = (text: string | null): number => Number(text?.replace(/[^\d]/g, ''))

describe("the leader's figures", () => {
  it('say at once which community got worse this week, and put it first', async () => {
    const { page, complaints } = await site.visit('/?place=figures')
    const sentence = page.getByText(/上报变差最多：/)
    await sentence.waitFor()
    const name = /变差最多：(.+?)，/.exec((await sentence.textContent())!)![1]!
    const [named] = (await firstRow(page).getByRole('cell').first().textContent())!.split('，')
    expect(named).toBe(name)
    // Turned round, it is last among the communities.
    await table(page).getByRole('button', { name: /^上报/ }).first().click()
    await expect.poll(() => firstRow(page).getByRole('cell').first().textContent()).not.toContain(name)
    expect(complaints).toEqual([])
  })

  it('open the list of a figure, as long as the figure, and of those that missed', async () => {
    const { page, complaints } = await site.visit('/?place=figures&figures.figure=inTime&figures.order=value')
    const figure = firstRow(page).getByRole('button', { name: /按期结案率/ })
    const label = (await figure.getAttribute('aria-label'))!
    const [numerator, denominator] = /(\d+) \/ (\d+)/.exec(label.replaceAll(',', ''))!.slice(1).map(Number)
    expect(denominator).toBeGreaterThan(numerator!)
    await figure.click()
    const total = page.locator('#panel').getByText(/^共/)
    await expect.poll(async () => numberOf(await total.textContent())).toBe(denominator)
    await page.getByRole('radiogroup', { name: '哪一部分' }).getByText('超期', { exact: true }).click()
    await expect.poll(async () => numberOf(await total.textContent())).toBe(denominator! - numerator!)
    await page.getByRole('button', { name: '返回' }).click()
    await figure.waitFor()
    expect(complaints).toEqual([])
  })

  it('go down from a community to its grids, and say how they are reckoned', async () => {
    const { page } = await site.visit('/?place=figures')
    await firstRow(page)
      .getByRole('button', { name: /看其网格$/ })
      .click()
    await page.waitForURL((url) => url.searchParams.get('figures.by') === 'grid')
    await firstRow(page)
      .getByRole('button', { name: /，打开$/ })
      .waitFor()
    await page.getByRole('button', { name: '各指标怎么算？' }).click()
    await page.getByText(/在期限内结案的 ÷ 已结案或已超期的/).waitFor()
  })

  it.each(['light', 'dark'] as const)('have nothing for axe to find (%s)', async (colorScheme) => {
    const { page } = await site.visit('/?place=figures', { colorScheme })
    await firstRow(page).waitFor()
    await page.getByRole('button', { name: '各指标怎么算？' }).click()
    expect(await accessFaults(page)).toEqual([])
    await firstRow(page)
      .getByRole('button', { name: /按期结案率/ })
      .click()
    await page.getByRole('radiogroup', { name: '哪一部分' }).waitFor()
    expect(await accessFaults(page)).toEqual([])
  })
})
