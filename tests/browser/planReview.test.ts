/** A plan compared with today, commented on, checked, and put before people. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Survey } from '../../shared/plans/opinionRecord.ts'
import { accessFaults, openServerAndBrowser, untilMapRests, type OpenPage } from './openPage.ts'

const SLOW = { timeout: 30_000 } as const
let site: OpenPage

beforeAll(async () => {
  site = await openServerAndBrowser()
})

afterAll(async () => {
  await site?.close()
})

async function begin(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: '新建方案' }).first().click()
  await page.getByRole('textbox', { name: '名称', exact: true }).fill(name)
  await page.getByLabel('范围').selectOption({ label: '翠湖社区' })
  await page.getByRole('button', { name: '开始' }).click()
  await page.getByRole('heading', { name }).waitFor()
  await page.getByText('换网格的人').waitFor()
  await untilMapRests(page)
}

const number = (text: string | null): number => Number(/[\d,]+/.exec(text ?? '')![0].replace(/,/g, ''))

/** The largest grid takes over a neighbour. @returns households of the neighbour, and its name */
async function mergeOne(page: Page): Promise<{ gone: string; households: number }> {
  await page.getByRole('grid', { name: '网格' }).locator('[data-index="0"]').click()
  const name = await page.getByLabel('网格名称').inputValue()
  const households = async () =>
    number(await page.getByRole('region', { name, exact: true }).locator('dd').first().textContent())
  const before = await households()
  const choice = page.getByLabel('相邻网格')
  const gone = await choice.locator('option').nth(1).textContent()
  await choice.selectOption({ label: gone! })
  await page.getByRole('button', { name: '并入本网格' }).click()
  await expect.poll(households, SLOW).toBeGreaterThan(before)
  await page.getByRole('status').filter({ hasText: '已保存' }).waitFor()
  return { gone: gone!, households: (await households()) - before }
}

const tab = (page: Page, name: string) =>
  page.getByRole('radiogroup', { name: '方案', exact: true }).getByText(name, { exact: true })

/** Where both maps look; null while there is no second one. */
const centres = (page: Page): Promise<[number, number, number, number] | null> =>
  page.evaluate(() => {
    type Looking = { getCenter: () => { lng: number; lat: number } } | undefined
    const [one, other] = [
      Reflect.get(window, 'quarterhourMap') as Looking,
      Reflect.get(window, 'quarterhourSecondMap') as Looking,
    ]
    if (!one || !other) return null
    const [a, b] = [one.getCenter(), other.getCenter()]
    return [a.lng, a.lat, b.lng, b.lat]
  })

