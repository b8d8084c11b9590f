/** The overview as a person meets it: find, pick, colour, go back in time, share. */
import type { Map as MapLibreMap } from 'maplibre-gl'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessFaults, openServerAndBrowser, untilMapRests, type OpenPage } from './openPage.ts'

let site: OpenPage

beforeAll(async () => {
  site = await openServerAndBrowser()
})

afterAll(async () => {
  await site?.close()
})

const panel = '#panel'

describe('opening the page', () => {
  it('shows the street, its map, its legend and the most urgent issues', async () => {
    const { page, complaints } = await site.open()
    await page.getByRole('heading', { level: 1 }).getByText('街道').waitFor()
    await page
      .getByRole('region', { name: '最急的诉求' })
      .getByRole('button', { name: /超期/ })
      .first()
      .waitFor()
    await untilMapRests(page)
    const drawn = await page.evaluate(() => {
      const map = Reflect.get(window, 'quarterhourMap') as MapLibreMap
      const count = (layer: string) => map.queryRenderedFeatures({ layers: [layer] }).length
      return { fills: count('unit:fill'), roads: count('road:local'), canvas: map.getCanvas().width }
    })
    expect(drawn.fills).toBeGreaterThan(8)
    expect(drawn.roads).toBeGreaterThan(0)
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('has a legend that counts as many units as the map colours', async () => {
    const { page } = await site.visit('/?level=community&colour=density')
    const rows = page.getByRole('region', { name: '图例' }).getByRole('listitem').filter({ hasText: '个' })
    await rows.first().waitFor()
    const counts = (await rows.locator('span:last-child').allTextContents()).map((text) =>
      Number(text.replace(' 个', '')),
    )
    const communities = await page.getByRole('treeitem', { level: 2 }).count()
    expect(counts.reduce((sum, one) => sum + one, 0)).toBe(communities)
  })

  it.each(['light', 'dark'] as const)('has nothing for axe to find (%s)', async (colorScheme) => {
    const { page } = await site.visit('/', { colorScheme })
    await page.getByRole('treeitem').first().waitFor()
    await page.getByRole('button', { name: '着色设置' }).click()
    expect(await accessFaults(page)).toEqual([])
  })
})

describe('picking a unit', () => {
  it('works by keyboard alone, is in the address, outlives a reload and can be gone back from', async () => {
    const { page } = await site.open()
    await page.getByRole('treeitem').first().focus()
    await page.keyboard.press('ArrowDown')
    const name = await page.evaluate(() => document.activeElement?.textContent ?? '')
    await page.keyboard.press('Enter')
    const heading = page.locator(panel).getByRole('heading', { level: 2 })
    await heading.waitFor()
    const title = (await heading.textContent()) ?? ''
    expect(name).toContain(title)
    expect(page.url()).toContain('sel=unit:')
    await page.reload()
    await page.locator(panel).getByRole('heading', { level: 2, name: title }).waitFor()
    await page.goBack()
    await page.getByRole('tree').waitFor()
    expect(page.url()).not.toContain('sel=')
    await page.context().close()
  })

  it('works on the map, for codes that are text, with one strong outline', async () => {
    const { page } = await site.open('/?level=community&show=')
    await untilMapRests(page)
    const target = await page.evaluate(() => {
      const map = Reflect.get(window, 'quarterhourMap') as MapLibreMap
      const box = map.getContainer().getBoundingClientRect()
      const [x, y] = [box.width * 0.3, box.height * 0.35]
      const [feature] = map.queryRenderedFeatures([x, y], { layers: ['unit:fill'] })
      return { x: box.left + x, y: box.top + y, code: String(feature?.properties.code) }
    })
    await page.mouse.click(target.x, target.y)
    await page.waitForURL((address) => address.search.includes(`sel=unit:${target.code}`))
    const state = await page.evaluate((id) => {
      const map = Reflect.get(window, 'quarterhourMap') as MapLibreMap
      return map.getFeatureState({ source: 'units', id })
    }, target.code)
    expect(state).toMatchObject({ selected: true })
    await page.context().close()
  })

  it('leads from a number to its list and from a row back to the map', async () => {
    const { page } = await site.visit('/')
    await untilMapRests(page)
    await page.getByRole('button', { name: /全部未结诉求/ }).click()
    const row = page.getByRole('region', { name: '诉求' }).getByRole('button', { name: /网格/ }).first()
    await row.click()
    await page.waitForURL(/sel=issue:/)
    await page.waitForURL(/view=1[6-9]/)
    await page.getByRole('button', { name: '返回' }).click()
    await page.getByRole('region', { name: '诉求' }).waitFor()
  })
})

describe('searching', () => {
  it('finds a unit by pinyin initials and opens it with Enter', async () => {
    const { page } = await site.open()
    const unit = await page.getByRole('treeitem', { level: 2 }).first().textContent()
    const [name = ''] = /^.*?(社区|村)/.exec(unit ?? '') ?? []
    const { pinyin } = await import('pinyin-pro')
    expect(name).not.toBe('')
    await page.keyboard.press('Control+k')
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT')
    await page.keyboard.type(pinyin(name, { pattern: 'first', toneType: 'none', separator: '' }))
    await page.getByRole('option', { name }).first().waitFor()
    await page.keyboard.press('Enter')
    await page.locator(panel).getByRole('heading', { level: 2, name }).waitFor()
    await page.context().close()
  })

  it('says what to try when nothing is found', async () => {
    const { page } = await site.open()
    await page.getByRole('treeitem').first().waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type('查无此处')
    await page.getByText('没有找到“查无此处”').waitFor()
    await page.context().close()
  })
})

describe('an earlier day', () => {
  it('is loud, asks everything as of then, and leads back to today', async () => {
    const { page } = await site.visit('/')
    const total = page.getByRole('button', { name: /^未结诉求/ })
    await total.waitFor()
    const today = await total.textContent()
    await page.goto(`${site.url}/?at=2026-03-02`)
    await page.getByText('正在查看 2026-03-02 的情况').waitFor()
    await total.waitFor()
    expect(await total.textContent()).not.toBe(today)
    await page.getByRole('main').getByRole('button', { name: '回到今天' }).click()
    await page.waitForURL((address) => !address.search.includes('at='))
  })
})

describe('a link', () => {
  it('brings back view, layers, colouring, selection and language', async () => {
    const { page } = await site.open('/?lang=en&colour=over64Share&breaks=equal&classes=4&show=labels')
    await untilMapRests(page)
    await page.getByRole('button', { name: 'Zoom in' }).click()
    await page.waitForURL(/view=/)
    await page.getByRole('treeitem').nth(1).click()
    await page.waitForURL(/sel=unit/)
    await untilMapRests(page)
    const address = new URL(page.url())
    const copy = await site.open(address.pathname + address.search)
    await copy.page.getByRole('heading', { name: /Share of 65 and over/ }).waitFor()
    await copy.page.getByText('Looked after by').waitFor()
    await untilMapRests(copy.page)
    const [view, again] = await Promise.all(
      [page, copy.page].map((one) =>
        one.evaluate(() => (Reflect.get(window, 'quarterhourMap') as MapLibreMap).getZoom().toFixed(1)),
      ),
    )
    expect(again).toBe(view)
    await page.context().close()
    await copy.page.context().close()
  })
})

describe('on a phone', () => {
  it('has the panel as a sheet with three heights and nothing wider than the screen', async () => {
    const { page } = await site.open('/', { viewport: { width: 390, height: 844 }, hasTouch: true })
    const sheet = page.locator(panel)
    await page.getByRole('treeitem').first().waitFor()
    const height = async () => (await sheet.boundingBox())?.height ?? 0
    const half = await height()
    await page.getByRole('button', { name: '调高面板' }).press('ArrowUp')
    await expect.poll(height).toBeGreaterThan(half * 1.4)
    await page.getByRole('button', { name: '调低面板' }).press('ArrowDown')
    await page.getByRole('button', { name: '调高面板' }).press('ArrowDown')
    await expect.poll(height).toBeLessThan(120)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    expect(await accessFaults(page)).toEqual([])
    await page.context().close()
  })
})

describe('a personal value', () => {
  it('is shown to the first account for a purpose, and the look is in the audit log', async () => {
    const { page, complaints } = await site.open()
    await page.locator(panel).getByRole('button', { name: /^居民/ }).click()
    const eye = page.getByRole('button', { name: '查看电话' }).first()
    const row = page
      .locator(panel)
      .getByText(/^\d{3}\*{4}\d{4}$/)
      .first()
    const [, start, end] = /^(\d{3})\*{4}(\d{4})$/.exec((await row.textContent()) ?? '') ?? []
    await eye.click()
    const dialog = page.getByRole('dialog', { name: '查看电话明文' })
    const show = dialog.getByRole('button', { name: '查看并记录' })
    expect(await show.isDisabled()).toBe(true)
    await dialog.getByLabel('入户走访').check()
    expect(await accessFaults(page)).toEqual([])
    await show.click()
    await page
      .locator(panel)
      .getByText(new RegExp(`^${start}\\d{4}${end}$`))
      .waitFor()
    await page.goto(`${site.url}/?place=admin&admin.tab=audit`)
    const log = page.getByRole('region', { name: '审计日志' })
    await log.getByText('查看明文').first().waitFor()
    await log.getByText('入户走访').first().waitFor()
    expect(complaints).toEqual([])
    await page.context().close()
  })
})

describe('several tabs of one browser', () => {
  it('share one stream of changes; when its tab closes, another goes on with it', async () => {
    const { page: first } = await site.open('/?place=admin')
    const context = first.context()
    let streams = 0
    context.on('request', (request) => {
      if (request.url().includes('/trpc/live.changes')) streams++
    })
    await first.getByText('实时').first().waitFor()
    streams = 0
    const others = [await context.newPage(), await context.newPage()]
    for (const page of others) {
      await page.goto(`${site.url}/?place=admin`)
      await page.getByText('实时').first().waitFor()
    }
    expect(streams).toBe(0)
    await first.close()
    await expect.poll(() => streams, { timeout: 30_000 }).toBe(1)
    for (const page of others) await page.getByText('实时').first().waitFor()
    await context.close()
  })
})
