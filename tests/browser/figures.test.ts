/** The leader's figures: which community got worse, the list behind a figure, and what one can read of both. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, today } from '../../shared/domain/dates.ts'
import { changeOf, sortFigures } from '../../shared/issues/compareFigures.ts'
import type { Figures } from '../../shared/issues/figures.ts'
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
const yesterday = (): string => addDays(today(), -1)
const asked = async <Answer>(page: Page, procedure: string, input: object): Promise<Answer> => {
  const query = encodeURIComponent(JSON.stringify(input))
  const answer = await page.request.get(`${site.url}/trpc/${procedure}?input=${query}`)
  return ((await answer.json()) as { result: { data: Answer } }).result.data
}
const numberOf = (text: string | null): number => Number(text?.replace(/[^\d]/g, ''))

describe("the leader's figures", () => {
  it('say at once which community got worse this week, and put it first', async () => {
    const { page, complaints } = await site.visit('/?place=figures')
    await firstRow(page).waitFor()
    const { rows } = await asked<Figures>(page, 'issue.figures', { span: 'week', by: 'community' })
    const units = await asked<{ code: string; name: string }[]>(page, 'unit.tree', {})
    const nameOf = (key: string | undefined) => units.find(({ code }) => code === key)!.name
    const sorted = sortFigures(rows, 'inTime', 'change', false)
    const worst = sorted.find(({ key, figures }) => {
      const change = changeOf('inTime', figures.inTime)
      return key !== '' && change !== null && change.isNotable && change.worse > 0
    })
    const sentence = worst ? `按期结案率变差最多：${nameOf(worst.key)}，` : '按期结案率没有明显变差的'
    await page.getByText(sentence).waitFor()
    const name = nameOf(sorted[0]?.key)
    expect(await firstRow(page).getByRole('cell').first().textContent()).toContain(name)
    // Turned round, it is last among the communities.
    await table(page).getByRole('button', { name: /^按期/ }).first().click()
    await expect.poll(() => firstRow(page).getByRole('cell').first().textContent()).not.toContain(name)
    expect(complaints).toEqual([])
  })

  it('open the list of a figure, as long as the figure, and of those that missed', async () => {
    const { page, complaints } = await site.visit('/?place=figures&figures.figure=inTime&figures.order=value')
    const figure = firstRow(page).getByRole('button', { name: /按期结案率/ })
    const said = (await figure.textContent())!.replaceAll(',', '')
    const [numerator, denominator] = /(\d+)\/(\d+)/.exec(said)!.slice(1).map(Number)
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

  it('play the hours of hot spots and a day again, and stop where asked to', async () => {
    const { page, complaints } = await site.visit('/?place=figures&figures.view=spots&figures.span=month')
    await page.getByRole('list', { name: '最集中的地方' }).getByRole('button').first().waitFor()
    await page.getByRole('button', { name: '播放' }).click()
    await page.getByText(/^0–3 时上报/).waitFor()
    await page.getByText(/^1–4 时上报/).waitFor()
    await page.getByRole('button', { name: '暂停' }).click()
    const { page: played } = await site.visit(
      '/?place=figures&figures.view=replay&figures.day=' + yesterday(),
    )
    const clock = played.getByRole('slider', { name: '时刻' })
    await clock.focus()
    await played.keyboard.press('Home')
    await expect.poll(() => clock.getAttribute('aria-valuetext')).toBe('00:00')
    const came = played.locator('dl', { hasText: '当天已上报' }).locator('dd').nth(2)
    expect(await came.textContent()).toBe('0')
    await played.keyboard.press('End')
    await expect.poll(async () => numberOf(await came.textContent())).toBeGreaterThan(0)
    const span = { from: yesterday(), to: yesterday() }
    const { total } = await asked<Figures>(played, 'issue.figures', { span, by: 'community' })
    expect(numberOf(await came.textContent())).toBe(total.reported.now[1])
    // Each number opens the issues behind it, as they were then.
    const open = await played.locator('dl', { hasText: '当时未结' }).locator('dd').first().textContent()
    await played.getByRole('button', { name: /^当时未结 .*打开列表/ }).click()
    await played.getByRole('heading', { name: `当时未结 · ${yesterday()} 24:00` }).waitFor()
    await played.getByText(`共 ${open!} 条`).waitFor()
    await played
      .getByRole('list', { name: /当时未结/ })
      .getByRole('button')
      .first()
      .waitFor()
    expect(await accessFaults(played)).toEqual([])
    expect(complaints).toEqual([])
  })

  it.each(['spots', 'replay', 'load'])('have nothing for axe to find in the view %s', async (view) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page } = await site.visit(`/?place=figures&figures.view=${view}`, { colorScheme })
      await page.locator('#panel').locator('ol li, dl dd, [role=row]').first().waitFor()
      expect(await accessFaults(page)).toEqual([])
    }
  })
})
