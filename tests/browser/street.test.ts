/**
 * Changes to the street on the page: tried, seen at once, kept, found again by the address, compared, exported; the
 * same figures as the command gives.
 */
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { parse } from 'csv-parse/sync'
import type { FeatureCollection } from 'geojson'
import type { Map as MapLibreMap } from 'maplibre-gl'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EffectFigures } from '../../shared/scenario/effect.ts'
import type { ListedOpening } from '../../shared/scenario/listOpenings.ts'
import type { ScenarioRecord } from '../../shared/scenario/scenarioRecord.ts'
import { accessFaults, openServerAndBrowser, untilMapRests, type OpenPage } from './openPage.ts'

const ROOT = join(import.meta.dirname, '..', '..')
/** A busy machine draws a frame a second. */
const SLOW = { timeout: 30_000 } as const
const CANTEENS = '/?place=circles&circles.kind=canteen&circles.who=residents'
let site: OpenPage

beforeAll(async () => {
  site = await openServerAndBrowser()
})

afterAll(async () => {
  await site?.close()
})

async function command<Answer>(...words: string[]): Promise<Answer> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', join(ROOT, 'server', 'cli', 'qh.ts'), ...words, '--json'],
    { cwd: ROOT, env: { ...process.env, QUARTERHOUR_DATA: site.directory } },
  )
  return JSON.parse(stdout) as Answer
}

const numberIn = (text: string): number => Number(text.replace(/,/g, '').replace('−', '-').replace('+', ''))

async function cells(page: Page, minutes: number): Promise<number[]> {
  const row = page
    .getByRole('region', { name: '前后对照' })
    .getByRole('row', { name: new RegExp(`^${String(minutes)} 分钟`) })
  return (await row.getByRole('cell').allTextContents()).map(numberIn)
}

const ringsOnPage = (page: Page): Promise<number[][]> =>
  Promise.all([5, 10, 15].map((minutes) => cells(page, minutes)))

const ringsOf = ({ rings }: EffectFigures): number[][] =>
  rings.map(({ before, after, gained, lost }) => [before, after, gained, lost === 0 ? 0 : -lost])

const savedOnPage = async (page: Page): Promise<number> =>
  numberIn(await page.getByRole('region', { name: '改动的效果' }).getByRole('definition').last().innerText())

const scenarioIn = (page: Page): string | null => new URL(page.url()).searchParams.get('circles.scenario')

/** Shuts a gate by the list beside the map; the tool is in hand. */
async function toggleGate(page: Page, name: string): Promise<void> {
  await page.getByLabel('门的名单').selectOption({ label: name })
  await page.getByRole('button', { name: '开／关' }).click()
}

async function keepAs(page: Page, name: string): Promise<string> {
  await page.getByLabel('方案名称').fill(name)
  await page.getByRole('button', { name: '保存为方案' }).click()
  await page.getByText(`已保存“${name}”`).waitFor()
  await expect.poll(() => scenarioIn(page), SLOW).not.toBeNull()
  return scenarioIn(page)!
}

describe('a gate', () => {
  it('is shut and opened by the list, by a click on its symbol, and undone', async () => {
    const { page, complaints } = await site.open(`${CANTEENS}&circles.street=draft`)
    await page.getByRole('button', { name: '开关门' }).click()
    const list = page.getByLabel('门的名单')
    await list.locator('option').nth(20).waitFor({ state: 'attached' })
    const [name] = (await list.locator('option').allTextContents()).filter((text) => text.includes('东门'))
    const line = page.getByRole('button', { name: `关上${name!}`, exact: true })
    await list.selectOption({ label: name! })
    await untilMapRests(page)
    await page.getByRole('button', { name: '开／关' }).click()
    await line.waitFor()
    const [x, y] = await page.evaluate((wanted) => {
      const map = Reflect.get(window, 'quarterhourMap') as MapLibreMap
      const gates = map.querySourceFeatures('streetGates')
      const gate = gates.find(({ properties }) => properties.name === wanted)!.geometry as GeoJSON.Point
      const at = map.project(gate.coordinates as [number, number])
      const { left, top } = map.getContainer().getBoundingClientRect()
      return [left + at.x, top + at.y] as const
    }, name)
    await page.mouse.click(x, y)
    // open again is as it was: there is no change left
    await expect.poll(() => line.count(), SLOW).toBe(0)
    await page.mouse.click(x, y)
    await line.waitFor()
    await page.getByRole('button', { name: '撤销' }).click()
    await expect.poll(() => line.count(), SLOW).toBe(0)
    expect(complaints).toEqual([])
    await page.context().close()
  })
})

