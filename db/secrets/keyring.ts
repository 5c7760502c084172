/** One key: AES-256 takes 32 bytes. */
export interface Key {
  id: string
  secret: Buffer
}

/** The keys that secrets in Postgres are encrypted with. The first one writes, all of them read. */
export interface Keyring {
  readonly writer: Key
  /** All of them, the writer first. */
  readonly ids: readonly string[]
  find(id: string): Key | undefined
}

/** TIDEMARK_KEYS can't be used; the message says which part of it, never what it holds. */
export class KeyringError extends Error {
  override name = 'KeyringError'
}

const KEY_ID = /^[A-Za-z0-9_-]{1,32}$/
const KEY_BASE64 = /^[A-Za-z0-9+/]{43}=?$/

/** Reads `TIDEMARK_KEYS`: "id:base64 of 32 bytes", several separated by commas. */
export function readKeyring(text: string | undefined): Keyring {
  const parts = (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
  const keys = parts.map(readKey)
  const [writer] = keys
  if (writer === undefined) {
    throw new KeyringError('TIDEMARK_KEYS is missing: it must hold at least one "id:base64" key.')
  }
  const byId = new Map(keys.map((key) => [key.id, key]))
  if (byId.size < keys.length) throw new KeyringError('TIDEMARK_KEYS names one key id twice.')
  const ids = keys.map(({ id }) => id)
  return Object.freeze({ writer, ids, find: (id: string) => byId.get(id) })
}

function readKey(part: string, index: number): Key {
  const [id = '', base64 = '', ...rest] = part.split(':')
  if (rest.length > 0 || !KEY_ID.test(id) || !KEY_BASE64.test(base64)) {
    throw new KeyringError(
      `TIDEMARK_KEYS: key ${index + 1} is not "id:base64" with 32 bytes in base64.`,
    )
  }
  return { id, secret: Buffer.from(base64, 'base64') }
}
