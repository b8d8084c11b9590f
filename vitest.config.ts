import { defineConfig } from 'vitest/config'

const timeouts = { testTimeout: 60_000, hookTimeout: 180_000 }

/** Projects run one after another where they hold a database or a browser: two cores are not many. */
export default defineConfig({
  root: import.meta.dirname,
  test: {
    reporters: ['default'],
    projects: [
      {
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.ts', 'tests/unit/**/*.test.tsx'],
          // Pure code: a process of its own for each file takes longer than most of them.
          isolate: false,
          ...timeouts,
        },
      },
      {
        test: {
          name: 'embedded',
          include: ['tests/integration/**/*.test.ts', 'tests/security/**/*.test.ts'],
          // Large real files are read once, on the server, which is several times as fast: they ask nothing of the
          // embedded one that others do not.
          exclude: ['tests/integration/realTainan.test.ts', 'tests/integration/realPartitions.test.ts'],
          env: { QUARTERHOUR_TEST_DATABASE: 'embedded' },
          // Each file has a database of its own; what they import is read once.
          isolate: false,
          fileParallelism: false,
          ...timeouts,
        },
      },
      {
        test: {
          name: 'postgres',
          include: ['tests/integration/**/*.test.ts', 'tests/security/**/*.test.ts'],
          // What these look at comes before any database: once is enough.
          exclude: ['tests/integration/badNetworks.test.ts', 'tests/integration/realNetworks.test.ts'],
          env: { QUARTERHOUR_TEST_DATABASE: 'server' },
          isolate: false,
          fileParallelism: false,
          ...timeouts,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          globalSetup: ['tests/browser/preparedTown.ts'],
          fileParallelism: false,
          // Software WebGL on a busy machine can miss a moment; what is broken stays broken the second time.
          retry: 2,
          expect: { poll: { timeout: 20_000 } },
          testTimeout: 180_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
})
