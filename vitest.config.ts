import { defineConfig } from 'vitest/config'

/** Build output and what the launcher keeps are no sources. */
const exclude = [
  '**/node_modules/**',
  '**/build/**',
  '**/.svelte-kit/**',
  '.tidemark/**',
  '.cache/**',
]

/** Only ends what hangs: nothing here measures time, and a machine may be slow. */
const patience = {
  testTimeout: 600_000,
  hookTimeout: 600_000,
  expect: { poll: { timeout: 240_000 } },
}

/**
 * `unit` is every test beside its file, on one real Postgres and one real Temporal server; `e2e` is
 * the whole product in a browser; `alone` the same, each file with copies of the product that it
 * starts itself.
 */
export default defineConfig({
  test: {
    reporters: ['default', './dev/testing/closing-line.ts'],
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{db,worker,api,dashboard,dev}/**/*.test.ts', '*.test.ts'],
          exclude,
          globalSetup: ['dev/testing/global-setup.ts'],
          // Most of a test's time is waiting for the servers: one file at a time leaves cores idle.
          maxWorkers: 2,
          ...patience,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['e2e/**/*.test.ts'],
          exclude: [...exclude, 'e2e/alone/**'],
          globalSetup: ['e2e/global-setup.ts'],
          // The files share one running product, and some of them kill parts of it.
          fileParallelism: false,
          ...patience,
        },
      },
      {
        test: {
          name: 'alone',
          include: ['e2e/alone/**/*.test.ts'],
          exclude,
          // One copy at a time, beside the one that `e2e` shares.
          fileParallelism: false,
          ...patience,
        },
      },
    ],
  },
})
