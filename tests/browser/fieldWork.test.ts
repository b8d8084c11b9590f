/** A grid worker's phone: nearest task first, a report in a few taps, and nothing lost or counted twice without signal. */
import { randomUUID } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { IssueRow } from '../../shared/domain/place.ts'
import type { UnitFigures } from '../../shared/domain/unit.ts'
import type { IssueFile } from '../../shared/issues/desk.ts'
import { comeIn } from '../fixtures/comeIn.ts'
import { drawnJpeg } from '../fixtures/pictures.ts'
import { runCommand } from '../fixtures/runCommand.ts'
import { accessFaults, openServerAndBrowser, type OpenPage } from './openPage.ts'

const SLOW = { timeout: 60_000 } as const
let site: OpenPage
let admin: Page
/** Open issues of one grid that wait for its worker, and where it lies. */
let grid: { code: string; name: string }
let otherGrid: { code: string; name: string }
let tasks: IssueRow[]

const ask = async <T>(path: string, input: unknown): Promise<T> => {
  const query = encodeURIComponent(JSON.stringify(input))
  const answer = await admin.request.get(`${site.url}/trpc/${path}?input=${query}`)
  return ((await answer.json()) as { result: { data: T } }).result.data
}
const send = async <T>(path: string, data: unknown): Promise<T> => {
  const answer = await admin.request.post(`${site.url}/trpc/${path}`, { data })
  return ((await answer.json()) as { result: { data: T } }).result.data
}
const fileOf = (id: string): Promise<IssueFile> =>
  runCommand<IssueFile>(site.directory, ['issue', 'show', id])
const stepsOf = async (id: string): Promise<string[]> => (await fileOf(id)).events.map(({ step }) => step)
const newest = async (): Promise<IssueRow[]> =>
  (await ask<{ rows: IssueRow[] }>('issue.list', { order: 'newest', limit: 30 })).rows
/** A step by the officer at the desk. */
const officerTakes = async (id: string, step: string, reason: string): Promise<void> => {
  const { lastEvent } = await fileOf(id)
  await send('issue.step', { id, step, seen: lastEvent, reason, key: randomUUID() })
}

beforeAll(async () => {
  site = await openServerAndBrowser()
  const { page } = await site.open('/?place=issues')
  admin = page
  const { rows } = await ask<{ rows: IssueRow[] }>('issue.list', { state: 'dispatched', limit: 200 })
  const byGrid = new Map<string, IssueRow[]>()
  for (const issue of rows) {
    if (issue.unit && issue.location)
      byGrid.set(issue.unit.code, [...(byGrid.get(issue.unit.code) ?? []), issue])
  }
  const [most, next] = [...byGrid.values()].sort((a, b) => b.length - a.length)
  otherGrid = next![0]!.unit!
  tasks = most!
  grid = tasks[0]!.unit!
})

afterAll(async () => {
  await site?.close()
})

/** The phone of a new worker of the grid, come in by its link. */
async function phoneOf(
  name: string,
  options: BrowserContextOptions = {},
  { browser, url }: { browser: Browser; url: string } = site,
  area = grid.code,
): Promise<Page> {
  const userName = `${name}.${randomUUID().slice(0, 8)}`
  const { linkPath } = await send<{ linkPath: string }>('account.create', {
    userName,
    displayName: name,
    roles: ['gridWorker'],
    areas: [area],
    validTo: null,
  })
  const [lon, lat] = tasks[0]!.location!
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 0.5,
    hasTouch: true,
    isMobile: true,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
    permissions: ['geolocation'],
    geolocation: { longitude: lon, latitude: lat, accuracy: 12 },
    ...options,
  })
  const page = await context.newPage()
  page.setDefaultTimeout(60_000)
  await comeIn(page, url + linkPath)
  await page.getByRole('complementary').getByRole('heading', { name: '我的工作' }).waitFor()
  return page
}

