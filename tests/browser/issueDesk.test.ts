/** The duty officer's desk: from the queue to the right grid in two clicks, back within a minute, seen by others at once. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { IssueRow } from '../../shared/domain/place.ts'
import type { IssueFile } from '../../shared/issues/desk.ts'
import { runCommand } from '../fixtures/runCommand.ts'
import { accessFaults, openServerAndBrowser, untilMapRests, type OpenPage } from './openPage.ts'

const SLOW = { timeout: 30_000 } as const
let site: OpenPage

beforeAll(async () => {
  site = await openServerAndBrowser()
})

afterAll(async () => {
  await site?.close()
})

const queueCount = async (page: Page, queue: string): Promise<number> => {
  const tab = page
    .getByRole('group', { name: '队列' })
    .getByRole('button', { name: new RegExp(` ${queue}$`) })
  const text = await tab.locator('span').first().textContent()
  return Number(text?.replace(/,/g, ''))
}
const fileOf = async (page: Page): Promise<IssueFile> => {
  const id = /sel=issue:(Q?[\d-]+)/.exec(decodeURIComponent(page.url()))![1]!
  return runCommand<IssueFile>(site.directory, ['issue', 'show', id])
}
const inPage = async <Answer>(page: Page, path: string, input: unknown): Promise<Answer> => {
  const query = encodeURIComponent(JSON.stringify(input))
  const answer = await page.request.get(`${site.url}/trpc/${path}?input=${query}`)
  return ((await answer.json()) as { result: { data: Answer } }).result.data
}
const listed = (page: Page, queue: string) =>
  page.getByRole('list', { name: queue }).getByRole('listitem').getByRole('button')

describe('the issue desk', () => {
  it('counts its queues as its lists do', async () => {
    const { page, complaints } = await site.visit('/?place=issues')
    for (const [queue, id] of [
      ['超期', 'late'],
      ['待立案', 'new'],
      ['待核查', 'toVerify'],
    ] as const) {
      await page
        .getByRole('group', { name: '队列' })
        .getByRole('button', { name: new RegExp(`[\\d—] ?${queue}$`) })
        .click()
      await page.waitForURL((url) => id === 'late' || url.searchParams.get('issues.queue') === id)
      await expect
        .poll(async () =>
          Number(await listed(page, queue).first().locator('xpath=..').getAttribute('aria-setsize')),
        )
        .toBe(await queueCount(page, queue))
    }
    expect(complaints).toEqual([])
  })

  it('narrows a queue to a class and a time, says how many are left, and shows all again', async () => {
    const { page, complaints } = await site.visit('/?place=issues&issues.queue=inHand')
    await listed(page, '处理中').first().waitFor()
    const all = await queueCount(page, '处理中')
    const size = async (): Promise<number> =>
      Number(await listed(page, '处理中').first().locator('xpath=..').getAttribute('aria-setsize'))
    await page.getByLabel('类别').selectOption('greening')
    await expect.poll(size, SLOW).toBeLessThan(all)
    const ofClass = await size()
    await page.getByText(`本队列 ${all} 件中的 ${ofClass} 件`).waitFor()
    await page.getByRole('button', { name: '上报时间' }).click()
    const { rows } = await inPage<{ rows: IssueRow[] }>(page, 'issue.list', {
      state: 'inHand',
      class: 'greening',
      limit: 200,
    })
    expect(rows).toHaveLength(ofClass)
    const times = rows.map(({ reportedAt }) => Date.parse(reportedAt)).sort((a, b) => a - b)
    const middle = times[Math.floor(times.length / 2)]!
    const local = new Date(middle + 8 * 3_600_000).toISOString().slice(0, 19)
    await page.getByLabel('上报不早于').fill(local)
    const wanted = times.filter((time) => time >= Math.floor(middle / 1000) * 1000).length
    await expect.poll(size, SLOW).toBe(wanted)
    // Browsers leave out seconds of zero.
    expect(local).toContain(new URL(page.url()).searchParams.get('issues.from')!)
    expect(await accessFaults(page)).toEqual([])
    await page.getByRole('button', { name: '显示全部' }).click()
    await expect.poll(size, SLOW).toBe(all)
    expect(complaints).toEqual([])
  })

  it('hands a new issue to the grid of its place in two clicks, and takes that back', async () => {
    const { page: other } = await site.open('/?place=issues')
    const { page, complaints } = await site.visit('/?place=issues&issues.queue=new')
    await listed(page, '待立案').first().waitFor()
    // A dash until the first counts are there.
    await expect.poll(() => queueCount(other, '待立案'), SLOW).toBeGreaterThan(0)
    const before = await queueCount(other, '待立案')
    await listed(page, '待立案').first().click()
    await page.getByRole('button', { name: /^派遣到/ }).click()
    await page.getByText(/承办/).waitFor()
    // Whoever else looks at the desk sees it without doing anything.
    await expect.poll(() => queueCount(other, '待立案'), SLOW).toBe(before - 1)
    await page.getByRole('button', { name: '撤销' }).click()
    await page.getByRole('button', { name: /^派遣到/ }).waitFor()
    await expect.poll(() => queueCount(other, '待立案'), SLOW).toBe(before)
    const { progress, suggestion, events } = await fileOf(page)
    expect(progress).toMatchObject({ state: 'new', target: null })
    expect(events.map(({ step }) => step)).toEqual(['import', 'dispatch', 'undo'])
    expect(events[1]!.details.target).toEqual(suggestion!.options[0]!.target)
    expect(events[1]!.details.suggested).toMatchObject({ rank: 1 })
    expect(complaints).toEqual([])
    await other.context().close()
  })

  it('acts on several at once, each to its own grid, and takes all of that back', async () => {
    const { page, complaints } = await site.visit('/?place=issues&issues.queue=new')
    await expect.poll(() => queueCount(page, '待立案'), SLOW).toBeGreaterThan(1)
    const before = await queueCount(page, '待立案')
    await page.getByRole('button', { name: '多选' }).click()
    const boxes = page.getByRole('checkbox')
    await boxes.nth(0).click()
    await boxes.nth(1).press('Space')
    const bar = page.getByRole('region', { name: '批量办理' })
    await bar.getByText('已选 2 件').waitFor()
    expect(await accessFaults(page)).toEqual([])
    await bar.getByRole('button', { name: '派遣到各自网格' }).click()
    await bar.getByText(/派遣：已完成 2 件/).waitFor()
    await expect.poll(() => queueCount(page, '待立案'), SLOW).toBe(before - 2)
    await bar.getByRole('button', { name: '全部撤销' }).click()
    await expect.poll(() => queueCount(page, '待立案'), SLOW).toBe(before)
    await bar.getByRole('button', { name: '结束多选' }).click()
    expect(await page.getByRole('checkbox').count()).toBe(0)
    expect(complaints).toEqual([])
  })

  it('asks for what a step needs, and says in the history what was given', async () => {
    const { page } = await site.visit('/?place=issues&issues.queue=new')
    await listed(page, '待立案').last().click()
    await page.getByRole('button', { name: '更多操作' }).click()
    await page.getByRole('menuitem', { name: '备注' }).click()
    const form = page.getByRole('form', { name: '备注' })
    const send = form.getByRole('button', { name: '备注' })
    expect(await send.isDisabled()).toBe(true)
    await form.getByLabel('说明').fill('已电话联系')
    await send.click()
    await page
      .getByRole('region', { name: '经过' })
      .getByText(/备注.*已电话联系/)
      .waitFor()
    expect((await fileOf(page)).events.at(-1)).toMatchObject({ step: 'note', reason: '已电话联系' })
  })

  it('works by keyboard: next issue, first action, undo', async () => {
    const { page } = await site.visit('/?place=issues&issues.queue=toVerify')
    await listed(page, '待核查').first().waitFor()
    await page.keyboard.press('j')
    await page.getByRole('button', { name: '核查结案' }).waitFor()
    const first = page.url()
    await page.keyboard.press('j')
    await expect.poll(() => page.url()).not.toBe(first)
    await page.getByRole('button', { name: '核查结案' }).waitFor()
    // One that asks for nothing, a photo least of all.
    const needsOf = async () =>
      (await fileOf(page)).steps.find(({ step }) => step === 'verify')?.needs.length ?? Infinity
    for (let n = 0; n < 20 && (await needsOf()) > 0; n++) {
      const before = page.url()
      await page.keyboard.press('j')
      await expect.poll(() => page.url()).not.toBe(before)
      await page.getByRole('button', { name: '核查结案' }).waitFor()
    }
    await page.keyboard.press('d')
    await page.getByRole('button', { name: '撤销' }).waitFor()
    expect((await fileOf(page)).progress).toMatchObject({ state: 'closed', outcome: 'solved' })
    await page.keyboard.press('z')
    await page.getByRole('button', { name: '核查结案' }).waitFor()
    expect((await fileOf(page)).progress.state).toBe('toVerify')
  })

  it('tells whoever was slower that somebody has changed the issue, and shows the newest', async () => {
    const { page } = await site.visit('/?place=issues&issues.queue=dispatched')
    await listed(page, '已派遣').first().click()
    await page.getByRole('button', { name: '接单处理' }).waitFor()
    // The line to the server is held back: this page does not hear of what the other one does.
    await page.route('**/trpc/**issue.step**', async (route) => {
      await runStepElsewhere(page)
      await route.continue()
    })
    await page.getByRole('button', { name: '接单处理' }).click()
    await page
      .getByText(/刚办理过这条诉求/)
      .first()
      .waitFor()
    await page.unroute('**/trpc/**issue.step**')
    await page.getByRole('region', { name: '经过' }).getByText(/督办/).waitFor()
  })

  it('takes a report by place and words, due by the limit of its class, and says why', async () => {
    const { page, complaints } = await site.open('/?place=issues')
    await untilMapRests(page)
    await page.getByRole('button', { name: '上报', exact: true }).click()
    await page.getByRole('combobox', { name: '类别' }).fill('机动车')
    await page.getByRole('option', { name: '机动车乱停放', exact: true }).click()
    await page.getByLabel('情况').fill('占用消防通道')
    await page.mouse.click(520, 420)
    await page.getByText('已选位置，可再点地图更改').waitFor()
    await page.getByRole('button', { name: '上报', exact: true }).click()
    await page.getByRole('button', { name: /^派遣到/ }).waitFor()
    await page.getByRole('button', { name: '为什么是这个期限？' }).click()
    await page.getByText(/自 .* 起算/).waitFor()
    const file = await fileOf(page)
    expect(file.events.map(({ step }) => step)).toEqual(['report'])
    expect(file.due.source).toBe('limit')
    // Nobody is told of their own report.
    await page.waitForTimeout(1_500)
    expect(await page.getByText('新到诉求').count()).toBe(0)
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('keeps a half-written report while something else is looked at, until it is ended', async () => {
    const { page } = await site.visit('/?place=issues&issues.queue=new')
    const report = page.getByRole('button', { name: '上报', exact: true })
    await listed(page, '待立案').first().waitFor()
    await report.click()
    await page.getByLabel('情况').fill('楼道灯不亮')
    await page.getByRole('button', { name: '总览' }).click()
    await page.getByLabel('情况').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: '诉求', exact: true }).click()
    expect(await page.getByLabel('情况').inputValue()).toBe('楼道灯不亮')
    await page.getByRole('button', { name: '取消' }).click()
    await report.click()
    expect(await page.getByLabel('情况').inputValue()).toBe('')
    await page.getByRole('button', { name: '取消' }).click()
  })

  it('rings wherever one is when a new issue arrives, and leads to it', async () => {
    const { page, complaints } = await site.visit('/?place=issues')
    await page.getByRole('button', { name: /新诉求提示音/ }).click()
    await page.getByRole('menuitem', { name: '铃声' }).click()
    await page.getByRole('button', { name: '新诉求提示音: 铃声' }).waitFor()
    await page.evaluate(() => {
      const start = OscillatorNode.prototype.start
      Reflect.set(window, 'tones', 0)
      OscillatorNode.prototype.start = function (this: OscillatorNode, when?: number) {
        Reflect.set(window, 'tones', Number(Reflect.get(window, 'tones')) + 1)
        start.call(this, when)
      }
    })
    await page.getByRole('button', { name: '总览' }).click()
    // What the test before has reported may still be shown.
    await expect.poll(() => page.getByText(/^新到/).count(), SLOW).toBe(0)
    const first = await reportElsewhere(page)
    await page.getByText('新到诉求').waitFor()
    expect(await page.evaluate(() => Number(Reflect.get(window, 'tones')))).toBe(2)
    const second = await reportElsewhere(page)
    await page.getByText('新到 2 件诉求').click()
    await listed(page, '待立案').first().waitFor()
    expect(await page.evaluate(() => Number(Reflect.get(window, 'tones')))).toBe(4)
    const third = await reportElsewhere(page)
    await page.getByText('新到诉求').click()
    await page.waitForURL((url) => url.searchParams.get('sel') === `issue:${third}`)
    expect(new Set([first, second, third]).size).toBe(3)
    expect(complaints).toEqual([])
  })

  it.each(['light', 'dark'] as const)('has nothing for axe to find (%s)', async (colorScheme) => {
    const { page } = await site.visit('/?place=issues&issues.queue=new', { colorScheme })
    await listed(page, '待立案').first().waitFor()
    expect(await accessFaults(page)).toEqual([])
    await listed(page, '待立案').first().click()
    await page.getByRole('region', { name: '经过' }).waitFor()
    expect(await accessFaults(page)).toEqual([])
  })
})

/** Escalates the issue that the page shows, in the person's own session, past this page. */
async function runStepElsewhere(page: Page): Promise<void> {
  const { id, lastEvent } = await fileOf(page)
  const answer = await page.context().request.post(`${site.url}/trpc/issue.step`, {
    headers: { origin: site.url },
    data: {
      id,
      step: 'escalate',
      seen: lastEvent,
      reason: '领导关注',
      details: {},
      key: crypto.randomUUID(),
    },
  })
  expect(answer.status()).toBe(200)
}

/** Reports an issue in the person's own session, past this page. @returns its id */
async function reportElsewhere(page: Page): Promise<string> {
  const answer = await page.context().request.post(`${site.url}/trpc/issue.report`, {
    headers: { origin: site.url },
    data: {
      class: 'streetOrder',
      subclass: 'carParking',
      description: '消防通道被堵',
      location: [113.9015, 30.4004],
      key: crypto.randomUUID(),
    },
  })
  expect(answer.status()).toBe(200)
  return ((await answer.json()) as { result: { data: { id: string } } }).result.data.id
}
