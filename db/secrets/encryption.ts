import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { Keyring } from './keyring.ts'

/** The one place that a ciphertext belongs to: it can't be read anywhere else. */
export interface SecretPlace {
  tenantId: string
  table: string
  column: string
  /** Key of the row within the tenant; "" where a tenant has one row. */
  row: string
}

/** The ciphertext was changed, moved from another place, or written with a key that isn't there. */
export class DecryptionError extends Error {
  override name = 'DecryptionError'
  readonly place: SecretPlace

  constructor(why: string, place: SecretPlace) {
    super(`${place.table}.${place.column} of tenant ${place.tenantId} can't be decrypted: ${why}`)
    this.place = place
  }
}

const VERSION = 'v1'
const IV_BYTES = 12
const TAG_BYTES = 16
const BASE64URL = /^[A-Za-z0-9_-]*$/

/**
 * AES-256-GCM with the place as additional data. Returns `v1.<key id>.<iv>.<ciphertext>.<tag>`, the
 * last three in base64url. The 96-bit IV is random: one key is good for 2^32 secrets (SP 800-38D).
 */
export function encrypt(keyring: Keyring, plaintext: string, place: SecretPlace): string {
  const { id, secret } = keyring.writer
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv('aes-256-gcm', secret, iv, { authTagLength: TAG_BYTES })
  cipher.setAAD(additionalData(id, place))
  const text = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()])
  return [VERSION, id, ...[iv, text, cipher.getAuthTag()].map(toBase64url)].join('.')
}

/** Throws `DecryptionError` unless `encrypt` made exactly this text for exactly this place. */
export function decrypt(keyring: Keyring, encrypted: string, place: SecretPlace): string {
  const [version, id = '', iv, text, tag, ...rest] = encrypted.split('.')
  if (version !== VERSION || tag === undefined || rest.length > 0) {
    throw new DecryptionError('it is not in the form v1.<key>.<iv>.<text>.<tag>', place)
  }
  const key = keyring.find(id)
  if (key === undefined) {
    throw new DecryptionError('it was written with a key that TIDEMARK_KEYS does not hold', place)
  }
  const parts = { iv: fromBase64url(iv), text: fromBase64url(text), tag: fromBase64url(tag) }
  if (!parts.iv || !parts.text || !parts.tag) throw tampered(place)
  if (parts.iv.length !== IV_BYTES || parts.tag.length !== TAG_BYTES) throw tampered(place)
  const decipher = createDecipheriv('aes-256-gcm', key.secret, parts.iv, {
    authTagLength: TAG_BYTES,
  })
  decipher.setAAD(additionalData(id, place))
  decipher.setAuthTag(parts.tag)
  try {
    return Buffer.concat([decipher.update(parts.text), decipher.final()]).toString('utf8')
  } catch {
    throw tampered(place)
  }
}

/** What the ciphertexts of one key begin with. */
export const keyPrefix = (keyId: string): string => `${VERSION}.${keyId}.`

/** The id of the key that a text was encrypted with. */
export const keyIdOf = (encrypted: string): string => encrypted.split('.')[1] ?? ''

/** JSON keeps the parts apart whatever they hold. */
function additionalData(keyId: string, place: SecretPlace): Buffer {
  const { tenantId, table, column, row } = place
  return Buffer.from(JSON.stringify([VERSION, keyId, tenantId, table, column, row]))
}

function tampered(place: SecretPlace): DecryptionError {
  return new DecryptionError('it was changed, or belongs to another place or key', place)
}

function toBase64url(bytes: Buffer): string {
  return bytes.toString('base64url')
}

/** `undefined` unless it is the one spelling that `toBase64url` writes. */
function fromBase64url(text: string | undefined): Buffer | undefined {
  if (text === undefined || !BASE64URL.test(text)) return undefined
  const bytes = Buffer.from(text, 'base64url')
  return toBase64url(bytes) === text ? bytes : undefined
}
