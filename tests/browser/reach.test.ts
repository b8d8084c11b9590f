/** Scores of homes, one home explained, measures of access, how sure a circle is, and the files that leave the page. */
import { readFile } from 'node:fs/promises'
import type { Map as MapLibreMap } from 'maplibre-gl'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AccessReport } from '../../shared/circles/accessReport.ts'
import type { ScoreSummary } from '../../shared/circles/lifeCircleScore.ts'
import { runCommand } from '../fixtures/runCommand.ts'
import { accessFaults, openServerAndBrowser, untilMapRests, type OpenPage } from './openPage.ts'

const PLACE = '113.901511,30.400425'
/** A home at the far end of the demo town from its one home for older people. */
const FAR_HOME = '113.891369,30.405888'
let site: OpenPage

beforeAll(async () => {
  site = await openServerAndBrowser()
})

afterAll(async () => {
  await site?.close()
})

const number = (text: string | null): number => Number(/[\d,.]+/.exec(text ?? '')?.[0].replace(/,/g, ''))

/** Chooses an entry of the export menu. @returns the file's name and bytes */
async function exported(page: Page, entry: string): Promise<{ name: string; bytes: Buffer }> {
  await page.getByRole('button', { name: '导出' }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download', { timeout: 60_000 }),
    page.getByRole('menuitem', { name: entry }).click(),
  ])
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) }
}

describe('the life-circle score', () => {
  it('is that of the command: mean, who has all, who lacks which kind', async () => {
    const { page, complaints } = await site.visit('/?place=circles')
    await page.getByRole('button', { name: /生活圈得分/ }).click()
    await page.getByText(/类设施走得到/).waitFor()
    const told = await runCommand<ScoreSummary & { targets: { kind: string }[] }>(site.directory, [
      'access',
      '--score',
      'convenience',
    ])
    const shown = await page.getByRole('region', { name: '生活圈得分' }).textContent()
    expect(number(shown)).toBe(Number(told.mean!.toFixed(1)))
    expect(shown).toContain(`${told.complete.toLocaleString('en')} 位居民样样走得到`)
    const missing = page.getByRole('region', { name: '缺哪几类' }).getByRole('button')
    const without = await missing.locator('strong').allTextContents()
    const expected = told.kinds.map(({ residentsWithout }) => residentsWithout).sort((a, b) => b - a)
    expect(without.map(number)).toEqual(expected)
    expect(complaints).toEqual([])
  })

  it('leads from a missing kind to its gap map', async () => {
    const { page } = await site.visit('/?place=circles&circles.score=completeCommunity')
    const missing = page.getByRole('region', { name: '缺哪几类' }).getByRole('button')
    await missing.first().waitFor()
    const without = number(await missing.first().locator('strong').textContent())
    await missing.first().click()
    await page.getByText(/位居民不在 10 分钟圈内/).waitFor()
    const outside = await page
      .getByRole('row', { name: /^圈外/ })
      .first()
      .getByRole('cell')
      .first()
      .textContent()
    expect(number(outside)).toBe(without)
  })

  it('of one home lists every kind, what is missing first', async () => {
    const { page } = await site.visit(`/?place=circles&circles.score=convenience&circles.home=${FAR_HOME}`)
    const home = page.getByRole('region', { name: /这一户：12 类中走得到/ })
    await home.waitFor()
    expect(await home.getByRole('button', { name: /限 15|走不到/ }).count()).toBe(12)
  })

  it('has nothing for axe to find', async () => {
    const { page } = await site.visit(`/?place=circles&circles.score=convenience&circles.home=${FAR_HOME}`)
    await page.getByRole('region', { name: /这一户/ }).waitFor()
    expect(await accessFaults(page)).toEqual([])
  })
})

describe('one home', () => {
  it('is picked on the map of a kind, with the minutes, the reason and the way', async () => {
    const { page } = await site.open('/?place=circles&circles.kind=elderlyHome')
    await page.getByText('点地图上的一处住处').waitFor()
    await untilMapRests(page)
    await page.mouse.click(520, 420)
    await expect
      .poll(() => new URL(page.url()).searchParams.get('circles.home'))
      .toMatch(/^113\.\d+,30\.\d+$/)
    await page
      .getByRole('region', { name: '这一户' })
      .getByText(/走 [\d.]+ 分钟/)
      .waitFor()
    await page.context().close()
  })

  it('that is too far says so, and its way is on the map', async () => {
    const { page } = await site.visit(`/?place=circles&circles.kind=elderlyHome&circles.home=${FAR_HOME}`)
    const home = page.getByRole('region', { name: '这一户' })
    await home.getByText(/走 \d+ 分钟才到最近的/).waitFor()
    await home.getByText(/太远：直线也要走 \d+ 分钟/).waitFor()
    await expect
      .poll(() =>
        page.evaluate(() => {
          const map = Reflect.get(window, 'quarterhourMap') as MapLibreMap
          return new Set(map.querySourceFeatures('explainedHome').map(({ geometry }) => geometry.type)).size
        }),
      )
      .toBe(2)
  })

  it('asks the reverse from its card: from here, what cannot be reached, and why', async () => {
    // Circles of something else were open before.
    const { page } = await site.visit(
      `/?place=circles&circles.kind=market&circles.home=${FAR_HOME}&sel=buildings`,
    )
    await page.getByRole('region', { name: /楼栋/ }).getByRole('button').first().click()
    await page.getByRole('button', { name: '从这里走，15 分钟能到哪里' }).click()
    await page.getByText(/位居民不在 15 分钟圈内/).waitFor()
    const { searchParams } = new URL(page.url())
    expect([searchParams.get('circles.kind'), searchParams.get('circles.home')]).toEqual([null, null])
    await page
      .getByRole('button', { name: /为什么/ })
      .first()
      .click()
    await page.getByText(/才到最近的.*超过 15 分钟|没有设施|没有路/).waitFor()
  })
})

