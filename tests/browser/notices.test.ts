/** Messages out on the page: an address is set and tried, what did not arrive is sent again; links as codes for a camera. */
import jsQR from 'jsqr'
import sharp from 'sharp'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answers, openReceiver, type Receiver } from '../fixtures/receiver.ts'
import { accessFaults, openServerAndBrowser, type OpenPage } from './openPage.ts'

let site: OpenPage
let receiver: Receiver

beforeAll(async () => {
  process.env.QUARTERHOUR_LOOPBACK_TARGETS = '1'
  process.env.QUARTERHOUR_NOTICE_ATTEMPTS = '1'
  site = await openServerAndBrowser()
  receiver = await openReceiver()
})

afterAll(async () => {
  delete process.env.QUARTERHOUR_LOOPBACK_TARGETS
  delete process.env.QUARTERHOUR_NOTICE_ATTEMPTS
  await receiver?.close()
  await site?.close()
})

async function fillAddress(page: Page): Promise<void> {
  await page.getByRole('button', { name: '添加地址' }).click()
  const form = page.getByRole('dialog', { name: '添加接收地址' })
  await form.getByRole('textbox', { name: '名称' }).fill('值班群')
  const address = form.getByRole('textbox', { name: '地址', exact: true })
  await address.fill('http://169.254.169.254/latest')
  await form.getByRole('button', { name: '保存' }).click()
  await form.getByText(/链路本地地址/).waitFor()
  expect(await accessFaults(page)).toEqual([])
  await address.fill(`${receiver.url}/send?key=abc`)
  await form.getByRole('button', { name: '保存' }).click()
  await page.getByText('已保存').waitFor()
}

describe('messages out', () => {
  it('are set up, tried, and sent again when they did not arrive', async () => {
    const { page, complaints } = await site.open('/?place=admin&admin.tab=notices')
    await page.getByText('还没有接收地址').waitFor()
    await fillAddress(page)
    complaints.length = 0 // the refused address answered 400

    const list = page.getByRole('list', { name: '接收地址' })
    receiver.manner = answers(200, '{"errcode":93000,"errmsg":"invalid webhook url"}')
    await list.getByRole('button', { name: '向 值班群 试发' }).click()
    await list.getByText('试发未成：群机器人没有接受 200').waitFor()
    await list.getByText('"errmsg":"invalid webhook url"').waitFor()

    const made = await page.request.post(`${site.url}/trpc/issue.report`, {
      data: {
        class: 'greening',
        subclass: 'streetTree',
        description: '树枝压线',
        location: await middleOf(page),
        key: crypto.randomUUID(),
      },
    })
    const { id } = ((await made.json()) as { result: { data: { id: string } } }).result.data
    const dead = page.getByRole('list', { name: '未送达' })
    await dead.getByRole('button', { name: `重发 ${id} 的“新诉求”` }).waitFor()
    await dead.getByText('群机器人没有接受 200').waitFor()
    expect(await accessFaults(page)).toEqual([])

    receiver.manner = answers(200, '{"errcode":0}')
    await dead.getByRole('button', { name: `重发 ${id} 的“新诉求”` }).click()
    await page.getByText('没有未送达的消息。').waitFor()
    await list.getByText(/最近送达/).waitFor()
    const last = JSON.parse(receiver.received.at(-1)!.body) as { text: { content: string } }
    expect(last.text.content).toContain(`新诉求 ${id}`)

    // The link of the message opens the issue.
    const link = new URL(/http\S+/.exec(last.text.content)![0])
    await page.goto(site.url + link.pathname + link.search)
    await page.locator('#panel').getByText(id).first().waitFor()
    expect(complaints).toEqual([])
  })

  it('of an address that is removed go with it, told in numbers first', async () => {
    const { page } = await site.open('/?place=admin&admin.tab=notices&lang=en')
    await page.getByRole('button', { name: 'Edit 值班群' }).click()
    const form = page.getByRole('dialog', { name: 'Edit 值班群' })
    await form.getByRole('button', { name: 'Remove' }).click()
    await form.getByText('Removes 0 waiting and 0 undelivered messages with it.').waitFor()
    await form.getByRole('button', { name: 'Remove it' }).click()
    await page.getByText('No addresses yet').waitFor()
  })
})

async function middleOf(page: Page): Promise<[number, number]> {
  const tree = (await (await page.request.get(`${site.url}/trpc/unit.tree?input={}`)).json()) as {
    result: { data: { level: string; box: [number, number, number, number] }[] }
  }
  const [west, south, east, north] = tree.result.data.find(({ level }) => level === 'street')!.box
  return [(west + east) / 2, (south + north) / 2]
}

/** What a camera reads from what is drawn. */
async function readCode(code: Locator): Promise<string | undefined> {
  const { data, info } = await sharp(await code.screenshot())
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return jsQR(new Uint8ClampedArray(data), info.width, info.height)?.data
}

describe('a link', () => {
  it.each(['light', 'dark'] as const)('stands as a code that a camera reads, %s', async (colorScheme) => {
    const { page } = await site.open('/?place=admin', { colorScheme, deviceScaleFactor: 2 })
    await page.getByRole('button', { name: '新建大屏' }).click()
    const form = page.getByRole('dialog', { name: '新建大屏' })
    await form.getByRole('textbox', { name: '名称' }).fill(`大厅 ${colorScheme}`)
    await form.getByRole('button', { name: '生成链接' }).click()
    const dialog = page.getByRole('dialog', { name: new RegExp(`大厅 ${colorScheme}`) })
    const code = dialog.getByRole('img', { name: '链接的二维码' })
    const address = /http:\S+\/wall\/open\/[\w-]{43}/.exec((await dialog.textContent()) ?? '')?.[0]
    expect(address).toBeDefined()
    await expect.poll(() => readCode(code)).toBe(address)
    expect(await accessFaults(page)).toEqual([])
  })
})