describe('a road closed for works, by the keyboard alone', () => {
  it('is taken in the middle of the map and told by grid', async () => {
    const { page } = await site.open(`${CANTEENS}&circles.street=draft`)
    await untilMapRests(page)
    await page.getByRole('button', { name: '封路' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: '取地图中心' }).focus()
    await page.keyboard.press('Enter')
    const said = page.getByRole('alert').or(page.getByText(/^封路：/))
    await said.first().waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(() => page.getByRole('button', { name: '取地图中心' }).count(), SLOW).toBe(0)
    await page.context().close()
  })
})

describe('a scenario', () => {
  let id: string
  it('is seen at once, kept, and found again by its address with the figures of the command', async () => {
    const { page } = await site.open(`${CANTEENS}&circles.street=draft`)
    await page.getByRole('button', { name: '开关门' }).click()
    const list = page.getByLabel('门的名单')
    await list.locator('option').nth(20).waitFor({ state: 'attached' })
    const names = (await list.locator('option').allTextContents()).filter((text) => /[东南]门$/.test(text))
    for (const name of names.slice(0, 4)) await toggleGate(page, name)
    await page.getByText('改动 4 项').waitFor()
    await page.getByRole('region', { name: '前后对照' }).waitFor()
    id = await keepAs(page, '四门关闭')
    const told = await command<EffectFigures>('scenario', 'effect', id, '--kind', 'canteen')
    expect(told.slower + told.cutOff).toBeGreaterThan(0)
    await expect.poll(() => ringsOnPage(page), SLOW).toEqual(ringsOf(told))
    const address = page.url()
    await page.context().close()

    const again = await site.open(address.replace(site.url, ''))
    await again.page.getByText('改动 4 项').waitFor()
    await expect.poll(() => ringsOnPage(again.page), SLOW).toEqual(ringsOf(told))
    await expect
      .poll(
        () =>
          again.page.evaluate(() => {
            const map = Reflect.get(window, 'quarterhourMap') as MapLibreMap
            return map.querySourceFeatures('streetBefore').length
          }),
        SLOW,
      )
      .toBeGreaterThan(0)
    await again.page.context().close()
  })

  it('goes out as GeoJSON and as a table by grid', async () => {
    const { page } = await site.open(`${CANTEENS}&circles.street=draft&circles.scenario=${id}`)
    await page.getByRole('region', { name: '前后对照' }).waitFor()
    const told = await command<EffectFigures>('scenario', 'effect', id, '--kind', 'canteen')
    const fileOf = async (button: string): Promise<string> => {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: button }).click(),
      ])
      return readFileSync(await download.path(), 'utf8')
    }
    const geo = JSON.parse(await fileOf('导出 GeoJSON')) as FeatureCollection & { effect: EffectFigures }
    expect(geo.features.filter(({ properties }) => properties?.role === 'change')).toHaveLength(4)
    expect(geo.effect.rings).toEqual(told.rings)
    const lines = parse(await fileOf('导出 CSV'), { bom: true }) as string[][]
    expect(lines[0]!.slice(0, 3)).toEqual(['编码', '辖区', '总人数'])
    expect(lines.slice(1, -1).map(([code]) => code)).toEqual(told.byUnit.map(({ code }) => code))
    expect(lines.at(-1)!.slice(2, 4).map(Number)).toEqual([told.total, told.rings[0]!.before])
    await page.context().close()
  })

  it('stands beside another, and is deleted only when that is confirmed', async () => {
    const { page } = await site.open(`${CANTEENS}&circles.street=draft`)
    await giveAGateHours(page)
    const other = await keepAs(page, '一门定时')
    await page.getByText('方案', { exact: true }).click()
    await page.getByLabel('对比“四门关闭”').check()
    await page.getByLabel('对比“一门定时”').check()
    const table = page.getByRole('region', { name: '并排对比' }).getByRole('row')
    await expect.poll(() => table.count(), SLOW).toBe(3)
    const told = await command<EffectFigures>('scenario', 'effect', id, '--kind', 'canteen')
    await expect
      .poll(async () => {
        const row = page.getByRole('region', { name: '并排对比' }).getByRole('row', { name: /四门关闭/ })
        return (await row.getByRole('cell').allTextContents()).slice(1).map(numberIn)
      }, SLOW)
      .toEqual([
        told.rings[2]!.gained,
        told.rings[2]!.lost === 0 ? 0 : -told.rings[2]!.lost,
        told.personMinutesSaved - told.personMinutesLost,
      ])
    expect(new URL(page.url()).searchParams.get('circles.compared')?.split(',').sort()).toEqual(
      [id, other].sort(),
    )
    await page.getByRole('button', { name: '删除“一门定时”' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '取消' }).first().click()
    expect(await command<ScenarioRecord[]>('scenario', 'list')).toHaveLength(2)
    await page.getByRole('button', { name: '删除“一门定时”' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '删除' }).click()
    await page.getByText('方案已删除').waitFor()
    const left = await command<ScenarioRecord[]>('scenario', 'list')
    expect(left.map(({ name }) => name)).toEqual(['四门关闭'])
    await page.context().close()
  })
})