describe('access to a kind', () => {
  it('is that of the command, by every measure that shares something out', async () => {
    const { page } = await site.visit('/?place=circles&circles.kind=pharmacy')
    const section = page.getByRole('region', { name: '可达性指标' })
    const gini = section.locator('dl > div', { hasText: '基尼系数' }).locator('dd')
    for (const measure of ['choices', 'twoStep', 'enhancedTwoStep']) {
      const words = ['access', '--kind', 'pharmacy', '--measure', measure]
      const told = await runCommand<AccessReport>(site.directory, words)
      await section.getByLabel('用哪个指标').selectOption(measure)
      await expect.poll(async () => Number(await gini.textContent())).toBe(Number(told.gini!.toFixed(2)))
    }
  })
})

describe('how sure a circle is', () => {
  it('tells who changes sides, and marks them on the map', async () => {
    const { page, complaints } = await site.visit(`/?place=circles&circles.place=${PLACE}`)
    const section = page.getByRole('region', { name: '这一圈有多可靠' })
    await section.getByRole('button', { name: '算一算' }).click()
    const slower = section.getByRole('listitem').filter({ hasText: '走慢一成' })
    await slower.waitFor()
    expect(number((await slower.textContent())!.replace('走慢一成', ''))).toBeGreaterThan(0)
    const stretch = section.getByRole('button', { name: /少 [\d,]+ 人/ }).first()
    await stretch.click()
    await expect.poll(() => stretch.getAttribute('aria-pressed')).toBe('true')
    expect(complaints).toEqual([])
  })
})

describe('what leaves the page', () => {
  it('are the figures that are shown: GeoJSON, CSV, XLSX, minutes', async () => {
    const { page, complaints } = await site.visit('/?place=circles&circles.kind=market')
    await page.getByText(/位居民不在 15 分钟圈内/).waitFor()
    const cells = await page
      .getByRole('row', { name: /^15 分钟/ })
      .first()
      .getByRole('cell')
      .allTextContents()
    const within = number(cells[0]!)
    const geojson = await exported(page, '圈与服务点（GeoJSON）')
    const { features } = JSON.parse(geojson.bytes.toString()) as {
      features: { geometry: { type: string }; properties: { minutes?: number; residents?: number } }[]
    }
    expect(features.find(({ properties }) => properties.minutes === 15)?.properties.residents).toBe(within)
    expect(features.filter(({ geometry }) => geometry.type === 'MultiPolygon')).toHaveLength(3)
    const csv = (await exported(page, '各辖区人数（CSV）')).bytes.toString()
    expect(csv.startsWith('\ufeff辖区代码,辖区,圈外')).toBe(true)
    const outside = csv
      .trim()
      .split('\r\n')
      .slice(1)
      .reduce((sum, line) => sum + Number(line.split(',')[2]), 0)
    const shown = await page
      .getByRole('row', { name: /^圈外/ })
      .first()
      .getByRole('cell')
      .first()
      .textContent()
    expect(outside).toBe(number(shown))
    const xlsx = await exported(page, '全部表格（XLSX）')
    expect(xlsx.name).toMatch(/^菜市场-\d{4}-\d{2}-\d{2}\.xlsx$/)
    const { default: excel } = await import('exceljs')
    const book = new excel.Workbook()
    await book.xlsx.load(new Uint8Array(xlsx.bytes).buffer)
    expect(book.worksheets.map(({ name }) => name)).toEqual(['圈内外人数', '各辖区'])
    expect(book.worksheets[0]!.getRow(4).getCell(2).value).toBe(within)
    const minutes = (await exported(page, '每处住处到各点的分钟数（CSV）')).bytes
      .toString()
      .trim()
      .split('\r\n')
    expect(minutes[0]!.split(',').length).toBeGreaterThan(5)
    expect(minutes.length).toBeGreaterThan(1000)
    expect(complaints).toEqual([])
  })

  it('is a picture for print, three times as sharp as the screen, with the dots where they belong', async () => {
    const { page, complaints } = await site.open('/?place=circles&circles.score=convenience', {
      viewport: { width: 1000, height: 700 },
    })
    await page.getByText(/类设施走得到/).waitFor()
    await untilMapRests(page)
    const { bytes } = await exported(page, '地图图片（PNG，可印刷）')
    expect(bytes.subarray(1, 4).toString()).toBe('PNG')
    const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)]
    const map = await page.evaluate(() => {
      const { clientWidth, clientHeight } = (
        Reflect.get(window, 'quarterhourMap') as MapLibreMap
      ).getContainer()
      return { clientWidth, clientHeight }
    })
    expect(width).toBe(map.clientWidth * 3)
    expect(height).toBeGreaterThan(map.clientHeight * 3)
    // Homes lie all over the town: their blue is to be found in the upper right quarter of the picture too.
    const plain = await site.browser.newPage()
    const blue = await plain.evaluate(async (encoded) => {
      const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${encoded}`)).blob())
      const ink = new OffscreenCanvas(image.width, image.height).getContext('2d')!
      ink.drawImage(image, 0, 0)
      const { data } = ink.getImageData(image.width / 2, 0, image.width / 2, image.height / 2)
      let found = 0
      for (let i = 0; i < data.length; i += 4)
        if (data[i]! < 90 && data[i + 1]! < 140 && data[i + 2]! > 110) found++
      return found
    }, bytes.toString('base64'))
    expect(blue).toBeGreaterThan(1000)
    await plain.close()
    expect(complaints).toEqual([])
    await page.context().close()
  })
})