describe('a plan compared with today', () => {
  it('is swiped, stands side by side, and shows who goes where', async () => {
    const { page, complaints } = await site.open('/?place=plans')
    await begin(page, '合并一格')
    const { gone, households } = await mergeOne(page)
    await tab(page, '比较').click()

    // The figures: all of the merged grid, and nobody else.
    const who = page.getByRole('region', { name: '谁换了网格' })
    await who.waitFor()
    expect(
      number(
        await who
          .locator('span')
          .filter({ hasText: /^[\d,]+$/ })
          .first()
          .textContent(),
      ),
    ).toBe(households)
    const ways = page.getByRole('table', { name: '从哪个网格到哪个网格' })
    expect(await ways.getByRole('row').count()).toBe(2)
    expect(await ways.getByRole('button').textContent()).toContain(`${gone} →`)
    expect(await page.getByRole('table', { name: '逐个网格：户数' }).getByText('撤销').count()).toBe(1)
    expect(await accessFaults(page)).toEqual([])

    // The divider, by keys and by hand.
    const divider = page.getByRole('slider', { name: '分隔线' })
    await expect.poll(() => centres(page), SLOW).not.toBeNull()
    const share = async () => Number(await divider.getAttribute('aria-valuenow'))
    expect(await share()).toBe(50)
    const before = (await divider.boundingBox())!.x
    await divider.focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    expect(await share()).toBe(54)
    await page.keyboard.press('Home')
    expect(await share()).toBe(4)
    // Where it stands now that it has been moved.
    await expect.poll(async () => (await divider.boundingBox())!.x, SLOW).toBeLessThan(before)
    const box = (await divider.boundingBox())!
    const room = (await page.getByRole('region', { name: '街道地图' }).boundingBox())!
    const to = room.x + (room.width - 400) * 0.6
    // Beyond the legend; the divider can be held anywhere along its line.
    await page.mouse.move(box.x + box.width / 2, box.y + 120)
    await page.mouse.down()
    await page.mouse.move(to, box.y + 140, { steps: 4 })
    await page.mouse.up()
    await expect.poll(share).toBe(60)

    // Whichever is moved, the other follows.
    await page.evaluate(() => {
      const map = Reflect.get(window, 'quarterhourSecondMap') as {
        panBy: (by: [number, number], options: object) => void
      }
      map.panBy([120, 40], { duration: 0 })
    })
    const [x, y, x2, y2] = (await centres(page))!
    expect(Math.hypot(x - x2, y - y2)).toBeLessThan(1e-6)

    await page.getByText('并排', { exact: true }).click()
    await expect.poll(() => centres(page), SLOW).not.toBeNull()
    expect(await divider.count()).toBe(0)

    // The difference: one piece of ground and the homes on it, none in the grids that stay.
    await page.getByText('差异', { exact: true }).click()
    await expect.poll(() => centres(page)).toBeNull()
    await untilMapRests(page)
    const drawn = await page.evaluate(() => {
      const map = Reflect.get(window, 'quarterhourMap') as {
        querySourceFeatures: (source: string) => { properties: { colour: string } }[]
      }
      return ['ground', 'homes'].map((part) => [
        ...new Set(map.querySourceFeatures(`compare:${part}`).map(({ properties }) => properties.colour)),
      ])
    })
    expect(drawn[0]).toHaveLength(1)
    expect(drawn[1]).toEqual(drawn[0])
    await page.getByRole('region', { name: '图例' }).getByText('改换网格，去向').waitFor()

    // A reload finds the same comparison.
    await page.reload()
    await who.waitFor()
    expect(await ways.getByRole('row').count()).toBe(2)
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('says that nobody changes where nothing was edited, and what there was on a day without grids', async () => {
    const { page } = await site.open('/?place=plans')
    await begin(page, '原样')
    await tab(page, '比较').click()
    await page.getByText('没有人换网格。').waitFor()
    await page.getByLabel('与什么比').selectOption({ label: '某一天的网格' })
    await page.getByLabel('日期', { exact: true }).fill('1999-01-01')
    await page.getByText('1999-01-01 翠湖社区没有网格。').waitFor()
    await page.context().close()
  })
})

describe('a plan talked over', () => {
  it('is commented on at a place, checked, and published with what is missing told', async () => {
    const { page, complaints } = await site.open('/?place=plans')
    await begin(page, '评议')
    await mergeOne(page)
    await tab(page, '评议').click()
    const checks = page.getByRole('region', { name: '发布前的四项检查' })
    await checks.getByText('通过 0 / 4').waitFor()
    await checks.getByText('没有妨碍发布的问题').waitFor()

    await page.getByRole('button', { name: '在地图上加批注' }).click()
    const room = (await page.getByRole('region', { name: '街道地图' }).boundingBox())!
    await page.mouse.click(room.x + 400, room.y + 400)
    await page.getByRole('textbox', { name: '批注' }).fill('这里是学校门口')
    await page.getByRole('button', { name: '写下' }).click()
    const comments = page.getByRole('region', { name: '批注' })
    await comments.getByText('1 条未解决').waitFor()
    await page.getByRole('button', { name: '标为已解决' }).click()
    await comments.getByText('0 条未解决').waitFor()
    await page.getByRole('button', { name: '撤回', exact: true }).click()
    await comments.getByText('已撤回').waitFor()
    expect(await comments.getByText('这里是学校门口').count()).toBe(0)

    await page.getByRole('button', { name: '给出结论：合法性' }).click()
    await page.getByRole('textbox', { name: '理由' }).fill('依据办事处决定')
    await page.getByRole('button', { name: '记下' }).click()
    await checks.getByText('通过 1 / 4').waitFor()
    await checks.getByText('依据办事处决定').waitFor()
    expect(await accessFaults(page)).toEqual([])

    await page.getByRole('button', { name: '更多操作' }).click()
    await page.getByRole('menuitem', { name: '发布…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('未做、已过期或未通过：合理性、可行性、可控性').waitFor(SLOW)
    const publish = dialog.getByRole('button', { name: '发布', exact: true })
    await dialog.getByText('撤销的网格').waitFor(SLOW)
    expect(await publish.isDisabled()).toBe(true)
    await dialog.getByRole('textbox', { name: '仍要发布的理由' }).fill('年底前须生效')
    await expect.poll(() => publish.isEnabled()).toBe(true)
    expect(await accessFaults(page)).toEqual([])
    await publish.click()
    await page.getByText('年底前须生效').waitFor(SLOW)
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('is put before residents, who answer without an account', async () => {
    const { page, complaints } = await site.open('/?place=plans')
    await begin(page, '听意见')
    await tab(page, '评议').click()
    await page.getByRole('button', { name: '征求意见…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('checkbox', { name: '网格员' }).uncheck()
    await dialog.getByRole('checkbox', { name: '社区工作人员' }).uncheck()
    await dialog.getByText('不征求同事').waitFor()
    expect(await accessFaults(page)).toEqual([])
    await dialog.getByRole('button', { name: '开始征求' }).click()
    await page.getByRole('button', { name: '生成居民链接' }).click()
    await dialog.getByRole('textbox', { name: '多少个' }).fill('2')
    await dialog.getByRole('button', { name: '生成', exact: true }).click()
    const first = await dialog.getByRole('listitem').first().textContent()
    expect(first).toContain('/opinion/')
    const resident = await page
      .context()
      .browser()!
      .newPage({ viewport: { width: 390, height: 844 } })
    await resident.goto(first!)
    expect(await accessFaults(resident)).toEqual([])
    await resident.getByRole('radio', { name: '是', exact: true }).check()
    await resident.getByRole('button', { name: '提交意见' }).click()
    await resident.getByText('谢谢，您的意见已收到').waitFor()
    await resident.close()
    await dialog.getByRole('button', { name: '完成' }).click()
    // No event tells of an answer: the page counts them when it is looked at.
    await tab(page, '绘制').click()
    await tab(page, '评议').click()
    await page.getByText('居民：发出 2 个链接，答复 1 人').waitFor(SLOW)
    await page.getByText('截止以后才显示答了什么').waitFor()
    const id = new URL(page.url()).searchParams.get('plans.plan')!
    const query = encodeURIComponent(JSON.stringify({ id }))
    const answer = await page.request.get(`${site.url}/trpc/opinion.list?input=${query}`)
    const [survey] = ((await answer.json()) as { result: { data: Survey[] } }).result.data
    expect(survey!.residents).toEqual({ asked: 2, answered: 1, tally: null })
    await page.getByRole('button', { name: '提前结束' }).click()
    await page.getByText('答复的居民少于 5 人，答了什么不显示。').waitFor()
    expect(await accessFaults(page)).toEqual([])
    expect(complaints).toEqual([])
    await page.context().close()
  })
})
