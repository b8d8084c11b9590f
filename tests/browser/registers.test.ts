/** Working through doubtful links: seen on the map, accepted or moved, gone from the list. */
import type { Map as MapLibreMap } from 'maplibre-gl'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessFaults, openServerAndBrowser, untilMapRests, type OpenPage } from './openPage.ts'

let site: OpenPage

beforeAll(async () => {
  site = await openServerAndBrowser()
  const { page } = await site.open('/?place=imports')
  const center = await page.evaluate(async () => {
    const answer = await fetch('/trpc/unit.tree?input=%7B%7D')
    const body = (await answer.json()) as {
      result: { data: { level: string; name: string; center: [number, number] }[] }
    }
    const communities = body.result.data.filter(({ level }) => level === 'community')
    return { place: communities[0]!.center, other: communities[1]!.name }
  })
  const [lon, lat] = center.place
  const rows = [
    'id,name,kind,unit,lon,lat',
    `D1,写错辖区的药店,pharmacy,${center.other},${String(lon)},${String(lat)}`,
    'D2,没有位置的食堂,canteen,,,',
  ]
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'doubts.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\n')) })
  await page.getByRole('button', { name: '试运行' }).click()
  await page.getByRole('button', { name: '导入 2 行' }).click()
  await page.getByText('导入完成').waitFor()
  await page.context().close()
})

afterAll(async () => {
  await site?.close()
})

describe('the list of doubtful links', () => {
  it('shows the unit named beside the unit where the place lies, and takes "accept" from the keyboard', async () => {
    const { page } = await site.open('/?place=registers&registers.kind=facility&registers.reason=otherUnit')
    const row = page.getByRole('option', { name: /写错辖区的药店/ })
    await row.click()
    await page.getByRole('region', { name: '当前记录' }).getByText('填写的辖区').waitFor()
    expect(await accessFaults(page)).toEqual([])
    await page.getByRole('listbox').press('a')
    await page.getByText('已认可 1 条').waitFor()
    await expect.poll(() => row.count()).toBe(0)
    await page.context().close()
  })

  it('gives a thing the place that is clicked on the map', async () => {
    const { page } = await site.open('/?place=registers&registers.kind=facility&registers.reason=noPlace')
    await page.getByRole('option', { name: /没有位置的食堂/ }).click()
    await untilMapRests(page)
    await page.getByRole('button', { name: '改定位置' }).click()
    await page.getByText('请在地图上点出“没有位置的食堂”的位置').waitFor()
    const middle = await page.evaluate(() => {
      const map = Reflect.get(window, 'quarterhourMap') as MapLibreMap
      const box = map.getContainer().getBoundingClientRect()
      return { x: box.left + 300, y: box.top + box.height / 2 }
    })
    await page.mouse.click(middle.x, middle.y)
    await page.getByText(/已移到新位置并重新关联/).waitFor()
    await page.context().close()
  })
})
