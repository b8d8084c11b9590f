/** The office's calendar on the page: a day to come is made off, stands beside what is published, and is given back. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, today } from '../../shared/domain/dates.ts'
import { accessFaults, openServerAndBrowser, type OpenPage } from './openPage.ts'

let site: OpenPage

beforeAll(async () => {
  site = await openServerAndBrowser()
})

afterAll(async () => {
  await site?.close()
})

/** The next day from Monday to Friday that is in the same year, or in the next one. */
function nextWeekday(): string {
  let day = addDays(today(), 1)
  while ([0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())) day = addDays(day, 1)
  return day
}

describe('the office’s calendar', () => {
  it('lists what is published, takes a day off, tells what moved, and gives it back', async () => {
    const { page, complaints } = await site.open('/?place=admin&admin.tab=calendar')
    const day = nextWeekday()
    await page.getByText('放假安排已公布').waitFor()
    if (!day.startsWith(today().slice(0, 4))) await page.getByRole('button', { name: '下一年' }).click()
    const days = page.getByRole('list', { name: /与星期不同的日子/ })
    await days.getByText('国庆').first().waitFor()
    const form = page.getByRole('form', { name: '改一天' })
    await form.getByLabel('日期').fill(day)
    await form.getByLabel('日期').press('Enter')
    await form.getByLabel('名称').fill('停电检修')
    await form.getByRole('button', { name: '设定' }).click()
    await page.getByText(/已设定，\d+ 件未结诉求的期限随之变动/).waitFor()
    const row = days.getByRole('listitem').filter({ hasText: day })
    expect(await row.textContent()).toMatch(/节假日.*停电检修.*本单位增加/)
    expect(await accessFaults(page)).toEqual([])
    await row.getByRole('button', { name: `${day} 恢复为公布的安排` }).click()
    await expect.poll(() => row.count()).toBe(0)
    expect(complaints).toEqual([])
  })

  it('changes the hours and the weekdays from a day on, tells before what would move, and takes them back', async () => {
    const { page, complaints } = await site.open('/?place=admin&admin.tab=calendar')
    const hours = page.getByRole('region', { name: '工作时间' })
    const from = addDays(today(), 1)
    await hours.waitFor()
    if (!from.startsWith(today().slice(0, 4))) await page.getByRole('button', { name: '下一年' }).click()
    await hours.getByRole('button', { name: '改工作时间' }).click()
    const form = page.getByRole('form', { name: '改工作时间' })
    await form.getByLabel('上午从').fill('12:30')
    await form.getByText(/请填写时刻/).waitFor()
    expect(await form.getByRole('button', { name: '设定' }).isDisabled()).toBe(true)
    await form.getByLabel('上午从').fill('08:30')
    const told = (await form.getByText(/将有 \d+ 件/).textContent())!
    await form.getByRole('button', { name: '设定' }).click()
    const count = /\d[\d,]*/.exec(told)![0]
    await page.getByText(`已设定，${count} 件未结诉求的期限随之变动`).waitFor()
    await hours.getByText(`自 ${from} 起：08:30–12:00、13:00–18:00`).waitFor()
    expect(await accessFaults(page)).toEqual([])
    await hours.getByRole('button', { name: `取消自 ${from} 起的工作时间` }).click()
    await expect.poll(() => hours.getByText(from).count()).toBe(0)

    // The same with the days of the week.
    const weekdays = page.getByRole('region', { name: '每周工作日' })
    await weekdays.getByText(/周一至周五上班/).waitFor()
    await weekdays.getByRole('button', { name: '改每周工作日' }).click()
    const week = page.getByRole('form', { name: '改每周工作日' })
    for (const day of ['周二', '周三', '周四', '周五']) await week.getByText(day, { exact: true }).click()
    const ahead = (await week.getByText(/将有 \d+ 件/).textContent())!
    await week.getByRole('button', { name: '设定' }).click()
    await page.getByText(`已设定，${/\d[\d,]*/.exec(ahead)![0]} 件未结诉求的期限随之变动`).waitFor()
    await weekdays.getByText(`自 ${from} 起：周一上班`).waitFor()
    expect(await accessFaults(page)).toEqual([])
    await weekdays.getByRole('button', { name: `取消自 ${from} 起的每周工作日` }).click()
    await expect.poll(() => weekdays.getByText(from).count()).toBe(0)
    expect(complaints).toEqual([])
  })
})
