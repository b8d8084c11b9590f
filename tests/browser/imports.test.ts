/** Bringing one's own data in: dropped, recognised, checked, accepted; a wrong file changes nothing. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessFaults, openServerAndBrowser, type OpenPage } from './openPage.ts'

let site: OpenPage
const samples = join(import.meta.dirname, '..', '..', 'geodata', 'samples')

beforeAll(async () => {
  site = await openServerAndBrowser()
})

afterAll(async () => {
  await site?.close()
})

const give = (page: Page, name: string, text: string) =>
  page
    .locator('input[type=file]')
    .setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(text) })

const dryRun = (page: Page) => page.getByRole('button', { name: '试运行' })

/** Two good rows, one number that was used before, one capacity that is no number. */
const FACILITIES = `id,name,kind,capacity,lon,lat
T1,测试食堂,canteen,40,113.9,30.4
T2,测试药店,pharmacy,,113.901,30.401
T1,重复编号,pharmacy,,113.902,30.402
T4,容量有误,pharmacy,许多,113.903,30.403
`

describe('a table of facilities', () => {
  it('is recognised, its faults told by row and field, and its good rows taken in', async () => {
    const { page } = await site.open('/?place=imports')
    await give(page, 'points.csv', FACILITIES)
    await dryRun(page).waitFor()
    expect(await page.getByLabel('数据类型').inputValue()).toBe('facilities')
    expect(await page.getByLabel('名称取自哪一列').inputValue()).toBe('name')
    await dryRun(page).click()
    await page.getByText('试运行结果').waitFor()
    const faults = page.getByRole('table', { name: '有误的行（2）' })
    await faults.getByText('不应重复').waitFor()
    await faults.getByText('应为不小于 0 的整数').waitFor()
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: /下载有误的行/ }).click()
    expect(readFileSync(await (await download).path(), 'utf8')).toContain('重复编号')
    await page.getByRole('button', { name: '导入无误的 2 行' }).click()
    await page.getByText('导入完成').waitFor()
    await page.getByRole('button', { name: '继续导入' }).click()
    await page.getByRole('region', { name: '最近导入' }).getByText('points.csv').waitFor()
    await page.context().close()
  })

  it('has nothing to import the second time', async () => {
    const { page } = await site.open('/?place=imports')
    const good = FACILITIES.split('\n').slice(0, 3).join('\n')
    await give(page, 'points.csv', good)
    await dryRun(page).click()
    await page.getByText('与现有数据相同，没有要导入的').waitFor()
    await page.context().close()
  })
})

describe('a file that is not ready', () => {
  it('is not drawn and cannot be checked while its coordinate system is unknown', async () => {
    const { page } = await site.open('/?place=imports')
    await give(page, 'metres.csv', 'name,x,y\n甲,39512345.1,3541234.2\n乙,39512445.1,3541334.2\n')
    await page.getByLabel('经度 / X取自哪一列').selectOption('x')
    await page.getByLabel('纬度 / Y取自哪一列').selectOption('y')
    await page.getByText(/还缺：.*坐标系/).waitFor()
    expect(await dryRun(page).isDisabled()).toBe(true)
    await page.context().close()
  })

  it('says what is wrong with it, and that nothing was changed', async () => {
    const { page } = await site.open('/?place=imports')
    await give(page, 'broken.geojson', '{"type": "FeatureCollection", "features": [{]}')
    await page.getByText(/不是有效的 JSON|文件不完整/).waitFor()
    await page.context().close()
  })

  it('keeps what was chosen over a reload', async () => {
    const { page } = await site.open('/?place=imports')
    await give(page, 'areas.csv', 'code,name,people\n1,甲,20\n')
    await page.getByLabel('数据类型').selectOption('counts')
    await page.getByLabel('人口数取自哪一列').selectOption('people')
    await page.reload()
    await expect.poll(() => page.getByLabel('人口数取自哪一列').inputValue()).toBe('people')
    await page.context().close()
  })
})

describe('a file dropped on the page', () => {
  it('is taken wherever it is let go', async () => {
    const { page } = await site.open('/')
    await page.getByRole('treeitem').first().waitFor()
    const text = readFileSync(join(samples, 'issues.csv'), 'utf8')
    const data = await page.evaluateHandle((content) => {
      const transfer = new DataTransfer()
      transfer.items.add(new File([content], 'issues.csv'))
      return transfer
    }, text)
    // A file that hangs over the page tells so again and again.
    await expect
      .poll(async () => {
        await page.dispatchEvent('main', 'dragover', { dataTransfer: data })
        return page.getByText('松开，导入到地图').count()
      })
      .toBe(1)
    await page.dispatchEvent('main', 'drop', { dataTransfer: data })
    await dryRun(page).waitFor()
    expect(await page.getByLabel('数据类型').inputValue()).toBe('issues')
    expect(await accessFaults(page)).toEqual([])
    await page.context().close()
  })
})

/** Two streets that meet, a motorway, and a footway of its own, beside the demo town's middle. */
const STREETS = `<?xml version="1.0" encoding="UTF-8"?>
<osm version="0.6">
<node id="1" lat="30.400" lon="113.900"/><node id="2" lat="30.400" lon="113.910"/><node id="3" lat="30.405" lon="113.905"/>
<node id="4" lat="30.400" lon="113.905"/><node id="5" lat="30.410" lon="113.900"/><node id="6" lat="30.410" lon="113.901"/>
<way id="1"><nd ref="1"/><nd ref="4"/><nd ref="2"/><tag k="highway" v="residential"/></way>
<way id="2"><nd ref="4"/><nd ref="3"/><tag k="highway" v="footway"/></way>
<way id="3"><nd ref="1"/><nd ref="3"/><tag k="highway" v="motorway"/></way>
<way id="4"><nd ref="5"/><nd ref="6"/><tag k="highway" v="footway"/></way>
</osm>`

// The last one: the demo town's own network is gone afterwards.
describe('a street network', () => {
  it('shows its parts and the homes it does not reach, then comes in force', async () => {
    const { page } = await site.open('/?place=imports')
    await give(page, 'streets.osm', STREETS)
    await page.getByLabel('数据类型').selectOption('network')
    await page.getByLabel('给相交而没有公共点的道路补上交点').waitFor()
    await dryRun(page).click()
    await page.getByText('试运行结果').waitFor()
    await page.getByRole('region', { name: '各类道路' }).getByText('居住区道路').waitFor()
    await page.getByRole('region', { name: '未采用及原因' }).getByText('机动车专用路').waitFor()
    const parts = page.getByRole('grid', { name: '互不相连的片（2）' })
    await parts.scrollIntoViewIfNeeded()
    await parts.getByText('2 个节点').click()
    await page.getByRole('grid', { name: '住处是否接上路：没有接上的' }).scrollIntoViewIfNeeded()
    expect(await accessFaults(page)).toEqual([])
    await page.getByRole('button', { name: '启用该路网' }).click()
    await page.getByText(/路网已启用：4 个路段/).waitFor()
    await page.context().close()
  })

  it('that cannot be one is not to be accepted', async () => {
    const { page } = await site.open('/?place=imports')
    await give(page, 'motorway.osm', STREETS.replace(/"(residential|footway)"/g, '"motorway"'))
    await page.getByLabel('数据类型').selectOption('network')
    await dryRun(page).click()
    await page.getByText('没有可步行的道路').waitFor()
    await page.getByText('不能用作路网，现用路网不变').waitFor()
    expect(await page.getByRole('button', { name: '启用该路网' }).count()).toBe(0)
    await page.context().close()
  })
})
