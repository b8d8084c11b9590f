/** Two officers at one issue: each sees the other's hand, and what the slower one writes is not lost or put over the other's. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { comeIn } from '../fixtures/comeIn.ts'
import { accessFaults, openServerAndBrowser, type OpenPage } from './openPage.ts'

let site: OpenPage
let colleague: Page

beforeAll(async () => {
  site = await openServerAndBrowser()
  const { page } = await site.open('/')
  const made = await page.context().request.post(`${site.url}/trpc/account.create`, {
    headers: { origin: site.url },
    data: { userName: 'liqiang', displayName: '李强', roles: ['commandCentre'], areas: ['*'], validTo: null },
  })
  const { linkPath } = ((await made.json()) as { result: { data: { linkPath: string } } }).result.data
  const context = await site.browser.newContext({
    viewport: { width: 1280, height: 800 },
    deviceScaleFactor: 0.5,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
  })
  colleague = await context.newPage()
  colleague.setDefaultTimeout(60_000)
  await comeIn(colleague, site.url + linkPath)
})

afterAll(async () => {
  await site?.close()
})

describe('two officers', () => {
  it('see each other’s hand on an issue, by name in the panel and as a mark in the queue', async () => {
    const { page, complaints } = await site.open('/?place=issues&issues.queue=dispatched')
    const rows = page.getByRole('list', { name: '已派遣' }).getByRole('listitem')
    await rows.first().getByRole('button').click()
    await page.getByRole('button', { name: '接单处理' }).waitFor()
    const id = new URL(page.url()).searchParams.get('sel')!
    await page.getByRole('button', { name: '返回' }).click()
    await colleague.goto(`${site.url}/?place=issues&issues.queue=dispatched&sel=${id}`)
    const mark = rows.first().getByText('李强 正在看')
    await mark.waitFor({ state: 'attached' })
    await colleague.getByRole('button', { name: '返回' }).click()
    await expect.poll(() => mark.count(), { timeout: 30_000 }).toBe(0)
    await colleague.goBack()
    await mark.waitFor({ state: 'attached' })
    await rows.first().getByRole('button').click()
    await page.getByText('李强 正在看').first().waitFor()
    await colleague.getByText('admin 正在看').first().waitFor()

    await colleague.getByRole('button', { name: '更多操作' }).click()
    await colleague.getByRole('menuitem', { name: '备注' }).click()
    await page.getByText('李强 正在填写处置').first().waitFor()
    expect(await accessFaults(page)).toEqual([])

    // The faster one acts; the slower one is told, and what was written stays.
    const form = colleague.getByRole('form', { name: '备注' })
    await form.getByLabel('说明').fill('已联系社区')
    await page.getByRole('button', { name: '接单处理' }).click()
    await form.getByText('填写期间有人办理过这条诉求，请看下方经过。').waitFor()
    expect(await form.getByRole('button', { name: '备注' }).isDisabled()).toBe(true)
    await form.getByRole('button', { name: '看过了，继续' }).click()
    expect(await form.getByLabel('说明').inputValue()).toBe('已联系社区')
    await form.getByRole('button', { name: '备注' }).click()
    await page
      .getByRole('region', { name: '经过' })
      .getByText(/备注.*已联系社区/)
      .waitFor()
    await page.getByText('李强 正在看').first().waitFor()
    expect(complaints).toEqual([])
  })

  it('do not see somebody who has gone without a word', async () => {
    const { page } = await site.open('/?place=issues&issues.queue=late')
    await page.getByRole('list', { name: '超期' }).getByRole('listitem').first().getByRole('button').click()
    await page.getByRole('region', { name: '经过' }).waitFor()
    const id = new URL(page.url()).searchParams.get('sel')!
    await colleague.goto(`${site.url}/?place=issues&sel=${id}`)
    await page.getByText('李强 正在看').first().waitFor()
    // The line is cut: nothing is said any more, not even that the issue is put aside.
    await colleague.context().setOffline(true)
    await expect.poll(() => page.getByText('李强 正在看').count(), { timeout: 70_000 }).toBe(0)
    await colleague.context().setOffline(false)
    await page.getByText('李强 正在看').first().waitFor()
  })
})
