/** Builds the service worker beside the page, with the list of all files of the page in it. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'vite'

const ENTRY = fileURLToPath(new URL('./serviceWorker.ts', import.meta.url))
const NAME = 'serviceWorker.js'

const hashOf = (file: string): string =>
  createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 16)

/** Tables are written where there is signal. */
const LATER = /\/assets\/exceljs[^/]*$/

/** The files of the page; those with a hash in their name need no other revision. */
function shellOf(directory: string): { url: string; revision: string | null }[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== NAME)
    .map((entry) => {
      const file = join(entry.parentPath, entry.name)
      const url = file.slice(directory.length).replaceAll('\\', '/')
      return { url, revision: url.startsWith('/assets/') ? null : hashOf(file) }
    })
    .filter(({ url }) => !LATER.test(url))
    .sort((a, b) => (a.url < b.url ? -1 : 1))
}

export function shellPlugin(): Plugin {
  let directory = ''
  return {
    name: 'quarterhour-shell',
    apply: 'build',
    configResolved(config) {
      directory = resolve(config.root, config.build.outDir)
    },
    closeBundle: {
      sequential: true,
      order: 'post',
      async handler() {
        await build({
          configFile: false,
          logLevel: 'warn',
          publicDir: false,
          define: {
            __SHELL__: JSON.stringify(shellOf(directory)),
            'process.env.NODE_ENV': '"production"',
          },
          build: {
            outDir: directory,
            emptyOutDir: false,
            target: 'es2022',
            lib: { entry: ENTRY, formats: ['iife'], name: 'quarterhourServiceWorker', fileName: () => NAME },
          },
        })
      },
    },
  }
}
