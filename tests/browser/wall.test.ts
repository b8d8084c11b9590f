/** The wall: the numbers of the desk, as large as a wall needs them, alive by itself; a screen that is nobody's account. */
import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Queues } from '../../shared/issues/desk.ts'
import { accessFaults, openServerAndBrowser, type OpenPage } from './openPage.ts'
import type { z } from 'zod'

const SLOW = { timeout: 30_000 } as const
const BIG: BrowserContextOptions = { viewport: { width: 1920, height: 1080 } }
let site: OpenPage

beforeAll(async () => {
  site = await openServerAndBrowser()
})

afterAll(async () => {
  await site?.close()
})

const numberOf = async (page: Page, tile: string): Promise<number> =>
  Number((await page.locator(`[data-tile="${tile}"] strong`).textContent())?.replaceAll(',', ''))

const askAs = async <Answer>(page: Page, procedure: string): Promise<Answer> => {
  const answer = await page.context().request.get(`${site.url}/trpc/${procedure}`)
  return ((await answer.json()) as { result: { data: Answer } }).result.data
}

async function report(page: Page): Promise<void> {
  const answer = await page.context().request.post(`${site.url}/trpc/issue.report`, {
    headers: { origin: site.url },
    data: {
      class: 'streetOrder',
      subclass: 'carParking',
      description: '消防通道被堵，住户陈某反映',
      address: '春晓路 8 号 3 单元',
      location: [113.9015, 30.4004],
      key: crypto.randomUUID(),
    },
  })
  expect(answer.status()).toBe(200)
}

const untilMapIsThere = (page: Page): Promise<unknown> =>
  page.waitForFunction(
    () => {
      const map: unknown = Reflect.get(window, 'quarterhourMap')
      return Boolean(map && (map as { getLayer: (id: string) => unknown }).getLayer('wall:issue'))
    },
    undefined,
    { timeout: 120_000 },
  )

describe('the wall', () => {
  it('shows the numbers of the queues, and a new issue by itself', async () => {
    const { page, complaints } = await site.open('/wall', BIG)
    await page.locator('[data-tile="late"]').waitFor()
    const { counts } = await askAs<z.infer<typeof Queues>>(page, 'issue.queues')
    for (const tile of ['new', 'inHand', 'late', 'soon'] as const)
      expect(await numberOf(page, tile)).toBe(counts[tile])
    await untilMapIsThere(page)
    const before = await numberOf(page, 'new')
    await report(page)
    await expect.poll(() => numberOf(page, 'new'), SLOW).toBe(before + 1)
    const first = page.getByRole('region', { name: '最新上报' }).getByRole('listitem').first()
    expect(await first.textContent()).toMatch(/机动车乱停放.*刚到/)
    const words = await page.locator('main').textContent()
    for (const personal of ['陈某', '春晓路 8 号', '消防通道']) expect(words).not.toContain(personal)
    expect(complaints).toEqual([])
  })

  it.each([
    [1440, 900],
    [1920, 1080],
    [2560, 1440],
  ])('can be read from afar, and nothing is cut off, at %i x %i', async (width, height) => {
    for (const language of ['zh-CN', 'en']) {
      const { page } = await site.open(`/wall?lang=${language}`, { viewport: { width, height } })
      await page.locator('[data-tile="late"]').waitFor()
      await page.getByRole('listitem').nth(12).waitFor()
      const sizes = await page.evaluate(() => {
        const size = (selector: string): number[] =>
          [...document.querySelectorAll<HTMLElement>(selector)].map((element) =>
            parseFloat(getComputedStyle(element).fontSize),
          )
        const wall = document.querySelector('main')!
        const cut = [...wall.querySelectorAll<HTMLElement>('ol, ul, section, header')]
          .filter((element) => getComputedStyle(element).overflowY !== 'visible')
          .filter((element) => element.scrollHeight > element.clientHeight + 1)
          .map((element) => element.getAttribute('aria-label') ?? element.className)
        return {
          least: Math.min(...size('main li, main header span, main h2, main section span')),
          numbers: Math.min(...size('[data-tile] strong')),
          isScrolling: wall.scrollHeight > wall.clientHeight + 1,
          cut,
        }
      })
      expect(sizes.least).toBeGreaterThanOrEqual(height / 45)
      expect(sizes.numbers).toBeGreaterThanOrEqual(height / 12)
      expect(sizes.isScrolling).toBe(false)
      expect(sizes.cut).toEqual([])
      await page.context().close()
    }
  })

  it.each(['dark', 'light'])('has nothing for axe to find (%s), and one control', async (look) => {
    const { page } = await site.open(`/wall?look=${look}`, BIG)
    await page.locator('[data-tile="late"]').waitFor()
    await untilMapIsThere(page)
    expect(await page.evaluate(() => document.documentElement.dataset.mantineColorScheme)).toBe(look)
    expect(await accessFaults(page)).toEqual([])
    expect(await page.locator('button:visible, a:visible, input:visible, [tabindex="0"]').count()).toBe(1)
    const leave = page.getByRole('link', { name: '离开大屏' })
    await expect.poll(() => leave.evaluate((link) => getComputedStyle(link).opacity), SLOW).toBe('0')
    await page.keyboard.press('Tab')
    await expect.poll(() => leave.evaluate((link) => getComputedStyle(link).opacity)).toBe('1')
    await page.keyboard.press('Enter')
    await page.waitForURL((url) => url.pathname === '/')
  })

  it('says how old it is while the line is down, and heals by itself', async () => {
    const { page } = await site.open('/wall', BIG)
    await page.getByText(/^实时/).waitFor()
    await page.clock.install()
    await page.reload()
    await page.getByText(/^实时/).waitFor()
    const shown = await numberOf(page, 'late')
    await page.route('**/trpc/wall.*', (route) => route.abort())
    for (let beat = 0; beat < 10; beat++) await page.clock.fastForward(10_000)
    await page.getByText(/^已断开/).waitFor()
    expect(await numberOf(page, 'late')).toBe(shown)
    await page.unroute('**/trpc/wall.*')
    for (let beat = 0; beat < 4; beat++) await page.clock.fastForward(10_000)
    await page.getByText(/^实时/).waitFor()
  })

  it('takes a new version of the page once, and loads anew for nothing else', async () => {
    const { page } = await site.open('/wall', BIG)
    await page.locator('[data-tile="late"]').waitFor()
    let loads = 0
    page.on('load', () => loads++)
    await page.route('**/trpc/wall.board*', async (route) => {
      const answer = await route.fetch()
      const body = (await answer.json()) as { result: { data: { page: string; latest: unknown[] } } }[]
      for (const { result } of [body].flat() as typeof body) {
        result.data.page = 'another'
        result.data.latest = []
      }
      await route.fulfill({ response: answer, json: body })
    })
    await report(page)
    await expect.poll(() => loads, SLOW).toBe(1)
    await page.locator('[data-tile="late"]').waitFor()
    await report(page)
    await page.waitForTimeout(4_000)
    expect(loads).toBe(1)
  })
})