/** Gives a gate hours: people are seen to walk after it shuts. */
async function giveAGateHours(page: Page): Promise<void> {
  await page.getByRole('button', { name: '开关门' }).click()
  const list = page.getByLabel('门的名单')
  await list.locator('option').nth(20).waitFor({ state: 'attached' })
  await list.selectOption({ index: 5 })
  await page.getByRole('button', { name: '定开门时间' }).click()
  await page.getByLabel('几点出门').waitFor()
  expect(await page.getByLabel('几点出门').inputValue()).toBe('22:30')
}

describe('which wall, opened, would help most', () => {
  it('is ranked as the command ranks it, and saves that when it is tried', async () => {
    const { page } = await site.open(`${CANTEENS}&circles.street=walls`)
    await page.getByRole('button', { name: '开始查找' }).click()
    const list = page.getByRole('region', { name: /可开通/ }).getByRole('listitem')
    await list.first().waitFor()
    const told = await command<{ found: number; openings: ListedOpening[] }>(
      'barriers',
      '--kind',
      'canteen',
      '--top',
      '20',
    )
    expect(await page.getByText(`可开通 ${String(told.found)} 处`).count()).toBe(1)
    const shown = await list.getByRole('button').locator('span:last-child').allTextContents()
    expect(shown.map((text) => numberIn(/^[\d,]+/.exec(text)![0]))).toEqual(
      told.openings.map(({ personMinutes }) => personMinutes),
    )
    await list.first().getByRole('button').first().click()
    await page.getByRole('button', { name: '试一试' }).click()
    await page.getByText('改动 1 项').waitFor()
    await expect
      .poll(async () => Math.abs((await savedOnPage(page)) - told.openings[0]!.personMinutes), SLOW)
      .toBeLessThanOrEqual(1 + 0.01 * told.openings[0]!.personMinutes)
    await page.context().close()
  })
})

describe('the street view', () => {
  it.each(['light', 'dark'] as const)('has nothing for axe to find (%s)', async (colorScheme) => {
    const { page } = await site.open(`${CANTEENS}&circles.street=draft`, { colorScheme })
    await giveAGateHours(page)
    await page.getByRole('region', { name: '前后对照' }).waitFor()
    expect(await accessFaults(page)).toEqual([])
    await page.getByText('方案', { exact: true }).click()
    await page.getByText(/已存方案/).waitFor()
    expect(await accessFaults(page)).toEqual([])
    await page.context().close()
  })
})
