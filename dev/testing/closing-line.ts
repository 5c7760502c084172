import { appendFileSync } from 'node:fs'
import type { Reporter, SerializedError, TestModule } from 'vitest/node'
import { countTests, toClosingLines } from './count-tests.ts'

/**
 * Ends the output of a test run with what failed and one plain line, `N passed, N failed`. `npm test`, which runs
 * the tests in several steps, names a file for the counts in `TIDEMARK_TEST_COUNTS` instead.
 */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): void {
    const counts = countTests(modules, errors)
    const file = process.env['TIDEMARK_TEST_COUNTS']
    if (file !== undefined) appendFileSync(file, `${JSON.stringify(counts)}\n`)
    // After the other reporters' summaries.
    else process.once('beforeExit', () => console.log(toClosingLines(counts)))
  }
}