/** As the browser tells the service worker, once the network that it waits for is there. */
async function signalIsBack(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const registered = new Promise<string>((known) =>
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const [found] = registrations.filter(({ scopeURL }) => scopeURL.startsWith(site.url))
      if (found) known(found.registrationId)
    }),
  )
  await session.send('ServiceWorker.enable')
  await session.send('ServiceWorker.dispatchSyncEvent', {
    origin: site.url,
    registrationId: await registered,
    tag: 'quarterhour-outbox',
    lastChance: false,
  })
  await session.detach()
}

const list = (page: Page) => page.getByRole('list', { name: '任务' }).getByRole('listitem')
const opensOffline = (page: Page) => page.getByText('没有信号也能打开本页').waitFor()

async function fillReport(page: Page, words: string, photo?: Buffer): Promise<void> {
  await page.getByRole('button', { name: '上报' }).click()
  await page.getByRole('button', { name: '机动车乱停放', exact: true }).click()
  await page.getByText('您所在的位置').waitFor()
  await page.getByLabel('情况（可不填）').fill(words)
  if (photo) {
    const photos = page.getByRole('group', { name: '照片' })
    await photos
      .locator('input[type=file]')
      .first()
      .setInputFiles([{ name: '楼道.jpg', mimeType: 'image/jpeg', buffer: photo }])
    await photos.getByText('1 / 9 张').waitFor()
  }
  await page.getByRole('button', { name: '上报', exact: true }).click()
  await page.getByRole('complementary').getByRole('heading', { name: '我的工作' }).waitFor()
}

async function openNearest(page: Page): Promise<string> {
  await page.getByRole('button', { name: /待办$/ }).click()
  await list(page).first().getByRole('button').click()
  await page.getByRole('region', { name: '处置' }).waitFor()
  return new URL(page.url()).searchParams.get('work.task')!
}

