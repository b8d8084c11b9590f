/** Notifications of the browser on the page: allowed, switched on, shown by the service worker, opened by a click. */
import { createECDH, randomBytes } from 'node:crypto'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answers, openReceiver, type Receiver } from '../fixtures/receiver.ts'
import { accessFaults, openServerAndBrowser, type OpenPage } from './openPage.ts'

let site: OpenPage
let service: Receiver

beforeAll(async () => {
  process.env.QUARTERHOUR_LOOPBACK_TARGETS = '1'
  site = await openServerAndBrowser()
  service = await openReceiver(answers(201))
})

afterAll(async () => {
  delete process.env.QUARTERHOUR_LOOPBACK_TARGETS
  await service?.close()
  await site?.close()
})

/** No push service can be asked from here: the browser gets a place at one on this machine, as its own would give it. */
async function givePlace(page: Page): Promise<void> {
  const keys = createECDH('prime256v1')
  const given = {
    endpoint: `${service.url}/browser`,
    p256dh: keys.generateKeys('base64url'),
    auth: randomBytes(16).toString('base64url'),
  }
  await page.addInitScript(({ endpoint, p256dh, auth }) => {
    let isOn = false
    const place = {
      endpoint,
      toJSON: () => ({ endpoint, keys: { p256dh, auth } }),
      unsubscribe: () => {
        isOn = false
        return Promise.resolve(true)
      },
    }
    Object.assign(PushManager.prototype, {
      subscribe: () => {
        isOn = true
        return Promise.resolve(place)
      },
      getSubscription: () => Promise.resolve(isOn ? place : null),
    })
  }, given)
}

async function openDialog(page: Page) {
  await page.getByRole('button', { name: '个人菜单' }).click()
  await page.getByRole('menuitem', { name: '浏览器通知' }).click()
  return page.getByRole('dialog', { name: '浏览器通知' })
}

/** Hands a message to the service worker as the browser would. */
async function deliver(context: BrowserContext, page: Page, message: object): Promise<void> {
  const session = await context.newCDPSession(page)
  const found = new Promise<string>((resolve) => {
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const own = registrations.find(({ isDeleted }) => !isDeleted)
      if (own) resolve(own.registrationId)
    })
  })
  await session.send('ServiceWorker.enable')
  await session.send('ServiceWorker.deliverPushMessage', {
    origin: site.url,
    registrationId: await found,
    data: JSON.stringify(message),
  })
}

describe('notifications', () => {
  it('say why they cannot be switched on, until an administrator allows them', async () => {
    const { page } = await site.open('/?place=admin&admin.tab=notices')
    const dialog = await openDialog(page)
    await dialog.getByText(/本系统没有开放浏览器通知/).waitFor()
    expect(await dialog.getByRole('button', { name: '打开通知' }).count()).toBe(0)
    expect(await accessFaults(page)).toEqual([])
    await page.keyboard.press('Escape')

    const form = page.getByRole('form', { name: '浏览器通知' })
    await form.getByLabel('允许使用浏览器通知').check({ force: true })
    await form.getByLabel('联系方式').fill('desk@office.example.org')
    await form.getByRole('button', { name: '保存' }).click()
    await form.getByText('0 人打开，0 个浏览器').waitFor()
    expect(await accessFaults(page)).toEqual([])
  })

  it('say so when the push service is not reached', async () => {
    const { page } = await site.open('/')
    await page.context().grantPermissions(['notifications'])
    const dialog = await openDialog(page)
    await dialog.getByRole('button', { name: '打开通知' }).click()
    await dialog.getByText(/连不上浏览器厂商的推送服务/).waitFor()
    expect(await accessFaults(page)).toEqual([])
  })

  it('are switched on, tried, shown, opened, and switched off', async () => {
    const { page } = await site.open('/')
    const context = page.context()
    await context.grantPermissions(['notifications'], { origin: site.url })
    await givePlace(page)
    await page.reload()
    const dialog = await openDialog(page)
    await dialog.getByRole('button', { name: '打开通知' }).click()
    await page.getByText('通知已打开').waitFor()
    await dialog.getByRole('button', { name: '试发' }).click()
    await dialog.getByText('已交给推送服务').waitFor()
    expect(service.received[0]).toMatchObject({ path: '/browser' })
    expect(await accessFaults(page)).toEqual([])
    await page.keyboard.press('Escape')

    const issues = (await (await page.request.get(`${site.url}/trpc/issue.points?input={}`)).json()) as {
      result: { data: { ids: string[] } }
    }
    const id = issues.result.data.ids[0]!
    await deliver(context, page, {
      title: `督办 ${id}`,
      body: '井盖破损、缺失，锦绣社区',
      tag: `issue ${id}`,
      link: `/?place=issues&sel=${encodeURIComponent(`issue:${id}`)}`,
    })
    const shown = () =>
      page.evaluate(async () =>
        (await (await navigator.serviceWorker.ready).getNotifications()).map(({ title, body }) => [
          title,
          body,
        ]),
      )
    await expect.poll(shown).toEqual([[`督办 ${id}`, '井盖破损、缺失，锦绣社区']])

    const loaded = await page.evaluate(() => performance.timeOrigin)
    const worker = context.serviceWorkers()[0]!
    await worker.evaluate(async () => {
      const scope = self as unknown as { registration: ServiceWorkerRegistration }
      const [notification] = await scope.registration.getNotifications()
      const Click = Reflect.get(self, 'NotificationEvent') as new (type: string, init: object) => Event
      self.dispatchEvent(new Click('notificationclick', { notification }))
    })
    await page.locator('#panel').getByText(id).first().waitFor()
    expect(new URL(page.url()).searchParams.get('place')).toBe('issues')
    // In the page that was open: nothing was loaded anew.
    expect(await page.evaluate(() => performance.timeOrigin)).toBe(loaded)

    const again = await openDialog(page)
    await again.getByRole('button', { name: '关闭通知' }).click()
    await page.getByText('通知已关闭').waitFor()
    await again.getByRole('button', { name: '打开通知' }).waitFor()
  })
})
