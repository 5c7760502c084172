import { spawn } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { root } from './machine.mjs'

/** The installed Node 24. */
export const node = join(root, 'node_modules', '.bin', 'node')

const windows = process.platform === 'win32'

/**
 * Runs one step in the project's folder and shows what it prints, a `quiet` one's only when it
 * fails; a line every 15 seconds says that it goes on. Throws `failure` when it fails.
 */
export async function run(command, args, { env = process.env, quiet = false, failure }) {
  const started = Date.now()
  const said = []
  const ticking = setInterval(() => {
    console.log(`  … ${Math.round((Date.now() - started) / 1000)} s`)
  }, 15_000)
  try {
    const code = await new Promise((resolve, reject) => {
      const stdio = quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit'
      const child = spawn(command, args, { cwd: root, env, stdio, shell: windows })
      child.stdout?.on('data', (chunk) => said.push(chunk))
      child.stderr?.on('data', (chunk) => said.push(chunk))
      child.once('error', reject)
      child.once('close', resolve)
    })
    if (code !== 0) {
      process.stderr.write(Buffer.concat(said))
      throw new Error(failure)
    }
  } catch (error) {
    throw error.code === 'ENOENT' ? new Error(`${failure} (${command} was not found)`) : error
  } finally {
    clearInterval(ticking)
  }
}

/** Seconds since a moment of `Date.now()`, for a progress line. */
export function since(started) {
  return `${((Date.now() - started) / 1000).toFixed(1)} s`
}

/**
 * The environment with the machine's own Node and npm first. npm puts `node_modules/.bin` before
 * them, and an installation must not run on the Node that it replaces.
 */
export function machineEnvironment() {
  const name = Object.keys(process.env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH'
  const folders = (process.env[name] ?? '').split(delimiter)
  const kept = folders.filter((folder) => !/[\\/]node_modules[\\/]/.test(`${folder}/`))
  return { ...process.env, [name]: kept.join(delimiter) }
}
