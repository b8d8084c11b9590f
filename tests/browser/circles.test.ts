/** Who has no canteen within fifteen minutes, and where: asked on the page, told by the same figures everywhere. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Map as MapLibreMap } from 'maplibre-gl'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessFaults, openServerAndBrowser, untilMapRests, type OpenPage } from './openPage.ts'

let site: OpenPage
const samples = join(import.meta.dirname, '..', '..', 'geodata', 'samples')

beforeAll(async () => {
  site = await openServerAndBrowser()
})

afterAll(async () => {
  await site?.close()
})

const numbers = (texts: readonly string[]): number[] => texts.map((text) => Number(text.replace(/,/g, '')))

describe('a kind of facility', () => {
  it('is picked from its group and tells how many older people are left out', async () => {
    const { page, complaints } = await site.visit('/?place=circles&circles.measure=radius')
    await page.getByRole('button', { name: /老年助餐点/ }).click()
    await page.getByText(/位老年人（65\+）不在 15 分钟圈内/).waitFor()
    const row = page.getByRole('row', { name: /^圈外/ }).first()
    const [, , over64] = numbers(await row.getByRole('cell').allTextContents())
    const headline = await page.getByText(/位老年人/).textContent()
    expect(numbers([/^[\d,]+/.exec(headline ?? '')?.[0] ?? ''])).toEqual([over64])
    await page.getByText('服务半径（直线距离）').first().waitFor()
    await untilMapRests(page)
    const rings = await page.evaluate(() => {
      const map = Reflect.get(window, 'quarterhourMap') as MapLibreMap
      return new Set(map.querySourceFeatures('circles').map(({ properties }) => Number(properties.ring))).size
    })
    expect(rings).toBe(3)
    expect(complaints).toEqual([])
  })

  it('leaves more people out when its radii shrink, and keeps them in the link', async () => {
    const { page } = await site.visit(
      '/?place=circles&circles.kind=canteen&circles.who=residents&circles.measure=radius',
    )
    const outside = async () =>
      numbers(
        await page.getByRole('row', { name: /^圈外/ }).first().getByRole('cell').allTextContents(),
      )[0] ?? 0
    await page.getByText(/位居民不在/).waitFor()
    const before = await outside()
    await page.getByLabel('15 分钟圈半径').fill('600')
    await page.getByLabel('15 分钟圈半径').press('Enter')
    await expect.poll(outside).toBeGreaterThan(before)
    expect(page.url()).toContain('circles.radii=300,500,600')
  })

  it('opens around one facility from its card', async () => {
    const { page, complaints } = await site.open()
    const id = await page.evaluate(async () => {
      const answer = await fetch('/trpc/facility.list?input=%7B%7D')
      return ((await answer.json()) as { result: { data: { rows: { id: string }[] } } }).result.data.rows[0]!
        .id
    })
    await page.goto(`${site.url}/?sel=facility:${encodeURIComponent(id)}`)
    await page.getByRole('button', { name: '看它的生活圈' }).click()
    await page.getByRole('row', { name: /^圈外/ }).first().waitFor()
    expect(new URL(page.url()).searchParams.get('circles.facility')).toBe(id)
    expect(new URL(page.url()).searchParams.get('sel')).toBeNull()
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('says so when the radii do not ascend', async () => {
    const { page } = await site.visit('/?place=circles&circles.kind=canteen&circles.measure=radius')
    await page.getByLabel('5 分钟圈半径', { exact: true }).fill('900')
    await page.getByText(/半径须由小到大/).waitFor()
  })

  it('shows a unit on the map from the table, by keyboard', async () => {
    const { page } = await site.visit('/?place=circles&circles.kind=canteen')
    const first = page.getByRole('grid', { name: '圈外的人在哪里' }).getByRole('row').nth(1)
    await first.focus()
    await first.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.url()).toContain('circles.unit=')
  })
})

describe('service points from a file', () => {
  it('are drawn without being stored', async () => {
    const { page } = await site.open('/?place=imports')
    await page.locator('input[type=file]').setInputFiles(join(samples, 'service-points.geojson'))
    await page.getByRole('button', { name: /只当作服务点/ }).click()
    const count = (
      JSON.parse(readFileSync(join(samples, 'service-points.geojson'), 'utf8')) as { features: unknown[] }
    ).features.length
    await page.getByText(`${String(count)} 个点，只在本页使用`).waitFor()
    await page.getByText(/不在 15 分钟圈内|所有人都在/).waitFor()
    await page.context().close()
  })
})

describe('the circles place', () => {
  it.each(['light', 'dark'] as const)('has nothing for axe to find (%s)', async (colorScheme) => {
    const { page } = await site.visit('/?place=circles&circles.kind=canteen', { colorScheme })
    await page.getByText(/不在 15 分钟圈内/).waitFor()
    expect(await accessFaults(page)).toEqual([])
  })
})
