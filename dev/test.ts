import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { addCounts, parseCounts, type TestCounts, toClosingLines } from './testing/count-tests.ts'

/**
 * `npm test`: the tests beside the files first, then the whole product, which would only slow each
 * other down; then one line for all. Arguments go to Vitest, such as a part of a file's path. Tests
 * that start copies of their own mostly wait: they run beside those that share one.
 */
const STEPS = [['unit'], ['e2e', 'alone']]

const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'tidemark-tests-'))
const stopping = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => stopping.abort(signal))
}

const counts: TestCounts[] = []
for (const projects of STEPS) {
  if (stopping.signal.aborted) break
  counts.push(...(await Promise.all(projects.map(countProject))))
}
rmSync(folder, { recursive: true, force: true })

const total = addCounts(counts)
const none = total.passed + total.failures.length + total.skipped === 0
if (none) console.error('\nNo test was run.')
console.log(`\n${toClosingLines(total)}`)
process.exit(none || total.failures.length > 0 || stopping.signal.aborted ? 1 : 0)

/** @param place among those that run at once: the first shows what it does, the others at their end */
async function countProject(project: string, place: number): Promise<TestCounts> {
  const file = join(folder, project)
  const code = await runVitest(project, { countsFile: file, atOnce: place === 0 })
  const own = addCounts(readCounts(file))
  // Ending badly without a failed test, in a global setup for instance, must not look green.
  if (code === 0 || own.failures.length > 0) return own
  return { ...own, failures: [`FAILED ${project}: ended with code ${code}`] }
}

async function runVitest(
  project: string,
  { countsFile, atOnce }: { countsFile: string; atOnce: boolean },
): Promise<number> {
  const args = ['run', '--project', project, '--passWithNoTests', ...process.argv.slice(2)]
  const child = spawn(process.execPath, [vitest, ...args], {
    stdio: ['inherit', atOnce ? 'inherit' : 'pipe', atOnce ? 'inherit' : 'pipe'],
    env: { ...process.env, TIDEMARK_TEST_COUNTS: countsFile },
  })
  const held: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => held.push(chunk))
  }
  const forward = (): boolean => child.kill('SIGTERM')
  stopping.signal.addEventListener('abort', forward)
  const code = await new Promise<number>((done) => {
    child.once('error', () => done(1))
    child.once('close', (status) => done(status ?? 1))
  })
  stopping.signal.removeEventListener('abort', forward)
  process.stdout.write(Buffer.concat(held))
  return code
}

/** Nothing when Vitest had no file to run, or did not get that far. */
function readCounts(file: string): TestCounts[] {
  try {
    return readFileSync(file, 'utf8').trim().split('\n').map(parseCounts)
  } catch {
    return []
  }
}
