/** A planner who has a file of grids: it becomes a plan, with a report on what did not fit, which can be decided otherwise. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { areaGeometry } from '../../shared/coverage/areaPolygons.ts'
import { planOf } from '../../shared/plans/planDocument.ts'
import type { OpenPlan } from '../../shared/plans/planRecord.ts'
import { accessFaults, openServerAndBrowser, type OpenPage } from './openPage.ts'

const SCOPE = '翠湖社区'
const PHONE = { viewport: { width: 390, height: 844 } }
let site: OpenPage

beforeAll(async () => {
  site = await openServerAndBrowser()
})
afterAll(async () => {
  await site?.close()
})

const planOnServer = async (page: Page): Promise<OpenPlan> => {
  const id = new URL(page.url()).searchParams.get('plans.plan')!
  const query = encodeURIComponent(JSON.stringify({ id }))
  const answer = await page.request.get(`${site.url}/trpc/plan.open?input=${query}`)
  return ((await answer.json()) as { result: { data: OpenPlan } }).result.data
}

async function fillForm(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: '新建方案' }).first().click()
  await page.getByRole('textbox', { name: '名称', exact: true }).fill(name)
  await page.getByLabel('范围').selectOption({ label: SCOPE })
}

/** Today's grids; the first one drawn some metres too far to the east, and a district-sized area among them. */
async function dirtyFile(page: Page): Promise<string> {
  await fillForm(page, '今天的')
  await page.getByRole('button', { name: '开始' }).click()
  await page.getByRole('heading', { name: '今天的' }).waitFor()
  const { coverage, grids } = planOf((await planOnServer(page)).document)
  const features = [...grids.values()].map(({ key, code, name }, i) => ({
    type: 'Feature',
    properties: { code, name, level: 'grid' },
    geometry: {
      type: 'MultiPolygon',
      coordinates: areaGeometry(coverage, key).coordinates.map((polygon) =>
        polygon.map((ring) => ring.map(([lon, lat]) => [lon! + (i === 0 ? 2e-5 : 0), lat!])),
      ),
    },
  }))
  const street = { ...features[0]!, properties: { code: '', name: '整个街道', level: 'street' } }
  return JSON.stringify({ type: 'FeatureCollection', features: [...features, street] })
}

const give = (page: Page, name: string, text: string) =>
  page
    .locator('form input[type=file], input[type=file]')
    .last()
    .setInputFiles({ name, mimeType: 'application/geo+json', buffer: Buffer.from(text) })

describe('a plan from a file', () => {
  it('tells what did not fit, shows it, and lets it be decided otherwise and undone', async () => {
    const { page, complaints } = await site.open('/?place=plans')
    const file = await dirtyFile(page)
    await page.getByRole('button', { name: '返回方案列表' }).click()

    await fillForm(page, '外来的网格')
    await page.getByLabel('从什么开始').selectOption({ label: '一个文件里的网格' })
    const start = page.getByRole('button', { name: '开始' })
    expect(await start.isDisabled()).toBe(true)
    await give(page, 'broken.geojson', '{"type": "FeatureCollection", "features": [')
    await start.click()
    await page.getByRole('alert').filter({ hasText: '文件不完整' }).waitFor()
    expect(await accessFaults(page)).toEqual([])

    await give(page, '网格.geojson', file)
    await start.click()
    await page.getByRole('heading', { name: '外来的网格' }).waitFor()
    const report = page.getByRole('region', { name: '从文件开始的报告' })
    await report.getByText('网格.geojson').waitFor()
    await report.getByText('不是网格', { exact: true }).waitFor()
    const opened = await planOnServer(page)
    const { count } = opened.report!.counts.overlap!
    await report.getByText(`${count} 处`, { exact: false }).first().waitFor()

    await report.getByRole('button', { name: '重叠: 逐处查看' }).click()
    const first = report.locator('ol > li').first()
    await first.getByRole('button', { name: '在地图上看' }).click()
    const finding = opened.report!.findings.find(({ kind }) => kind === 'overlap')!
    await first.getByRole('button', { name: /^改归/ }).first().click()
    await page.getByRole('status').filter({ hasText: '已保存' }).waitFor()
    await expect.poll(async () => (await planOnServer(page)).version).toBe(1)
    const other = finding.others[0]!
    const nameOfOther = opened.document.grids.find(({ key }) => key === other)!.name
    await first.getByText(`现归${nameOfOther}`).waitFor()
    expect(await accessFaults(page)).toEqual([])

    await page.getByRole('button', { name: '撤销', exact: true }).click()
    await expect.poll(async () => (await planOnServer(page)).version).toBe(2)
    expect((await planOnServer(page)).document).toEqual(opened.document)
    const nameOfFirst = opened.document.grids.find(({ key }) => key === finding.givenTo)!.name
    await first.getByText(`现归${nameOfFirst}`).waitFor()
    expect(complaints.filter((one) => !one.includes('400'))).toEqual([])
  })

  it('is read on a phone', async () => {
    const { page } = await site.open('/?place=plans', PHONE)
    await fillForm(page, '手机')
    await page.getByLabel('从什么开始').selectOption({ label: '一个文件里的网格' })
    await page.getByLabel('缝隙容差（米）').waitFor()
    expect(await accessFaults(page)).toEqual([])
  })
})
