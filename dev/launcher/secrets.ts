import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'

/** Reads a file that only we may read, making it with `make` on the first start. */
export function keepSecret(file: string, make: () => string): string {
  try {
    writeFileSync(file, `${make()}\n`, { flag: 'wx', mode: 0o600 })
  } catch {
    // It is there already.
  }
  const text = readFileSync(file, 'utf8').trim()
  if (text === '') throw new Error(`${file} is empty: restore it from a backup.`)
  return text
}

/** A keyring of one key, in the form of `TIDEMARK_KEYS`. */
export function newKeyring(): string {
  return `k1:${randomBytes(32).toString('base64')}`
}

/** A password for programs. */
export function newSecret(): string {
  return randomBytes(24).toString('base64url')
}

const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'

/** A password that a person can read off the screen and type. */
export function newReadablePassword(): string {
  const letters = [...randomBytes(15)].map((byte) => LETTERS[byte % LETTERS.length] ?? 'x')
  return [0, 5, 10].map((at) => letters.slice(at, at + 5).join('')).join('-')
}
