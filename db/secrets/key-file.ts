import { randomBytes } from 'node:crypto'
import { closeSync, openSync, readFileSync, renameSync, rmSync, statSync, writeSync } from 'node:fs'
import { KeyringError, readKeyring, type Keyring } from './keyring.ts'

/**
 * The keys in a file, in the form of `TIDEMARK_KEYS`. A file that was replaced is read again before the
 * next use, so that keys can be added and taken away while processes run.
 */
export function openKeyFile(file: string): Keyring {
  let stamp = ''
  let keyring: Keyring | undefined
  // Kept for what was read from Postgres just before its key was taken away.
  let before: Keyring | undefined
  const current = (): Keyring => {
    const now = stampOf(file)
    if (keyring === undefined || now !== stamp) {
      before = keyring
      keyring = readKeyring(read(file))
      stamp = now
    }
    return keyring
  }
  current()
  return Object.freeze({
    get writer() {
      return current().writer
    },
    get ids() {
      return current().ids
    },
    find: (id: string) => current().find(id) ?? before?.find(id),
  })
}

/** `TIDEMARK_KEYS`, or else the file that `TIDEMARK_KEYS_FILE` names. */
export function loadKeyring(env: {
  TIDEMARK_KEYS?: string | undefined
  TIDEMARK_KEYS_FILE?: string | undefined
}): Keyring {
  const { TIDEMARK_KEYS: keys, TIDEMARK_KEYS_FILE: file } = env
  if (keys) return readKeyring(keys)
  if (file) return openKeyFile(file)
  throw new KeyringError(
    'TIDEMARK_KEYS is missing, and TIDEMARK_KEYS_FILE names no file with keys.',
  )
}

/** A new key, in the form of `TIDEMARK_KEYS`. */
export function makeKey(id: string): string {
  return `${id}:${randomBytes(32).toString('base64')}`
}

/** Puts a new key in front: it writes from now on. */
export function addKey(file: string, id: string): void {
  const text = read(file).trim()
  replace(file, `${makeKey(id)},${text}`)
}

/** Takes a key out; what it has written can't be read any more. The last one stays. */
export function removeKey(file: string, id: string): void {
  const keys = read(file)
    .trim()
    .split(',')
    .filter((key) => key.trim().split(':')[0] !== id)
  replace(file, keys.join(','))
}

/** In one step, and only after what is to be written has been understood. */
function replace(file: string, text: string): void {
  readKeyring(text)
  const unfinished = `${file}.${process.pid}.new`
  rmSync(unfinished, { force: true })
  const handle = openSync(unfinished, 'wx', 0o600)
  try {
    writeSync(handle, `${text}\n`)
  } finally {
    closeSync(handle)
  }
  renameSync(unfinished, file)
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw unreadable(error)
  }
}

function stampOf(file: string): string {
  try {
    const { ino, size, mtimeMs } = statSync(file)
    return `${ino} ${size} ${mtimeMs}`
  } catch (error) {
    throw unreadable(error)
  }
}

function unreadable(error: unknown): KeyringError {
  const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : ''
  return new KeyringError(`The file that TIDEMARK_KEYS_FILE names can't be read${code}.`)
}