describe("a grid worker's phone", () => {
  it('begins with the tasks of the grid, the nearest first, and has nothing for axe to find', async () => {
    const page = await phoneOf('李敏')
    await page.getByText('距离按手机定位').waitFor()
    const meters = await list(page).locator('strong').allTextContents()
    const numbers = meters.map(
      (text) => Number(text.replace(/,| m$/g, '').replace(/ km$/, '')) * (/km/.test(text) ? 1000 : 1),
    )
    expect(numbers.length).toBeGreaterThanOrEqual(tasks.length)
    expect(numbers[0]).toBe(0)
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b))
    expect(await accessFaults(page)).toEqual([])
    await openNearest(page)
    expect(await accessFaults(page)).toEqual([])
    await page.getByRole('button', { name: '返回任务' }).click()
    await page.getByRole('button', { name: '上报' }).click()
    await page.getByText('您所在的位置').waitFor()
    expect(await accessFaults(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    await page.context().close()
  })

  it('reports in a few taps', async () => {
    const page = await phoneOf('赵强')
    await page.getByText('距离按手机定位').waitFor()
    const begun = Date.now()
    let taps = 0
    const tap = async (name: string, exact = false): Promise<void> => {
      taps++
      await page.getByRole('button', { name, exact }).tap()
    }
    await tap('上报')
    await tap('机动车乱停放', true)
    await tap('上报', true)
    await page.getByRole('complementary').getByRole('heading', { name: '我的工作' }).waitFor()
    process.stdout.write(`a report took ${taps} taps, ${Date.now() - begun} ms of the page\n`)
    expect(taps).toBeLessThanOrEqual(3)
    await expect
      .poll(
        async () =>
          (await newest()).filter(({ unit, state }) => unit?.code === grid.code && state === 'new').length,
        SLOW,
      )
      .toBeGreaterThan(0)
    await page.context().close()
  })

  it('opens without signal, takes a report and two steps, and sends each once, in order, when it is back', async () => {
    const page = await phoneOf('孙丽')
    await opensOffline(page)
    const words = `楼道堆物 ${randomUUID()}`
    await page.context().setOffline(true)
    await page.reload()
    await page.getByText(/离线 · 内容截至/).waitFor()
    const id = await openNearest(page)
    const before = await stepsOf(id)
    await page.getByRole('button', { name: '接单处理' }).click()
    await page.getByRole('button', { name: '反馈处理结果' }).first().click()
    await page.getByLabel('说明').fill('已劝离，现场清理')
    await page
      .getByRole('form', { name: '反馈处理结果' })
      .getByRole('button', { name: '反馈处理结果' })
      .click()
    await page.getByText('您这一步已记下，等他人继续。').waitFor()
    await page.getByRole('button', { name: '返回任务' }).click()
    await fillReport(page, words, await drawnJpeg(7))
    await page.getByRole('button', { name: '3 条待发送' }).waitFor()
    // Cut off once more in between: what was written is still there.
    await page.reload()
    await page.getByRole('button', { name: '3 条待发送' }).click()
    expect(await page.getByRole('article').count()).toBe(3)
    expect(await accessFaults(page)).toEqual([])
    expect(await stepsOf(id)).toEqual(before)
    await page.context().setOffline(false)
    await page.getByText('一天内已发送').waitFor()
    await expect.poll(() => page.getByText(/^已发送 ·/).count(), SLOW).toBe(3)
    expect(await stepsOf(id)).toEqual([...(before.length === 0 ? ['import'] : before), 'take', 'feedBack'])
    const { events } = await fileOf(id)
    expect(events.at(-1)).toMatchObject({ reason: '已劝离，现场清理' })
    const reported = (await newest()).filter(({ description }) => description === words)
    expect(reported).toHaveLength(1)
    expect((await fileOf(reported[0]!.id)).photos).toHaveLength(1)
    // In the order of writing: the report got its event last.
    expect(Number((await fileOf(reported[0]!.id)).lastEvent)).toBeGreaterThan(Number(events.at(-1)!.id))
    await page.getByRole('button', { name: '返回任务' }).click()
    await page.getByRole('status').getByText('实时').first().waitFor()
    await page.context().close()
  })

  it('sends by one of page and service worker at a time, and by the latter though the page is closed', async () => {
    const page = await phoneOf('陈洁', { permissions: ['geolocation', 'background-sync'] })
    await opensOffline(page)
    const context = page.context()
    const sent: string[] = []
    context.on('request', (request) => {
      if (request.method() === 'POST' && request.url().includes('/trpc/issue.report'))
        sent.push(/"description":"([^"]*)"/.exec(request.postData() ?? '')?.[1] ?? '')
    })
    const [first, second, third] = ['井盖', '路灯', '树枝'].map((what) => `${what} ${randomUUID()}`)
    const found = async (): Promise<string[]> =>
      (await newest()).map(({ description }) => description).filter((one) => words.includes(one))
    const words = [first!, second!, third!]
    await context.setOffline(true)
    await fillReport(page, first!)
    await fillReport(page, second!)
    // Somebody else is sending: whoever wants to send waits for the same lock.
    await page.evaluate(() => {
      void navigator.locks.request(
        'quarterhour-outbox',
        () => new Promise<void>((done) => Reflect.set(window, 'letGo', done)),
      )
    })
    const waiting = () =>
      page.evaluate(
        async () => new Set((await navigator.locks.query()).pending?.map(({ clientId }) => clientId)).size,
      )
    await signalIsBack(page)
    await expect.poll(waiting, SLOW).toBe(1)
    await context.setOffline(false)
    await expect.poll(waiting, SLOW).toBe(2)
    expect(await found()).toEqual([])
    await page.evaluate(() => (Reflect.get(window, 'letGo') as () => void)())
    await expect.poll(found, SLOW).toEqual([second, first])
    await page.getByRole('status').getByText('实时').first().waitFor()
    // The page has heard of what the service worker sent, and sends none of it again.
    await expect.poll(() => page.getByRole('button', { name: /条待发送/ }).count()).toBe(0)
    await expect.poll(waiting).toBe(0)
    expect(sent).toEqual([first, second])

    await context.setOffline(true)
    await fillReport(page, third!)
    await page.getByRole('button', { name: '1 条待发送' }).click()
    await page.getByText('关了本页也会发').waitFor()
    const other = await context.newPage()
    await page.close()
    await context.setOffline(false)
    await signalIsBack(other)
    await expect.poll(found, SLOW).toEqual([third, second, first])
    expect(sent).toEqual([first, second, third])
    await context.close()
  })

  it('shows the photos of its tasks without signal, and keeps none of a task that is not its own any more', async () => {
    const photo = await admin.request.post(`${site.url}/photos`, {
      multipart: { file: { name: 'a.jpg', mimeType: 'image/jpeg', buffer: await drawnJpeg(11) } },
    })
    const { hash } = (await photo.json()) as { hash: string }
    const { id } = tasks.at(-1)!
    const { lastEvent } = await fileOf(id)
    await send('issue.step', {
      id,
      step: 'note',
      seen: lastEvent,
      reason: '现场',
      photos: [hash],
      key: randomUUID(),
    })
    const page = await phoneOf('许文')
    await opensOffline(page)
    const kept = () =>
      page.evaluate(async () => {
        const cache = await caches.open('quarterhour-photos')
        return (await cache.keys()).map(({ url }) => url.slice(location.origin.length))
      })
    const own = async () => (await kept()).filter((path) => path.includes(hash))
    await expect.poll(own, SLOW).toEqual([`/photos/${hash}?size=small`, `/photos/${hash}`])
    await page.context().setOffline(true)
    await page.goto(`${site.url}/?place=work&work.task=${id}`)
    await page.getByText(/离线 · 内容截至/).waitFor()
    await page.getByRole('button', { name: /照片 1 \/ 1，看大图/ }).click()
    const large = page.getByRole('dialog').locator('img')
    await large.waitFor()
    await expect
      .poll(() => large.evaluate((one) => (one as HTMLImageElement).naturalWidth))
      .toBeGreaterThan(320)
    await page.keyboard.press('Escape')
    // Back among those who have signal, the task is another one's.
    await page.context().setOffline(false)
    await officerTakes(id, 'return', '不属本网格')
    await expect.poll(own, SLOW).toEqual([])
    await page.context().close()
  })

  it('counts a report once though the answer was lost on its way', async () => {
    const page = await phoneOf('周涛', { serviceWorkers: 'block' })
    const words = `井盖松动 ${randomUUID()}`
    let lost = 0
    await page.route(/\/trpc\/issue\.report/, async (route) => {
      if (lost > 0) return route.continue()
      lost++
      await route.fetch()
      await route.abort('connectionreset')
    })
    await page.getByText('距离按手机定位').waitFor()
    await fillReport(page, words)
    await expect.poll(() => lost, SLOW).toBe(1)
    await page.getByRole('button', { name: '1 条待发送' }).click()
    await page.getByText(/已试 1 次/).waitFor()
    await page.getByText(/^已发送 ·/).waitFor()
    expect((await newest()).filter(({ description }) => description === words)).toHaveLength(1)
    await page.context().close()
  })

  it('shows a conflict with what is now, and keeps what was written until it is decided', async () => {
    const page = await phoneOf('吴静')
    await opensOffline(page)
    const id = await openNearest(page)
    await page.context().setOffline(true)
    await page.getByRole('button', { name: '反馈处理结果' }).first().click()
    await page.getByLabel('说明').fill('已修好')
    await page
      .getByRole('form', { name: '反馈处理结果' })
      .getByRole('button', { name: '反馈处理结果' })
      .click()
    await page.getByRole('button', { name: '1 条待发送' }).waitFor()
    await officerTakes(id, 'escalate', '居民再次来电')
    await page.context().setOffline(false)
    await page.getByRole('button', { name: /1 条需您处理/ }).click()
    const item = page.getByRole('article', { name: /反馈处理结果/ })
    await item.getByText(/刚办理过这条诉求/).waitFor()
    await item.getByText(/督办.*居民再次来电/).waitFor()
    await item.getByText('已修好').waitFor()
    expect(await accessFaults(page)).toEqual([])
    await item.getByRole('button', { name: '修改' }).click()
    await item.getByLabel('说明').fill('已修好，请复核')
    await item.getByRole('button', { name: '改好了' }).click()
    await item.getByRole('button', { name: '看过了，仍按我写的发送' }).click()
    await page.getByText(/^已发送 ·/).waitFor()
    const { events } = await fileOf(id)
    expect(events.slice(-2).map(({ step, reason }) => [step, reason])).toEqual([
      ['escalate', '居民再次来电'],
      ['feedBack', '已修好，请复核'],
    ])
    await page.context().close()
  })

  it('told of another grid, lists that one, and shows what was written for the old one with the reason', async () => {
    const page = await phoneOf('何平')
    await opensOffline(page)
    const id = await openNearest(page)
    const before = await stepsOf(id)
    await page.context().setOffline(true)
    await page.getByRole('button', { name: '反馈处理结果' }).first().click()
    await page.getByLabel('说明').fill('已处理')
    await page
      .getByRole('form', { name: '反馈处理结果' })
      .getByRole('button', { name: '反馈处理结果' })
      .click()
    await page.getByRole('button', { name: '1 条待发送' }).waitFor()
    const mine = (
      await ask<{ id: string; displayName: string; roles: string[] }[]>('account.list', null)
    ).find(({ displayName }) => displayName === '何平')!
    await send('account.update', {
      ...{ id: mine.id, displayName: '何平', roles: mine.roles, validTo: null, isDisabled: false },
      areas: [otherGrid.code],
    })
    await page.context().setOffline(false)
    await page.getByRole('button', { name: /1 条需您处理/ }).click()
    const item = page.getByRole('article', { name: /反馈处理结果/ })
    await item.getByText('已处理').waitFor()
    await item
      .getByText(/管辖范围/)
      .first()
      .waitFor()
    expect(await stepsOf(id)).toEqual(before)
    // The list is that of the new grid, and the number says as many.
    await page.getByRole('button', { name: '返回' }).first().click()
    await page.getByText(otherGrid.name).first().waitFor()
    await expect
      .poll(async () => {
        const tab = await page.getByRole('button', { name: /待办$/ }).textContent()
        return Number(/\d+/.exec(tab ?? '')?.[0]) - (await list(page).count())
      }, SLOW)
      .toBe(0)
    await page.context().close()
  })

  it('keeps nothing for whoever comes after: signed out, the page knows nobody and no task', async () => {
    const page = await phoneOf('郑华')
    await opensOffline(page)
    const keptNames = () =>
      page.evaluate(
        () =>
          new Promise<string[]>((resolve, reject) => {
            const opening = indexedDB.open('quarterhour')
            opening.onerror = () => reject(opening.error)
            opening.onsuccess = () => {
              const asked = opening.result.transaction('kept').objectStore('kept').getAllKeys()
              asked.onsuccess = () => resolve(asked.result.map(String))
            }
          }),
      )
    await expect.poll(keptNames, SLOW).toEqual(expect.arrayContaining(['person', 'work']))
    await page.getByRole('button', { name: '个人菜单' }).click()
    await page.getByRole('menuitem', { name: '退出登录' }).click()
    await page.getByLabel('用户名').waitFor()
    expect(await keptNames()).toEqual([])
    await page.context().setOffline(true)
    await page.reload()
    await page.getByText('没有取到数据').waitFor()
    expect(await page.getByText(grid.name).count()).toBe(0)
    await page.context().close()
  })

  it('says so when there is nothing to do, and when the tasks cannot be had', async () => {
    const figures = await ask<UnitFigures[]>('unit.figures', {})
    const quiet = figures.find(({ openIssues }) => openIssues === 0)!
    const page = await phoneOf('蒋文', { serviceWorkers: 'block' }, site, quiet.code)
    await page.getByText('现在没有任务').waitFor()
    await page.getByText('离线打开没有准备好').waitFor()
    expect(await accessFaults(page)).toEqual([])
    // Nothing kept, and no answer.
    await page.evaluate(() => indexedDB.deleteDatabase('quarterhour'))
    await page.route(/work\.mine/, (route) => route.abort())
    await page.reload()
    await page.getByText('没有取到数据').waitFor()
    expect(await accessFaults(page)).toEqual([])
    await page.unroute(/work\.mine/)
    await page.getByRole('button', { name: '重试' }).click()
    await page.getByText('现在没有任务').waitFor()
    await page.context().close()
  })

  it('tells of a new version, takes it, and opens it without signal from then on', async () => {
    const built = join(import.meta.dirname, '..', '..', 'dist', 'client')
    const files = ['serviceWorker.js', 'index.html'].map((name) => join(built, name))
    const before = files.map((file) => readFileSync(file, 'utf8'))
    const page = await phoneOf('沈洁')
    await opensOffline(page)
    const version = () => page.locator('meta[name=page-version]').getAttribute('content')
    const old = await version()
    try {
      // Another version of the page, as a build would bring it.
      writeFileSync(files[1]!, before[1]!.replace('</body>', '<!-- the next one --></body>'))
      writeFileSync(files[0]!, before[0]!.replace(/(url:`\/index\.html`,revision:`)[^`]+/, '$1next'))
      await page.evaluate(async () => (await navigator.serviceWorker.ready).update())
      await page.getByText('新版本已备好，下次打开时启用。').waitFor()
      await page.getByRole('button', { name: '现在启用' }).click()
      await page.getByText('已更新到新版本').waitFor()
      expect(await version()).not.toBe(old)
      await list(page).first().waitFor()
      expect(await page.getByText('新版本已备好').count()).toBe(0)
      // Closed and opened again, it is the new one that opens by itself.
      const context = page.context()
      await page.close()
      const again = await context.newPage()
      await again.goto(site.url)
      await again.getByText('没有信号也能打开本页').waitFor()
      await context.setOffline(true)
      await again.reload()
      await again.getByText(/离线 · 内容截至/).waitFor()
      expect(await again.locator('meta[name=page-version]').getAttribute('content')).not.toBe(old)
      await context.close()
    } finally {
      files.forEach((file, at) => writeFileSync(file, before[at]!))
    }
  })

  it('over plain http says that it cannot open without signal, and sends what is written all the same', async () => {
    const browser = await chromium.launch({
      executablePath: process.env.QUARTERHOUR_CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--host-resolver-rules=MAP office.test 127.0.0.1', '--disable-gpu'],
    })
    try {
      const url = site.url.replace('127.0.0.1', 'office.test')
      const page = await phoneOf('冯军', {}, { browser, url })
      await page.getByText(/本页经 http 打开/).waitFor()
      expect(await page.evaluate(() => isSecureContext)).toBe(false)
      expect(await accessFaults(page)).toEqual([])
      const id = await openNearest(page)
      await page.getByRole('button', { name: '更多操作' }).click()
      await page.getByRole('menuitem', { name: '备注' }).click()
      const words = `在看 ${randomUUID()}`
      await page.getByLabel('说明').fill(words)
      await page.getByRole('form', { name: '备注' }).getByRole('button', { name: '备注' }).click()
      await expect.poll(async () => (await fileOf(id)).events.at(-1)?.reason, SLOW).toBe(words)
    } finally {
      await browser.close()
    }
  })
})
