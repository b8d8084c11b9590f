/**
 * What a finger presses on a phone: 44 px tall, or with so much room around it that a circle of 44 px on its middle
 * meets nothing else that can be pressed (the spacing of WCAG 2.5.8, with our own measure).
 */
import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openServerAndBrowser, untilMapRests, type OpenPage } from './openPage.ts'

const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
}

let site: OpenPage

beforeAll(async () => {
  site = await openServerAndBrowser()
})

afterAll(async () => {
  await site?.close()
})

/** Each thing that is too small, in words; and how many were measured. */
const measure = (page: Page): Promise<{ faults: string[]; measured: number }> =>
  page.evaluate(() => {
    const FINGER = 44
    const PRESSED =
      'button, a[href], [role=tab], [role=treeitem], [role=option], [role=menuitem], [role=row][tabindex], .mantine-SegmentedControl-label, input.mantine-Input-input'
    /** With what stands before it to be pressed as well. */
    const reachOf = (one: HTMLElement): DOMRect => {
      const { x, width, bottom, height } = one.getBoundingClientRect()
      const before = getComputedStyle(one, '::before')
      const reached =
        before.position === 'absolute' ? Math.max(height, Number.parseFloat(before.height) || 0) : height
      return new DOMRect(x, bottom - reached, width, reached)
    }
    const targets = [...document.querySelectorAll<HTMLElement>(PRESSED)]
      .filter((one) => !one.closest('[aria-hidden=true], [inert], .maplibregl-canvas-container'))
      .filter((one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
      .map((one) => ({ one, box: reachOf(one) }))
      // What is hidden for the eye until it has the focus is pressed by no finger.
      .filter(({ box }) => box.width > 1 && box.height > 1 && box.bottom > 0)
    const hasRoom = (own: (typeof targets)[number]): boolean => {
      const [x, y] = [own.box.x + own.box.width / 2, own.box.y + own.box.height / 2]
      return targets.every(({ one, box }) => {
        if (one === own.one || one.contains(own.one) || own.one.contains(one)) return true
        const dx = Math.max(box.left - x, 0, x - box.right)
        const dy = Math.max(box.top - y, 0, y - box.bottom)
        return Math.hypot(dx, dy) >= FINGER / 2
      })
    }
    const faults = targets
      .filter((target) => target.box.height < FINGER - 0.5 && (target.box.height < 23.5 || !hasRoom(target)))
      .map(({ one, box }) => {
        const name = (one.getAttribute('aria-label') ?? one.textContent ?? '').trim().slice(0, 30)
        return `${one.tagName.toLowerCase()} ${one.className.toString().split(' ').at(-1)} “${name}” ${Math.round(box.width)}×${Math.round(box.height)}`
      })
    return { faults: [...new Set(faults)], measured: targets.length }
  })

const firstOf = async (page: Page, level: string): Promise<string> => {
  const answer = await page.request.get(`${site.url}/trpc/unit.tree?input={}`)
  const tree = (await answer.json()) as { result: { data: { code: string; level: string }[] } }
  return tree.result.data.find((unit) => unit.level === level)!.code
}

describe('on a phone, a finger finds', () => {
  const look = async (path: string, waitFor: string, act?: (page: Page) => Promise<void>): Promise<void> => {
    const { page } = await site.visit(path, PHONE)
    await page.locator(waitFor).first().waitFor()
    await act?.(page)
    const { faults, measured } = await measure(page)
    expect(faults).toEqual([])
    expect(measured).toBeGreaterThan(5)
    // Nothing is pushed out at the side for it.
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  }

  it('the overview with its tree, and the settings of the legend', () =>
    look('/', '[role=treeitem]', async (page) => {
      await untilMapRests(page)
      const legend = page.getByRole('button', { name: '着色设置' })
      if (await legend.isVisible()) await legend.click()
    }))

  it.each(['street', 'community', 'grid'])('a %s', async (level) => {
    const { page } = await site.visit('/', PHONE)
    const code = await firstOf(page, level)
    await look(`/?sel=unit:${code}`, '#panel [aria-label="年龄构成"] button')
  })

  it.each(['residents', 'buildings', 'facilities', 'issues;state=open'])('the list of %s', (list) =>
    look(`/?sel=${list}`, '#panel li button'),
  )

  it('the circles of a kind, and who lies outside', () =>
    look('/?place=circles&circles.kind=pharmacy', '#panel [role=row]'))

  it.each(['circles', 'siting&siting.kind=canteen', 'registers', 'imports', 'admin&admin.tab=audit'])(
    'the place %s',
    (place) => look(`/?place=${place}`, '#panel h2, #panel h1'),
  )

  it.each(['rates', 'spots', 'replay', 'load'])('the figures, view %s', (view) =>
    look(`/?place=figures&figures.view=${view}`, '#panel :is([role=row] button, ol button, dd)'),
  )

  it('a duty roster', () => look('/?place=admin&admin.tab=duty', '#panel form'))

  it('the accuracy of suggestions', () =>
    look('/?place=figures&figures.view=accuracy&figures.span=month', '#panel td'))

  it('the accounts and their menu', () =>
    look('/?place=admin', '#panel td button', (page) => page.locator('#panel td button').first().click()))

  it('the form of an account', () =>
    look('/?place=admin', '#panel td button', (page) =>
      page.getByRole('button', { name: '新建账号' }).click(),
    ))

  it('messages out, and the form of an address', () =>
    look('/?place=admin&admin.tab=notices', '#panel form', (page) =>
      page.getByRole('button', { name: '添加地址' }).click(),
    ))

  it('the search and what it found', () =>
    look('/', '[role=treeitem]', async (page) => {
      await page.getByRole('button', { name: '搜索' }).click()
      await page.getByRole('combobox').first().fill('社区')
      await page.getByRole('option').first().waitFor()
    }))
})

it('at a desk the look stays dense', async () => {
  const { page } = await site.open('/')
  const row = page.getByRole('treeitem').first()
  await row.waitFor()
  expect((await row.boundingBox())!.height).toBe(32)
  await page.context().close()
})
