/** The duty roster on the page: kept under Administration, followed by what an issue's place suggests, counted for the leader. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, today } from '../../shared/domain/dates.ts'
import type { UnitNode } from '../../shared/domain/unit.ts'
import type { IssueFile } from '../../shared/issues/desk.ts'
import { comeIn } from '../fixtures/comeIn.ts'
import { runCommand } from '../fixtures/runCommand.ts'
import { accessFaults, openServerAndBrowser, type OpenPage } from './openPage.ts'

let site: OpenPage

beforeAll(async () => {
  site = await openServerAndBrowser()
})

afterAll(async () => {
  await site?.close()
})

const section = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
const fileOf = async (page: Page): Promise<IssueFile> => {
  const id = /sel=issue:(Q?[\d-]+)/.exec(decodeURIComponent(page.url()))![1]!
  return runCommand<IssueFile>(site.directory, ['issue', 'show', id])
}
const openNew = async (): Promise<{ page: Page; complaints: string[] }> => {
  const opened = await site.visit('/?place=issues&issues.queue=new')
  await opened.page.getByRole('list', { name: '待立案' }).getByRole('button').first().click()
  await opened.page.getByRole('region', { name: /建议派给/ }).waitFor()
  return opened
}

describe('duty', () => {
  it('is kept for a unit: a person, a shift of one day, leave, and each is taken away again', async () => {
    const { page, complaints } = await site.open('/?place=admin&admin.tab=duty')
    const people = section(page, '人员')
    const form = people.getByRole('form')
    await form.getByLabel('姓名').fill('试一人')
    await form.getByRole('button', { name: '添加' }).click()
    await people.getByRole('listitem').filter({ hasText: '试一人' }).waitFor()

    const day = addDays(today(), 400)
    const shifts = section(page, '班次')
    await shifts.getByRole('combobox', { name: '人员' }).click()
    await page.getByRole('option', { name: '试一人' }).click()
    await shifts.getByText('某一天', { exact: true }).click()
    await shifts.getByLabel('日期').fill(day)
    await shifts.getByLabel('日期').press('Enter')
    await shifts.getByLabel('从', { exact: true }).fill('20:00')
    await shifts.getByLabel('到（次日）').fill('6:00')
    await shifts.getByRole('button', { name: '添加' }).click()
    const row = shifts.getByRole('listitem').filter({ hasText: day })
    expect(await row.textContent()).toMatch(/试一人.*20:00–次日06:00/)
    expect(await accessFaults(page)).toEqual([])
    await row.getByRole('button', { name: /^删除：试一人/ }).click()
    await expect.poll(() => row.count()).toBe(0)

    const leave = section(page, '休假')
    await leave.getByRole('combobox', { name: '人员' }).click()
    await page.getByRole('option', { name: '试一人' }).click()
    for (const label of ['从', '到']) {
      await leave.getByLabel(label, { exact: true }).fill(addDays(today(), 1))
      await leave.getByLabel(label, { exact: true }).press('Enter')
    }
    await leave.getByRole('button', { name: '添加' }).click()
    const away = leave.getByRole('listitem').filter({ hasText: '试一人' })
    expect(await away.textContent()).toContain(
      `${addDays(today(), 1)} 00:00 – ${addDays(today(), 2)} 00:00年休`,
    )

    // Nothing goes unseen with who goes.
    await people.getByRole('button', { name: '删除：试一人' }).click()
    await page.getByText('此人还有 1 条班次、休假或代理，请先删去。').first().waitFor()
    await away.getByRole('button', { name: /^删除：试一人/ }).click()
    await expect.poll(() => away.count()).toBe(0)
    await people.getByRole('button', { name: '删除：试一人' }).click()
    await expect.poll(() => people.getByRole('listitem').filter({ hasText: '试一人' }).count()).toBe(0)
    // The browser tells of the refusal.
    expect(complaints).toEqual([expect.stringContaining('409')])
    await page.context().close()
  })

  it('comes from a table of community staff, for their own community and no other', async () => {
    const { page: admin } = await site.open('/?place=admin&admin.tab=duty')
    const answer = await admin.request.get(`${site.url}/trpc/unit.tree?input=${encodeURIComponent('{}')}`)
    const units = ((await answer.json()) as { result: { data: UnitNode[] } }).result.data
    const [own, other] = units.filter(({ level }) => level === 'community')
    const gridOf = (community: string) => units.find(({ parent }) => parent === community)!.code
    const { linkPath } = (
      (await (
        await admin.request.post(`${site.url}/trpc/account.create`, {
          data: {
            userName: 'staff.own',
            displayName: '社区一',
            roles: ['communityStaff'],
            areas: [own!.code],
            validTo: null,
          },
        })
      ).json()) as { result: { data: { linkPath: string } } }
    ).result.data
    await admin.context().close()
    const context = await site.browser.newContext({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
    const page = await context.newPage()
    await comeIn(page, site.url + linkPath)
    await page.goto(`${site.url}/?place=imports`)
    await page.getByText(/管辖范围内各单元/).waitFor()
    expect(await accessFaults(page)).toEqual([])
    const rows = [own!.code, other!.code].map((code) => `${gridOf(code)},导入一人,周一,08:00,09:00`)
    await page.locator('input[type=file]').setInputFiles({
      name: 'roster.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(`单元编码,姓名,值班日,上班,下班\n${rows.join('\n')}\n`),
    })
    await page.getByRole('button', { name: '试运行' }).click()
    const faults = page.getByRole('table', { name: '有误的行（1）' })
    await faults.getByText('应为您管辖范围内的单元').waitFor()
    expect(await faults.getByRole('row').last().textContent()).toMatch(/^3单元编码/)
    await page.getByRole('button', { name: '导入无误的 1 行' }).click()
    await page.getByText('导入完成').waitFor()
    await page.goto(`${site.url}/?place=admin&admin.tab=duty&duty.unit=${gridOf(own!.code)}`)
    await section(page, '人员').getByRole('listitem').filter({ hasText: '导入一人' }).waitFor()
    await context.close()
  })

  it('stands behind the suggestion, with its reasons, and another than the first is one click', async () => {
    const { page, complaints } = await openNew()
    const suggested = page.getByRole('region', { name: /建议派给/ })
    const { suggestion } = await fileOf(page)
    expect(await suggested.textContent()).toContain(suggestion!.unit.name)
    const [best, second] = suggestion!.options
    if (best!.state === 'onDuty') expect(await suggested.textContent()).toContain(best!.people[0]!.name)
    for (const { name } of suggestion!.passedOver)
      expect(await suggested.getByRole('status').textContent()).toMatch(new RegExp(`${name}.*无人值班`))
    expect(await accessFaults(page)).toEqual([])
    await suggested
      .getByRole('list', { name: '其他建议' })
      .getByRole('button', { name: /^派遣给/ })
      .first()
      .click()
    await page.getByText(/承办/).waitFor()
    await page.getByText('建议第 2 位').waitFor()
    const dispatched = (await fileOf(page)).events.at(-1)!
    expect(dispatched.details).toMatchObject({ target: second!.target, suggested: { rank: 2 } })
    await page.getByRole('button', { name: '撤销' }).click()
    await page.getByRole('button', { name: /^派遣到/ }).waitFor()
    expect(complaints).toEqual([])
  })

  it('is followed by how often what was suggested was returned, with numerator and denominator', async () => {
    const { page, complaints } = await site.visit('/?place=figures&figures.view=accuracy&figures.span=month')
    const tiles = page.getByRole('list', { name: '派遣建议的准确度' }).getByRole('listitem')
    await tiles.first().waitFor()
    const fractions = async (of: string[]): Promise<[number, number]> => {
      const sum: [number, number] = [0, 0]
      for (const text of of) {
        const [, returned, all] = /([\d,]+) ?\/ ?([\d,]+)/.exec(text)!
        sum[0] += Number(returned!.replaceAll(',', ''))
        sum[1] += Number(all!.replaceAll(',', ''))
      }
      return sum
    }
    const total = await fractions(await tiles.allTextContents())
    for (const name of ['按类别', '按社区']) {
      const cells = await page.getByRole('table', { name }).getByRole('cell').allTextContents()
      expect(await fractions(cells.filter((text) => text.includes('/')))).toEqual(total)
    }
    expect(await accessFaults(page)).toEqual([])
    expect(complaints).toEqual([])
  })
})
