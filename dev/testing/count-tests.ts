import type { TestModule } from 'vitest/node'

/** How a test run ended. */
export interface TestCounts {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

/**
 * Counts the tests of a run. A file that could not be loaded, and an error outside of every test,
 * count as one failed test each: they must not hide behind zero.
 */
export function countTests(modules: readonly TestModule[], errors: number): TestCounts {
  let passed = 0
  let failed = errors
  let skipped = 0
  for (const module of modules) {
    const before = failed
    for (const test of module.children.allTests()) {
      const { state } = test.result()
      if (state === 'passed') passed += 1
      else if (state === 'skipped') skipped += 1
      else failed += 1
    }
    if (failed === before && module.state() === 'failed') failed += 1
  }
  return { passed, failed, skipped }
}

export function addCounts(all: readonly TestCounts[]): TestCounts {
  return all.reduce(
    (sum, counts) => ({
      passed: sum.passed + counts.passed,
      failed: sum.failed + counts.failed,
      skipped: sum.skipped + counts.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  )
}

/** The last line of every test run; skipped tests are named only when there are some. */
export function toClosingLine({ passed, failed, skipped }: TestCounts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

/** Reads counts from the JSON that another process wrote. */
export function parseCounts(json: string): TestCounts {
  const { passed, failed, skipped } = JSON.parse(json) as TestCounts
  return { passed, failed, skipped }
}
