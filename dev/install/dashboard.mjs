import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { run, since } from './run.mjs'

const record = 'dashboard/build/.sources'
/** Kit writes it while it builds, npm deletes it as it installs, and the tests need it. */
const written = 'dashboard/node_modules/$app/tsconfig.json'
const builtOrInstalled = new Set(['build', '.svelte-kit', 'node_modules'])

/** Builds the dashboard when its sources are not those of the last build. */
export async function buildDashboard() {
  const sources = hashSources()
  const built = existsSync(record) && existsSync(written)
  if (built && readFileSync(record, 'utf8') === sources) return
  const started = Date.now()
  console.log('Building the dashboard …')
  await run('npm', ['run', 'build', '--silent', '-w', '@tidemark/dashboard'], {
    quiet: true,
    failure: 'The dashboard could not be built; the message is above.',
  })
  writeFileSync(record, sources)
  console.log(`Built the dashboard in ${since(started)}`)
}

function hashSources() {
  const hash = createHash('sha256')
  const add = (path) => {
    hash.update(`${path}\0`).update(readFileSync(path)).update('\0')
  }
  const addFolder = (folder) => {
    const entries = readdirSync(folder, { withFileTypes: true })
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (builtOrInstalled.has(entry.name)) continue
      const path = join(folder, entry.name)
      if (entry.isDirectory()) addFolder(path)
      else if (entry.isFile()) add(path)
    }
  }
  add('package-lock.json')
  addFolder('dashboard')
  return hash.digest('hex')
}
