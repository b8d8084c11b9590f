/** Coming in and letting in: accounts, one-time links, the first password, signing out, the audit log. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { comeIn } from '../fixtures/comeIn.ts'
import { accessFaults, openServerAndBrowser, type OpenPage } from './openPage.ts'

let site: OpenPage

beforeAll(async () => {
  site = await openServerAndBrowser()
})

afterAll(async () => {
  await site?.close()
})

describe('a new account', () => {
  it('comes in by its link once, sets a password, and signs in with it', async () => {
    const userName = `wangfang.${Date.now()}`
    const { page } = await site.open('/?place=admin')
    await page.getByRole('button', { name: '新建账号' }).click()
    const dialog = page.getByRole('dialog', { name: '新建账号' })
    await dialog.getByLabel('姓名').fill('王芳')
    await dialog.getByLabel('用户名').fill(userName)
    await dialog.getByLabel('规划人员').check()
    await dialog.getByLabel('管辖范围').click()
    await page.getByRole('option', { name: '整个街道' }).click()
    await dialog.getByRole('button', { name: '建立并生成链接' }).click()
    const handed = page.getByRole('dialog', { name: '王芳 的一次性链接' })
    const link = /http:\S+\/open\/[\w-]+/.exec((await handed.textContent()) ?? '')?.[0] ?? ''
    expect(link).toContain(site.url)
    await page.context().close()

    const hers = await site.browser.newContext({ locale: 'zh-CN' })
    const own = await hers.newPage()
    await own.goto(link)
    await own.getByRole('button', { name: '登录 Sign in' }).waitFor()
    expect(await accessFaults(own)).toEqual([])
    // Looked at twice, as a preview and a person would, it still lets in.
    await comeIn(own, link)
    await own.getByRole('button', { name: '设置密码' }).click()
    const first = own.getByRole('dialog', { name: '设置密码' })
    await first.getByLabel('新密码').fill('银杏 巷口 早餐店 三号')
    await first.getByLabel('再输一次').fill('银杏 巷口')
    await first.getByText('两次输入不一致').waitFor()
    await first.getByLabel('再输一次').fill('银杏 巷口 早餐店 三号')
    await first.getByRole('button', { name: '保存密码' }).click()
    await own.getByText('密码已设置').waitFor()
    expect(await own.getByRole('button', { name: '管理' }).count()).toBe(0)
    await own.getByRole('button', { name: '个人菜单' }).click()
    await own.getByRole('menuitem', { name: '退出登录' }).click()
    await own.getByLabel('用户名').fill(userName)
    await own.getByLabel('密码', { exact: true }).fill('银杏 巷口 早餐店 三号')
    await own.getByRole('button', { name: '登录' }).click()
    await own.getByRole('navigation', { name: '工作区' }).waitFor()
    await own.getByRole('button', { name: '个人菜单' }).click()
    await own.getByRole('menuitem', { name: '修改密码' }).click()
    const change = own.getByRole('dialog', { name: '修改密码' })
    await change.getByLabel('当前密码').fill('早餐店 银杏 巷口 三号')
    await change.getByLabel('新密码').fill('梧桐 街角 修车铺 五号')
    await change.getByLabel('再输一次').fill('梧桐 街角 修车铺 五号')
    await change.getByRole('button', { name: '保存密码' }).click()
    await change.getByText('当前密码不正确').waitFor()
    expect(await accessFaults(own)).toEqual([])
    await change.getByLabel('当前密码').fill('银杏 巷口 早餐店 三号')
    await change.getByRole('button', { name: '保存密码' }).click()
    await own.getByText('密码已设置').waitFor()
    await hers.clearCookies()
    await comeIn(own, link)
    await own.getByText('这个一次性链接已经用过或已过期').waitFor()
    expect(await accessFaults(own)).toEqual([])
    await hers.close()
  })
})

/** The page of a new account with these roles and areas, come in by its link. */
async function pageOf(name: string, roles: string[], areas: string[]): Promise<Page> {
  const { page: admin } = await site.open('/')
  const userName = `${name}.${Date.now()}`
  const made = await admin.request.post(`${site.url}/trpc/account.create`, {
    data: { userName, displayName: userName, roles, areas, validTo: null },
  })
  const answer = (await made.json()) as { result: { data: { linkPath: string } } }
  await admin.context().close()
  const context = await site.browser.newContext({ locale: 'zh-CN', reducedMotion: 'reduce' })
  const page = await context.newPage()
  await comeIn(page, site.url + answer.result.data.linkPath)
  return page
}

describe('somebody of one grid', () => {
  it('is offered lists where they have them, and figures with a reason where they do not', async () => {
    const { page: admin } = await site.open('/')
    const tree = (await (await admin.request.get(`${site.url}/trpc/unit.tree?input={}`)).json()) as {
      result: { data: { code: string; level: string }[] }
    }
    await admin.context().close()
    const [own, other] = tree.result.data.filter(({ level }) => level === 'grid').map(({ code }) => code)
    const page = await pageOf('grid.worker', ['gridWorker'], [own!])
    const panel = page.locator('#panel')
    // A grid worker begins with the work.
    await page.goto(`${site.url}/?place=overview`)
    await panel.getByText('居民和诉求名单只列出您管辖范围内的。').waitFor()

    await page.goto(`${site.url}/?place=overview&sel=unit:${other}`)
    await panel.getByText('居民和诉求名单不在您的管辖范围内，这里只显示数字。').waitFor()
    expect(await panel.getByRole('button', { name: /^居民/ }).count()).toBe(0)
    expect(await panel.getByRole('region', { name: '未结诉求' }).getByRole('button').count()).toBe(0)
    expect(await panel.getByRole('region', { name: '最急的诉求' }).count()).toBe(0)
    expect(await accessFaults(page)).toEqual([])

    await page.goto(`${site.url}/?place=overview&sel=unit:${own}`)
    await panel.getByRole('button', { name: /^居民/ }).click()
    await panel.getByText(/共 \d+ 条/).waitFor()
    await page.context().close()
  })

  it('who sees no lists at all is told so', async () => {
    const page = await pageOf('only.looks', ['viewer'], ['*'])
    const panel = page.locator('#panel')
    await panel.getByText('您的角色不能查看居民和诉求名单，这里只显示数字。').waitFor()
    expect(await panel.getByRole('button', { name: /^(居民|未结诉求|超期)/ }).count()).toBe(0)
    await page.context().close()
  })
})

describe('administration', () => {
  it('lists what was done, newest first', async () => {
    const { page } = await site.open('/?place=admin&admin.tab=audit')
    await page.getByRole('region', { name: '审计日志' }).getByText('新建账号').first().waitFor()
    expect(await accessFaults(page)).toEqual([])
    await page.context().close()
  })

  it('tells on a phone too of what and why', async () => {
    const { page } = await site.open('/?place=admin&admin.tab=audit', {
      viewport: { width: 390, height: 844 },
    })
    await page
      .getByRole('region', { name: '审计日志' })
      .getByText(/账号 · wangfang/)
      .first()
      .waitFor()
    await page.context().close()
  })

  it('has nothing for axe to find in the list and the form', async () => {
    const { page } = await site.open('/?place=admin')
    await page.getByRole('button', { name: '新建账号' }).click()
    await page.getByRole('dialog', { name: '新建账号' }).waitFor()
    expect(await accessFaults(page)).toEqual([])
    await page.context().close()
  })
})
