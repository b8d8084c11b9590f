/** Coming in and letting in: accounts, one-time links, the first password, signing out, the audit log. */
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
    const { page } = await site.open('/?place=admin')
    await page.getByRole('button', { name: '新建账号' }).click()
    const dialog = page.getByRole('dialog', { name: '新建账号' })
    await dialog.getByLabel('姓名').fill('王芳')
    await dialog.getByLabel('用户名').fill('wangfang')
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
    await own.getByLabel('用户名').fill('wangfang')
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
