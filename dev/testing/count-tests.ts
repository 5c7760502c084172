import { stripVTControlCharacters } from 'node:util'
import type { SerializedError, TestCase, TestModule } from 'vitest/node'

/** So many lines of a failure are said again at the end. */
const FAILURE_LINES = 40

/** How a test run ended. */
export interface TestCounts {
  readonly passed: number
  readonly skipped: number
  /** What failed and why, a text for each: the end of a long log is what is read. */
  readonly failures: readonly string[]
}

/**
 * Counts the tests of a run. A file that could not be loaded, and an error outside of every test,
 * count as one failed test each: they must not hide behind zero.
 */
export function countTests(
  modules: readonly TestModule[],
  errors: readonly SerializedError[],
): TestCounts {
  let passed = 0
  let skipped = 0
  const failures = errors.map((error) => toFailure('outside of every test', [error]))
  for (const module of modules) {
    const before = failures.length
    for (const test of module.children.allTests()) {
      const { state } = test.result()
      if (state === 'passed') passed += 1
      else if (state === 'skipped') skipped += 1
      else failures.push(toFailure(nameOf(test), test.result().errors ?? []))
    }
    if (failures.length === before && module.state() === 'failed') {
      failures.push(toFailure(module.relativeModuleId, module.errors()))
    }
  }
  return { passed, skipped, failures }
}

function nameOf(test: TestCase): string {
  return `${test.project.name} ${test.module.relativeModuleId} > ${test.fullName}`
}

/** Where it was, and what was found there instead of what was expected, as far as lines go. */
function toFailure(where: string, errors: readonly SerializedError[]): string {
  const lines = errors.flatMap((error) => [
    ...error.message.split('\n'),
    ...(typeof error['diff'] === 'string'
      ? stripVTControlCharacters(error['diff']).split('\n')
      : []),
    ...(error.stacks ?? []).slice(0, 2).map((at) => `at ${at.file}:${at.line}`),
  ])
  return [`FAILED ${where}`, ...lines.slice(0, FAILURE_LINES).map((line) => `  ${line}`)].join('\n')
}

export function addCounts(all: readonly TestCounts[]): TestCounts {
  return all.reduce(
    (sum, counts) => ({
      passed: sum.passed + counts.passed,
      skipped: sum.skipped + counts.skipped,
      failures: [...sum.failures, ...counts.failures],
    }),
    { passed: 0, skipped: 0, failures: [] },
  )
}

/**
 * The end of every test run: what failed, if anything did, and one plain line, in which skipped tests
 * are named only when there are some.
 */
export function toClosingLines({ passed, skipped, failures }: TestCounts): string {
  return [
    ...failures.map((failure) => `${failure}\n`),
    `${passed} passed, ${failures.length} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`,
  ].join('\n')
}

/** Reads counts from the JSON that another process wrote. */
export function parseCounts(json: string): TestCounts {
  return JSON.parse(json) as TestCounts
}
