import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundleWorkflowCode, DefaultLogger, type WorkflowBundle } from '@temporalio/worker'

const workflows = fileURLToPath(new URL('../workflows/', import.meta.url))
/** The contract, and what it hands on. */
const contract = ['contract.ts', 'shopify/app.ts', 'shopify/origin.ts'].map((name) =>
  fileURLToPath(new URL(`../${name}`, import.meta.url)),
)
const cache = fileURLToPath(new URL('../../.cache/workflows/', import.meta.url))

/**
 * The workflow code as Temporal runs it. Building it takes seconds, which a worker that comes back
 * from a crash does not have, so it is kept under the hash of what it was made of.
 */
export async function bundleWorkflows(): Promise<WorkflowBundle> {
  const file = join(cache, `${hashSources()}.js`)
  const kept = readKept(file)
  if (kept !== null) return { code: kept }
  const bundle = await buildWorkflows()
  keep(file, bundle.code)
  return bundle
}

/** Builds anew; an import of anything of Node's fails here. */
export const buildWorkflows = () =>
  bundleWorkflowCode({
    workflowsPath: join(workflows, 'index.ts'),
    logger: new DefaultLogger('WARN'),
  })

/** Everything that goes into the bundle: a test sees to it that this list is complete. */
export function listSources(): string[] {
  const names = readdirSync(workflows).filter((name) => !name.endsWith('.test.ts'))
  return [...names.map((name) => join(workflows, name)), ...contract]
}

function hashSources(): string {
  const hash = createHash('sha256').update(process.version)
  const sdk = createRequire(import.meta.url).resolve('@temporalio/worker/package.json')
  for (const file of [sdk, ...listSources()]) hash.update(readFileSync(file))
  return hash.digest('hex').slice(0, 20)
}

function readKept(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}

/** In one step, and only where it can: a read-only image brings its own or builds each time. */
function keep(file: string, code: string): void {
  try {
    mkdirSync(cache, { recursive: true })
    const unfinished = `${file}.${process.pid}`
    writeFileSync(unfinished, code)
    renameSync(unfinished, file)
  } catch {
    // The next start builds it again.
  }
}