describe('a screen of the wall', () => {
  it('is opened by a link, shows the wall and nothing else, and goes dark when it is ended', async () => {
    const { page } = await site.open('/?place=admin', { viewport: { width: 1280, height: 900 } })
    await page.getByRole('button', { name: '新建大屏' }).click()
    const form = page.getByRole('dialog', { name: '新建大屏' })
    await form.getByLabel('名称').fill('一楼指挥大厅')
    await form.getByRole('button', { name: '生成链接' }).click()
    const handed = page.getByRole('dialog', { name: /一楼指挥大厅/ })
    const link = /http:\S+\/wall\/open\/[\w-]+/.exec((await handed.textContent()) ?? '')![0]
    expect(await accessFaults(page)).toEqual([])
    await handed.getByRole('button', { name: '好了' }).click()
    await page.getByText(/待打开/).waitFor()

    const context = await site.browser.newContext({ ...BIG, locale: 'zh-CN', reducedMotion: 'reduce' })
    const screen = await context.newPage()
    screen.setDefaultTimeout(60_000)
    await screen.goto(link)
    expect(await accessFaults(screen)).toEqual([])
    await screen.getByRole('button', { name: /打开大屏/ }).click()
    await screen.locator('[data-tile="late"]').waitFor()
    await untilMapIsThere(screen)
    const refused = await context.request.get(`${site.url}/trpc/issue.queues`)
    expect(refused.status()).toBe(401)

    // It comes back after the browser was closed and opened again.
    const { cookies } = await context.storageState()
    const wall = cookies.find(({ name }) => name === 'quarterhour_wall')!
    expect(wall.expires).toBeGreaterThan(Date.now() / 1000 + 100 * 86_400)
    expect(cookies.map(({ name }) => name)).toEqual(['quarterhour_wall'])

    await page.getByText(/最近在线/).waitFor()
    await page.getByRole('button', { name: '停用大屏“一楼指挥大厅”' }).click()
    await screen.getByRole('heading', { name: '这块大屏现在看不了' }).waitFor()
    expect(await screen.locator('[data-tile]').count()).toBe(0)
    expect(await accessFaults(screen)).toEqual([])
    await page.getByText('还没有大屏').waitFor()
    await context.close()

    const late = await site.browser.newContext({ locale: 'zh-CN' })
    const again = await late.newPage()
    await again.goto(link)
    await again.getByRole('button', { name: /打开大屏/ }).click()
    await again.getByText(/已经用过/).waitFor()
    expect(await accessFaults(again)).toEqual([])
    await late.close()
  })
})
