/** Walked circles on the page: a click, a drag, another walker, the way there; the same figures as the command gives. */
import type { Map as MapLibreMap } from 'maplibre-gl'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCommand } from '../fixtures/runCommand.ts'
import { accessFaults, openServerAndBrowser, untilMapRests, type OpenPage } from './openPage.ts'

const PLACE = '113.901511,30.400425'
const PIN = '生活圈的中心，可拖动，或用方向键移动'
let site: OpenPage

beforeAll(async () => {
  site = await openServerAndBrowser()
})

afterAll(async () => {
  await site?.close()
})

interface Ring {
  residents: number
  households: number
  over64: number
  under15: number
  dwellings: number
}

const command = (...words: string[]) => runCommand<{ rings: Ring[]; outside: Ring }>(site.directory, words)

const columnsOf = ({ residents, households, over64, under15, dwellings }: Ring): number[] => [
  residents,
  households,
  over64,
  under15,
  dwellings,
]

async function row(page: Page, name: RegExp): Promise<number[]> {
  const texts = await page.getByRole('row', { name }).first().getByRole('cell').allTextContents()
  return texts.map((text) => Number(text.replace(/,/g, '')))
}

const outsideNow = async (page: Page): Promise<number> => (await row(page, /^圈外/))[0] ?? 0

const placeIn = (page: Page): string | null => new URL(page.url()).searchParams.get('circles.place')

/** How many pixels of a canvas are painted. */
const inkOf = (canvas: Element): number => {
  const { width, height } = canvas as HTMLCanvasElement
  const { data } = (canvas as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width, height)
  let painted = 0
  for (let i = 3; i < data.length; i += 4) if (data[i]! > 0) painted++
  return painted
}

