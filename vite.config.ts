/**
 * Builds `client/` into `dist/client`, which the server serves. In development the page is served by Vite
 * and everything the server answers is passed through to it.
 */
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { shellPlugin } from './client/offline/shellPlugin.ts'

const server = `http://127.0.0.1:${process.env.PORT ?? '8415'}`

export default defineConfig({
  root: 'client',
  plugins: [react(), shellPlugin()],
  build: {
    outDir: '../dist/client',
    emptyOutDir: true,
    target: 'es2022',
    // Workers and fonts must stay files of our own origin under the content security policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
    cssCodeSplit: false,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // What every page opens with is one file: a hundred small ones take longer to ask for than to read.
            { name: 'page', tags: ['$initial'], priority: 2 },
            // And what several places show with.
            {
              name: 'shown',
              test: /client[\\/](ui|issues|units|overview|export)[\\/]|@mantine|@tabler/,
              minShareCount: 3,
              priority: 1,
            },
          ],
        },
      },
    },
  },
  server: {
    port: 5173,
    proxy: Object.fromEntries(
      [
        '/trpc',
        '/tiles',
        '/map',
        '/network',
        '/open',
        '/wall/open',
        '/upload',
        '/photos',
        '/download',
        '/sign-in',
        '/healthz',
        '/readyz',
      ].map((path) => [path, server]),
    ),
  },
})
