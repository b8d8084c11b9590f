/**
 * A real server with the demo town in a directory of its own, and a real browser that came in by the one-time link.
 * Whatever the page complains of (errors, refused content, requests to elsewhere) is gathered.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
} from 'playwright-core'
import { expect, inject, onTestFailed } from 'vitest'
import { startServer } from '../fixtures/startServer.ts'

interface Opened {
  page: Page
  complaints: string[]
}

export interface OpenPage {
  url: string
  /** Data directory of the server, for commands. */
  directory: string
  browser: Browser
  /** A signed-in page in a context of its own; `complaints` grows with what it complains of. */
  open: (path?: string, options?: BrowserContextOptions) => Promise<Opened>
  /**
   * The page of the last visit, led to another address as a link in it would do: many times as fast as a new one. For
   * what does not depend on where the map was or on what was typed before. It stays open.
   */
  visit: (path: string, options?: BrowserContextOptions) => Promise<Opened>
  close: () => Promise<void>
}

export async function openServerAndBrowser(): Promise<OpenPage> {
  const directory = mkdtempSync(join(tmpdir(), 'quarterhour-browser-'))
  cpSync(inject('preparedTown'), directory, { recursive: true })
  const server = await startServer(directory, { HOST: '127.0.0.1' })
  const url = server.base
  const browser = await chromium
    .launch({
      executablePath: process.env.QUARTERHOUR_CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--use-angle=swiftshader',
        '--enable-unsafe-swiftshader',
        '--disable-gpu-compositing',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
        // Parts of the browser's own window, which nobody sees here: they take a second of reckoning for each page.
        '--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup',
      ],
    })
    .catch(async (error: unknown) => {
      await server.stop()
      throw error
    })
  // As its button does, without the page: loading all of it once more takes some seconds in each file of tests.
  const first = await browser.newContext()
  const cameIn = await first.request.post(server.link!, { headers: { origin: url }, maxRedirects: 0 })
  if (cameIn.status() >= 400) throw new Error(`the one-time link did not let in: ${cameIn.status()}`)
  const storageState = await first.storageState()
  await first.close()

  /** Pages that a test which failed has left open would slow down all that come after it. */
  let openedIn: string | undefined
  const opened = new Set<BrowserContext>()
  const closeLeft = async (): Promise<void> => {
    const { currentTestName } = expect.getState()
    if (currentTestName !== openedIn) {
      await Promise.all([...opened].map((context) => context.close()))
      opened.clear()
    }
    openedIn = currentTestName
  }

  const openPage = async (path: string, options: BrowserContextOptions): Promise<Opened> => {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      // Without a graphics card every pixel is reckoned: a quarter of them is enough to test by.
      deviceScaleFactor: 0.5,
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      reducedMotion: 'reduce',
      storageState,
      ...options,
    })
    const page = await context.newPage()
    page.setDefaultTimeout(60_000)
    const complaints: string[] = []
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('request', (request) => {
      const isOwn = request.url().startsWith(url) || /^(data|blob):/.test(request.url())
      if (!isOwn) complaints.push(`request to ${request.url()}`)
    })
    await page.goto(url + path)
    return { page, complaints }
  }

  /** Pages to visit again, by the options they were opened with. */
  const visited = new Map<string, Opened>()
  const lead = (page: Page, path: string): Promise<void> =>
    page.evaluate((address) => {
      history.pushState(null, '', address)
      dispatchEvent(new PopStateEvent('popstate'))
    }, path)

  return {
    url,
    directory,
    browser,
    open: async (path = '/', options = {}) => {
      await closeLeft()
      const made = await openPage(path, options)
      const context = made.page.context()
      opened.add(context)
      context.on('close', () => opened.delete(context))
      return made
    },
    visit: async (path, options = {}) => {
      await closeLeft()
      const { colorScheme = 'light', ...rest } = options
      const key = JSON.stringify(rest)
      onTestFailed(async () => {
        await visited.get(key)?.page.context().close()
        visited.delete(key)
      })
      const known = visited.get(key)
      if (known) {
        const { page, complaints } = known
        await page.emulateMedia({ colorScheme })
        await page.keyboard.press('Escape')
        await page.mouse.move(0, 0)
        await page.evaluate(() => localStorage.clear())
        await lead(page, '/')
        await lead(page, path)
        complaints.length = 0
        return known
      }
      const made = await openPage(path, options)
      visited.set(key, made)
      return made
    },
    close: async () => {
      await browser.close()
      await server.stop()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

/** Waits until the map has drawn all it was asked for. */
export async function untilMapRests(page: Page): Promise<void> {
  await page.waitForFunction(
    () => {
      const map = Reflect.get(window, 'quarterhourMap') as
        { loaded: () => boolean; getCenter: () => { lng: number } } | undefined
      // Until it knows the street it shows the middle of the world.
      return map !== undefined && map.loaded() && Math.abs(map.getCenter().lng) > 1
    },
    undefined,
    { timeout: 120_000 },
  )
}

/** Runs axe on the page; gives each violation with the elements it is about. */
export async function accessFaults(page: Page): Promise<string[]> {
  // Where frames are slow, a colour that is changing would be taken for the one that stays.
  await page.waitForFunction(() => !document.getAnimations().some((one) => one instanceof CSSTransition))
  // Through the debugger, not through a script element: the page's own policy forbids those.
  await page.evaluate(
    readFileSync(join(import.meta.dirname, '..', '..', 'node_modules', 'axe-core', 'axe.min.js'), 'utf8'),
  )
  return page.evaluate(async () => {
    interface Result {
      violations: { id: string; nodes: { html: string }[] }[]
    }
    const axe = Reflect.get(window, 'axe') as { run: (root: Document, options: object) => Promise<Result> }
    const { violations } = await axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
    })
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`,
    )
  })
}
