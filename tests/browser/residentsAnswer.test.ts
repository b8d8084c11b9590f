/** Asking the resident: taken down by staff, or by the resident's own link on a phone; street and communities about each other. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { IssueFile } from '../../shared/issues/desk.ts'
import { runCommand } from '../fixtures/runCommand.ts'
import { accessFaults, openServerAndBrowser, type OpenPage } from './openPage.ts'

const SLOW = { timeout: 30_000 } as const
const PHONE = { width: 390, height: 844 } as const
let site: OpenPage

beforeAll(async () => {
  site = await openServerAndBrowser()
})

afterAll(async () => {
  await site?.close()
})

const listed = (page: Page) =>
  page.getByRole('list', { name: '待回访' }).getByRole('listitem').getByRole('button')
const queueCount = async (page: Page): Promise<number> => {
  const text = await page
    .getByRole('group', { name: '队列' })
    .getByRole('button', { name: / 待回访$/ })
    .locator('span')
    .first()
    .textContent()
  return Number(text?.replace(/,/g, ''))
}
const fileOf = async (page: Page): Promise<IssueFile> => {
  const id = /sel=issue:(Q?[\d-]+)/.exec(decodeURIComponent(page.url()))![1]!
  return runCommand<IssueFile>(site.directory, ['issue', 'show', id])
}

describe('the resident’s answer', () => {
  it('is taken down on the call; a "no" opens the issue again with the words', async () => {
    const { page, complaints } = await site.visit('/?place=issues&issues.queue=toCall')
    await listed(page).first().waitFor()
    await expect.poll(() => queueCount(page), SLOW).toBeGreaterThan(0)
    await listed(page).first().click()
    await page.getByRole('button', { name: '登记回访' }).click()
    const form = page.getByRole('form', { name: '登记回访' })
    const send = form.getByRole('button', { name: '登记回访' })
    await form.getByText('没有解决', { exact: true }).click()
    await form.getByText('2 不满意').click()
    expect(await send.isDisabled()).toBe(true)
    await form.getByLabel('居民的话').fill('修好两天又坏了')
    expect(await accessFaults(page)).toEqual([])
    await send.click()
    const history = page.getByRole('region', { name: '经过' })
    await history
      .getByText(/重新办理.*修好两天又坏了/)
      .first()
      .waitFor()
    const { progress, events } = await fileOf(page)
    expect(progress.state).toBe('new')
    expect(events.slice(-2).map(({ step }) => step)).toEqual(['evaluate', 'reopen'])
    expect(events.at(-2)!.details.answer).toEqual({ isSolved: false, satisfaction: 2 })
    expect(complaints).toEqual([])
  })

  it('is given by a link on a phone, once, and the desk sees it at once', async () => {
    const { page } = await site.visit('/?place=issues&issues.queue=toCall')
    await listed(page).nth(1).click()
    await page.getByRole('button', { name: '给居民的评价链接' }).click()
    const address = (await page.getByText(/\/answer\/[\w-]{43}$/).textContent())!
    await page.getByRole('button', { name: '关闭', exact: true }).last().click()
    await page.getByText(/评价链接有效至/).waitFor()

    const resident = await site.browser.newContext({ viewport: PHONE, locale: 'zh-CN' })
    const phone = await resident.newPage()
    const complaints: string[] = []
    phone.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    for (const colorScheme of ['light', 'dark'] as const) {
      await phone.emulateMedia({ colorScheme })
      await phone.goto(address)
      expect(await accessFaults(phone)).toEqual([])
    }
    expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.width)
    await phone.getByRole('link', { name: 'English' }).click()
    await phone.getByRole('heading', { name: 'What you reported: how did it go?' }).waitFor()
    await phone.getByRole('link', { name: '中文' }).click()
    // By keyboard alone.
    await phone.getByRole('radio', { name: '解决了', exact: true }).focus()
    await phone.keyboard.press('Space')
    await phone
      .getByRole('radio', { name: /很满意/ })
      .last()
      .check()
    await phone.getByLabel('还想说些什么').fill('很快')
    await phone.getByRole('button', { name: '提交评价' }).click()
    await phone.getByRole('heading', { name: '谢谢，您的评价已收到' }).waitFor()
    expect(await accessFaults(phone)).toEqual([])
    expect(await resident.cookies()).toEqual([])
    expect(complaints).toEqual([])

    await page.getByRole('region', { name: '经过' }).getByText('居民（评价链接）').waitFor(SLOW)
    expect((await fileOf(page)).progress.answer).toEqual({ isSolved: true, satisfaction: 5 })
    await phone.goto(`${site.url}/answer/${'x'.repeat(43)}`)
    await phone.getByRole('heading', { name: '这个链接无效' }).waitFor()
    expect(await accessFaults(phone)).toEqual([])
    await resident.close()
  })

  it('is told to look again on a day when it is waited for', async () => {
    const { page } = await site.visit('/?place=issues&issues.queue=inHand')
    await page.getByRole('list', { name: '处理中' }).getByRole('listitem').getByRole('button').first().click()
    await page.getByRole('button', { name: '更多操作' }).click()
    await page.getByRole('menuitem', { name: '等居民回复' }).click()
    const form = page.getByRole('form', { name: '等居民回复' })
    const send = form.getByRole('button', { name: '等居民回复' })
    await form.getByLabel('说明').fill('等居民发照片')
    expect(await send.isDisabled()).toBe(true)
    await form.getByLabel('复核日').fill('2099-01-05')
    await page.keyboard.press('Tab')
    await send.click()
    await page.getByText('等居民回复，2099-01-05 再看').waitFor()
    expect((await fileOf(page)).progress).toMatchObject({
      isWaitingForResident: true,
      waitsUntil: '2099-01-05',
    })
  })
})

describe('the mutual evaluation', () => {
  it('asks every question of a community, keeps the answer, and lets it be changed', async () => {
    const { page, complaints } = await site.visit('/?place=issues&issues.view=mutual')
    const community = page.getByRole('button', { name: '老街社区' })
    await community.click()
    const form = page.getByRole('form', { name: '街道评老街社区' })
    const send = form.getByRole('button', { name: '提交评议' })
    const questions = form.getByRole('radiogroup')
    await expect.poll(() => questions.count()).toBe(5)
    for (let n = 0; n < 5; n++) {
      expect(await send.isDisabled()).toBe(true)
      await questions.nth(n).getByText('4', { exact: true }).click()
    }
    expect(await accessFaults(page)).toEqual([])
    await send.click()
    await page.getByText('已评，等对方').waitFor()
    await page.getByText('双方都评过，或截止以后可见').waitFor()
    await page.getByRole('button', { name: '修改' }).click()
    expect(await questions.nth(4).getByRole('radio', { name: '4' }).isChecked()).toBe(true)
    await page.getByRole('button', { name: '取消' }).click()
    await page.getByRole('button', { name: '返回诉求' }).click()
    await page.getByRole('group', { name: '队列' }).waitFor()
    expect(complaints).toEqual([])
  })

  it('has nothing for axe to find in the dark', async () => {
    const { page } = await site.visit('/?place=issues&issues.view=mutual', { colorScheme: 'dark' })
    await page.getByRole('button', { name: '老街社区' }).click()
    await page.getByRole('region', { name: '街道评社区' }).waitFor()
    await expect.poll(() => accessFaults(page)).toEqual([])
  })
})
