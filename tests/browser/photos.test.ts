/** Photos as people use them: picked, seen before they go, in the history afterwards, large by keyboard. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { IssueFile } from '../../shared/issues/desk.ts'
import { drawnJpeg } from '../fixtures/pictures.ts'
import { runCommand } from '../fixtures/runCommand.ts'
import { accessFaults, openServerAndBrowser, type OpenPage, untilMapRests } from './openPage.ts'

let site: OpenPage

beforeAll(async () => {
  site = await openServerAndBrowser()
})

afterAll(async () => {
  await site?.close()
})

const picture = async (name: string, seed: number) => ({
  name,
  mimeType: 'image/jpeg',
  buffer: await drawnJpeg(seed, { time: '2026:11:29 10:00:00' }),
})

describe('photos of an issue', () => {
  it('go with a report, are seen in its history and open large', async () => {
    const { page, complaints } = await site.open('/?place=issues')
    await untilMapRests(page)
    await page.getByRole('button', { name: '上报', exact: true }).click()
    const photos = page.getByRole('group', { name: '照片' })
    const files = photos.locator('input[type=file]').first()
    await files.setInputFiles([await picture('楼道.jpg', 1), await picture('门口.jpg', 2)])
    await photos.getByText('2 / 9 张').waitFor()
    await files.setInputFiles([await picture('多余.jpg', 3)])
    await photos.getByRole('button', { name: '移除 多余.jpg' }).click()
    await photos.getByText('2 / 9 张').waitFor()
    // The same one again is here already, once the server has the first.
    await expect.poll(() => photos.getByRole('progressbar').count()).toBe(0)
    await files.setInputFiles([await picture('楼道又一张.jpg', 1)])
    await photos.getByText('楼道又一张.jpg 已经添加过了。').waitFor()
    await files.setInputFiles([{ name: '账.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('a,b\n1,2\n') }])
    await photos
      .getByRole('alert')
      .getByText(/账\.jpg：内容是 text，应为照片/)
      .waitFor()
    await page.getByRole('combobox', { name: '类别' }).fill('机动车')
    await page.getByRole('option', { name: '机动车乱停放', exact: true }).click()
    await page.getByLabel('情况').fill('占用消防通道')
    await page.mouse.click(520, 420)
    const send = page.getByRole('button', { name: '上报', exact: true })
    // What was not taken is not left out silently.
    expect(await send.isDisabled()).toBe(true)
    await photos.getByRole('button', { name: '移除 账.jpg' }).click()
    expect(await accessFaults(page)).toEqual([])
    await send.click()
    const history = page.getByRole('region', { name: '经过' })
    await history.getByRole('button', { name: /上报 .*照片 2 \/ 2/ }).waitFor()
    const id = /sel=issue:(Q?[\d-]+)/.exec(decodeURIComponent(page.url()))![1]!
    expect((await runCommand<IssueFile>(site.directory, ['issue', 'show', id])).photos).toHaveLength(2)

    const thumb = history.getByRole('button', { name: /照片 1 \/ 2/ })
    await thumb.click()
    const viewer = page.getByRole('dialog', { name: '上报：照片 1 / 2' })
    await viewer.getByText(/摄于 2026-11-29 10:00/).waitFor()
    await expect
      .poll(() => viewer.locator('img').evaluate((image) => (image as HTMLImageElement).naturalWidth))
      .toBe(640)
    expect(await accessFaults(page)).toEqual([])
    await page.keyboard.press('ArrowRight')
    await page.getByRole('dialog', { name: '上报：照片 2 / 2' }).waitFor()
    // Keys of the page below do nothing meanwhile.
    await page.keyboard.press('d')
    await page.keyboard.press('ArrowLeft')
    await viewer.waitFor()
    await page.keyboard.press('Escape')
    await viewer.waitFor({ state: 'detached' })
    expect((await runCommand<IssueFile>(site.directory, ['issue', 'show', id])).events).toHaveLength(1)
    // Two answers of 400 are told by the browser as well.
    expect(complaints.filter((text) => !text.includes('400'))).toEqual([])
    await page.context().close()
  })

  it('go with a step that needs one, and show by what the closing is to be believed', async () => {
    const { page } = await site.visit('/?place=issues')
    const id = await dispatchedElsewhere(page)
    await page.goto(`${site.url}/?place=issues&sel=issue:${id}`)
    await page
      .getByRole('region', { name: '办结依据' })
      .getByText(/这一类必须附上/)
      .waitFor()
    await page.getByRole('button', { name: '更多操作' }).click()
    await page.getByRole('menuitem', { name: '反馈处理结果' }).click()
    const form = page.getByRole('form', { name: '反馈处理结果' })
    await form.getByLabel('说明').fill('已清走')
    await form.getByText('必须附上').waitFor()
    const send = form.getByRole('button', { name: '反馈处理结果' })
    expect(await send.isDisabled()).toBe(true)
    expect(await accessFaults(page)).toEqual([])
    await form
      .locator('input[type=file]')
      .first()
      .setInputFiles([await picture('清走后.jpg', 4)])
    await expect.poll(() => send.isEnabled()).toBe(true)
    await send.click()
    await page
      .getByRole('region', { name: '经过' })
      .getByRole('button', { name: /反馈处理结果 .*照片 1 \/ 1/ })
      .waitFor()
    await page.getByRole('region', { name: '办结依据' }).getByText('有 1 张照片').waitFor()
    await page
      .getByRole('region', { name: '办结依据' })
      .getByText(/照片摄于 2026-11-29 10:00，不在派遣/)
      .waitFor()
    expect(await accessFaults(page)).toEqual([])
    expect((await runCommand<IssueFile>(site.directory, ['issue', 'show', id])).progress.state).toBe(
      'toVerify',
    )
  })

  it('can be picked with a finger', async () => {
    const { page } = await site.open('/?place=issues', {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    })
    await page.getByRole('button', { name: '上报', exact: true }).click()
    const photos = page.getByRole('group', { name: '照片' })
    await photos.getByRole('button', { name: '拍照' }).waitFor()
    expect(await photos.locator('input[capture=environment]').count()).toBe(1)
    await photos
      .locator('input[type=file]')
      .last()
      .setInputFiles([await picture('现场.jpg', 5)])
    const remove = photos.getByRole('button', { name: '移除 现场.jpg' })
    const box = (await remove.boundingBox())!
    expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(44)
    expect(await accessFaults(page)).toEqual([])
    await page.context().close()
  })
})

/** Reports a blocked fire lane and dispatches it in the person's own session, past this page. @returns its id */
async function dispatchedElsewhere(page: Page): Promise<string> {
  const ask = async (path: string, data: object): Promise<{ id: string; event: string }> => {
    const answer = await page.context().request.post(`${site.url}/trpc/${path}`, {
      headers: { origin: site.url },
      data: { ...data, key: crypto.randomUUID() },
    })
    expect(answer.status()).toBe(200)
    return ((await answer.json()) as { result: { data: { id: string; event: string } } }).result.data
  }
  const { id, event } = await ask('issue.report', {
    class: 'emergencies',
    subclass: 'fireHazard',
    description: '消防通道被堵',
    location: [113.9015, 30.4004],
  })
  const { suggestion } = await runCommand<IssueFile>(site.directory, ['issue', 'show', id])
  const target = { unit: suggestion!.unit.code }
  await ask('issue.step', { id, step: 'dispatch', seen: event, details: { target } })
  return id
}
