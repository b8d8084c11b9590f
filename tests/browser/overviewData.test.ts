/** What the map draws when its data changes fast (trap RB-32) and when there are very many points. */
import type { GeoJSONSource, Map as MapLibreMap } from 'maplibre-gl'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openServerAndBrowser, untilMapRests, type OpenPage } from './openPage.ts'

let site: OpenPage

beforeAll(async () => {
  site = await openServerAndBrowser()
})

afterAll(async () => {
  await site?.close()
})

/** Facilities the source holds in the tiles on screen: clusters count as all that they stand for. */
const heldFacilities = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const map = Reflect.get(window, 'quarterhourMap') as MapLibreMap
    const seen = new Map<string, number>()
    for (const feature of map.querySourceFeatures('facilities')) {
      const { cluster_id: cluster, id, point_count: count } = feature.properties
      seen.set(
        cluster === undefined ? `one ${id}` : `many ${cluster}`,
        cluster === undefined ? 1 : Number(count),
      )
    }
    return [...seen.values()].reduce((sum, one) => sum + one, 0)
  })

describe('data that changes at once', () => {
  it('RB-32: 20,000 points and then 50 leave only the 50', async () => {
    const { page } = await site.open()
    await untilMapRests(page)
    await page.evaluate(() => {
      const map = Reflect.get(window, 'quarterhourMap') as MapLibreMap
      const { lng, lat } = map.getCenter()
      const points = (count: number, name: string): GeoJSON.FeatureCollection => ({
        type: 'FeatureCollection',
        features: Array.from({ length: count }, (_, i) => ({
          type: 'Feature',
          properties: { id: `${name}${i}`, name, kind: 'clinic', group: 'care' },
          geometry: {
            type: 'Point',
            coordinates: [lng + ((i % 100) - 50) * 1e-5, lat + ((Math.floor(i / 100) % 100) - 50) * 1e-5],
          },
        })),
      })
      const source = map.getSource<GeoJSONSource>('facilities')
      source?.setData(points(20_000, 'many'))
      source?.setData(points(50, 'few'))
    })
    await page.waitForTimeout(500)
    for (const zoom of [14, 15.2, 13]) {
      await page.evaluate((to) => {
        ;(Reflect.get(window, 'quarterhourMap') as MapLibreMap).jumpTo({ zoom: to })
      }, zoom)
      await untilMapRests(page)
      await expect.poll(() => heldFacilities(page), { timeout: 20_000 }).toBe(50)
    }
    await page.context().close()
  })
})

describe('very many points', () => {
  it('draws 100,000 open issues and picks one of them', async () => {
    const { page, complaints } = await site.open('/?show=issues')
    await untilMapRests(page)
    const { lng, lat } = await page.evaluate(() => {
      const center = (Reflect.get(window, 'quarterhourMap') as MapLibreMap).getCenter()
      return { lng: center.lng, lat: center.lat }
    })
    await page.route(/issue\.points/, async (route) => {
      const answer = await route.fetch()
      const names = new URL(route.request().url()).pathname.split('/trpc/')[1]?.split(',') ?? []
      const body = (await answer.json()) as { result: { data: object } }[]
      const length = 100_000
      const of = <T>(make: (i: number) => T) => Array.from({ length }, (_, i) => make(i))
      const points = {
        ids: of((i) => `i${i}`),
        states: of((i) => i % 5),
        classes: of(() => 0),
        classNames: ['other'],
        isLate: of((i) => Number(i % 7 === 0)),
        lons: of((i) => lng + ((i % 400) - 200) * 2e-5),
        lats: of((i) => lat + (Math.floor(i / 400) - 125) * 2e-5),
      }
      const all = Array.isArray(body) ? body : [body]
      const at = names.findIndex((name) => name === 'issue.points')
      const target = all[Math.max(0, at)]
      if (target) target.result.data = points
      await route.fulfill({ response: answer, json: Array.isArray(body) ? all : all[0] })
    })
    await page.reload()
    await untilMapRests(page)
    await page.waitForTimeout(4000)
    const middle = await page.evaluate(() => {
      const map = Reflect.get(window, 'quarterhourMap') as MapLibreMap
      const { x, y } = map.project(map.getCenter())
      const box = map.getContainer().getBoundingClientRect()
      return { x: box.left + x, y: box.top + y }
    })
    await page.mouse.click(middle.x, middle.y)
    await page.waitForURL(/sel=issue:i\d+/, { timeout: 60_000 })
    expect(complaints.filter((one) => !one.includes('404'))).toEqual([])
    await page.context().close()
  })
})