describe('a place on the map', () => {
  it('is clicked, and its circles hold the people that the command counts', async () => {
    const { page, complaints } = await site.open('/?place=circles')
    await untilMapRests(page)
    await page.mouse.click(520, 420)
    await page.getByText(/位居民不在 15 分钟圈内/).waitFor()
    const place = placeIn(page)
    expect(place).toMatch(/^\d+\.\d{6},\d+\.\d{6}$/)
    const told = await command('circle', '--at', place!)
    const shown = [await row(page, /^5 分钟/), await row(page, /^10 分钟/), await row(page, /^15 分钟/)]
    expect(shown).toEqual(told.rings.map(columnsOf))
    expect(await row(page, /^圈外/)).toEqual(columnsOf(told.outside))
    await expect
      .poll(() =>
        page.evaluate(() => {
          const map = Reflect.get(window, 'quarterhourMap') as MapLibreMap
          const found = map.querySourceFeatures('circles').map(({ properties }) => Number(properties.ring))
          return new Set(found).size
        }),
      )
      .toBe(3)
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('rests: a map on which nothing happens is not drawn again and again', async () => {
    const { page } = await site.visit(`/?place=circles&circles.place=${PLACE}`)
    await page.getByText(/位居民不在 15 分钟圈内/).waitFor()
    const drawnIn = (milliseconds: number) =>
      page.evaluate(async (wait) => {
        const map = Reflect.get(window, 'quarterhourMap') as MapLibreMap
        let count = 0
        const note = (): void => void count++
        map.on('render', note)
        await new Promise((resolve) => setTimeout(resolve, wait))
        map.off('render', note)
        return count
      }, milliseconds)
    await expect.poll(() => drawnIn(1_500), { timeout: 30_000 }).toBe(0)
  })

  it('is dragged: the figures follow the pointer, the address takes where it was left', async () => {
    const { page } = await site.open(`/?place=circles&circles.place=${PLACE}`)
    await page.getByText(/位居民不在 15 分钟圈内/).waitFor()
    const pin = page.getByRole('button', { name: PIN })
    const box = (await pin.boundingBox())!
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
    const before = await outsideNow(page)
    await page.mouse.move(x, y)
    await page.mouse.down()
    for (let step = 1; step <= 8; step++) await page.mouse.move(x - step * 25, y - step * 10)
    await expect.poll(() => outsideNow(page)).not.toBe(before)
    expect(placeIn(page)).toBe(PLACE)
    // Held circles lie above the map, which is not drawn anew for them.
    const held = page.locator('.maplibregl-canvas-container canvas[aria-hidden]')
    await held.waitFor({ state: 'attached' })
    expect(await held.evaluate(inkOf)).toBeGreaterThan(1_000)
    await page.mouse.up()
    await expect.poll(() => placeIn(page)).not.toBe(PLACE)
    const told = await command('circle', '--at', placeIn(page)!)
    await expect.poll(() => outsideNow(page)).toBe(told.outside.residents)
    await held.waitFor({ state: 'detached' })
    await page.context().close()
  })

  it('is moved by the arrow keys', async () => {
    const { page } = await site.visit(`/?place=circles&circles.place=${PLACE}`)
    const pin = page.getByRole('button', { name: PIN })
    await pin.focus()
    await page.keyboard.press('Shift+ArrowRight')
    await expect.poll(() => Number(placeIn(page)?.split(',')[0])).toBeGreaterThan(113.9024)
  })

  it('is walked from by others: slower people reach fewer, and the address keeps who walks', async () => {
    const { page } = await site.visit(`/?place=circles&circles.place=${PLACE}`)
    await page.getByText(/位居民不在 15 分钟圈内/).waitFor()
    const standard = await outsideNow(page)
    await page.getByLabel('谁来走').selectOption('older')
    await expect.poll(() => outsideNow(page)).toBeGreaterThan(standard)
    expect(page.url()).toContain('circles.walker=older')
    const told = await command('circle', '--at', PLACE, '--profile', 'older')
    await expect.poll(() => outsideNow(page)).toBe(told.outside.residents)
    await page.getByLabel('第 3 圈的分钟数').fill('30')
    await page.getByLabel('第 3 圈的分钟数').press('Enter')
    await page.getByText(/不在 30 分钟圈内|所有人都在 30 分钟圈内/).waitFor()
  })

  it('is compared with the service radius: who is missed by the walk, by grid', async () => {
    const { page } = await site.visit(`/?place=circles&circles.place=${PLACE}`)
    await page.getByLabel(/米服务半径对照/).check()
    await page.getByText('直线圈内，却走不到').waitFor()
    const [missed] = await page.getByText(/位居民住在直线/).allTextContents()
    expect(Number(/^[\d,]+/.exec(missed!)![0].replace(/,/g, ''))).toBeGreaterThan(0)
    expect(page.url()).toContain('circles.compare=1')
  })

  it('lists what can be reached, and draws the way there', async () => {
    const { page } = await site.visit(`/?place=circles&circles.place=${PLACE}`)
    const reach = page.getByRole('region', { name: /走得到/ })
    const rows = reach.getByRole('button', { name: /分钟$/ })
    await rows.first().waitFor()
    const texts = await rows.locator('span:last-child').allTextContents()
    const minutes = texts.map((text) => Number(/^([\d.]+) 分钟$/.exec(text)?.[1]))
    expect(minutes).toEqual([...minutes].sort((a, b) => a - b))
    await rows.nth(3).click()
    await expect.poll(() => rows.nth(3).getAttribute('aria-pressed')).toBe('true')
    await expect
      .poll(() =>
        page.evaluate(() => {
          const map = Reflect.get(window, 'quarterhourMap') as MapLibreMap
          return map.querySourceFeatures('circleRoute').length
        }),
      )
      .toBeGreaterThan(0)
  })

  it('that is at no street says so', async () => {
    const { page } = await site.visit('/?place=circles&circles.place=10.000000,10.000000')
    await page.getByText(/100 米内没有可走的街道/).waitFor()
  })
})

describe('a kind of facility on foot', () => {
  it('leaves out the people that the command tells', async () => {
    const { page } = await site.visit('/?place=circles&circles.kind=canteen&circles.who=residents')
    await page.getByText(/位居民不在 15 分钟圈内/).waitFor()
    const told = (await command('access', '--kind', 'canteen')) as unknown as { outside: number }
    expect(await outsideNow(page)).toBe(told.outside)
  })
})

describe('walked circles', () => {
  it.each(['light', 'dark'] as const)('have nothing for axe to find (%s)', async (colorScheme) => {
    const { page } = await site.visit(`/?place=circles&circles.place=${PLACE}&circles.compare=1`, {
      colorScheme,
    })
    await page.getByText(/不在 15 分钟圈内/).waitFor()
    expect(await accessFaults(page)).toEqual([])
  })
})
