import { execFile } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
/** Answers with a redirect to the archive of this version for the asked platform. */
const ORIGIN = 'https://temporal.download/cli/archive/v1.9.1'
/** Where there is no way out, this must not cost a start much time. */
const CONNECT_MS = 4_000
const DOWNLOAD_MS = 300_000

/** Takes the official archive, and leaves the program at `<cacheDir>/download/temporal`. */
export async function downloadTemporalCli(cacheDir: string): Promise<string> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const arch = process.arch === 'x64' ? 'amd64' : process.arch
  const archive = await fetchArchive(`${ORIGIN}?platform=${platform}&arch=${arch}`)
  mkdirSync(cacheDir, { recursive: true })
  const folder = mkdtempSync(join(cacheDir, 'download-'))
  try {
    const file = join(folder, 'archive')
    writeFileSync(file, archive)
    // Python reads both kinds of archive and the machine has it; Node reads neither.
    const unpack = 'import shutil,sys; shutil.unpack_archive(sys.argv[1], sys.argv[2], sys.argv[3])'
    const format = archive.subarray(0, 2).toString() === 'PK' ? 'zip' : 'gztar'
    await run('python3', ['-c', unpack, file, folder, format])
    const name = process.platform === 'win32' ? 'temporal.exe' : 'temporal'
    chmodSync(join(folder, name), 0o755)
    rmSync(file)
    const kept = join(cacheDir, 'download')
    rmSync(kept, { recursive: true, force: true })
    renameSync(folder, kept)
    return join(kept, name)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function fetchArchive(url: string): Promise<Buffer> {
  const controller = new AbortController()
  const connecting = setTimeout(() => controller.abort(), CONNECT_MS)
  const downloading = setTimeout(() => controller.abort(), DOWNLOAD_MS)
  try {
    const response = await fetch(url, { signal: controller.signal })
    clearTimeout(connecting)
    if (!response.ok) throw new Error(`${url} answered ${response.status}`)
    return Buffer.from(await response.arrayBuffer())
  } catch (error) {
    throw new Error(`${url} could not be fetched (${reasonOf(error)})`, { cause: error })
  } finally {
    clearTimeout(connecting)
    clearTimeout(downloading)
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? error.cause.message : error.message
}
