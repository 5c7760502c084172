import { randomBytes } from 'node:crypto'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { decrypt, DecryptionError, encrypt, type SecretPlace } from './encryption.ts'
import { readKeyring } from './keyring.ts'

const key = (id: string) => `${id}:${randomBytes(32).toString('base64')}`
const [january, february] = [key('2026-01'), key('2026-02')]
const keyring = readKeyring(january)
const place: SecretPlace = {
  tenantId: '0f0e9a52-5f1a-4a1f-8a3e-1f3df4c4b001',
  table: 'shop_connections',
  column: 'access_token_encrypted',
  row: '',
}
const places = fc.record({
  tenantId: fc.uuid(),
  table: fc.constantFrom('shop_connections', 'connection_requests'),
  column: fc.constantFrom(
    'access_token_encrypted',
    'client_secret_encrypted',
    'tokens_encrypted',
    'secret_encrypted',
  ),
  row: fc.string(),
})

test('what was encrypted is decrypted in its own place', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), places, (plaintext, at) => {
      expect(decrypt(keyring, encrypt(keyring, plaintext, at), at)).toBe(plaintext)
    }),
    { seed: 20_261_126 },
  )
})

test('the same secret never looks the same twice, and never shows its text', () => {
  const token = 'shpat_0123456789abcdef'
  const [one, two] = [encrypt(keyring, token, place), encrypt(keyring, token, place)]
  expect(one).not.toBe(two)
  expect(one).toMatch(/^v1\.2026-01\.[\w-]{16}\.[\w-]+\.[\w-]{22}$/)
  expect(Buffer.from(one.split('.')[3] ?? '', 'base64url').toString()).not.toContain('shpat')
})

test('a ciphertext with any bit flipped is refused', () => {
  const pair = JSON.stringify({ accessToken: 'shpat_0123456789abcdef', refreshToken: 'shprt_01' })
  fc.assert(
    fc.property(places, fc.nat(), fc.integer({ min: 0, max: 7 }), (place, somewhere, bit) => {
      const bytes = Buffer.from(encrypt(keyring, pair, place), 'latin1')
      const at = somewhere % bytes.length
      bytes[at] = (bytes[at] ?? 0) ^ (1 << bit)
      expect(() => decrypt(keyring, bytes.toString('latin1'), place)).toThrow(DecryptionError)
    }),
    { seed: 20_261_126, numRuns: 2000 },
  )
})

test('a text that isn’t a ciphertext is refused', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(() => decrypt(keyring, text, place)).toThrow(DecryptionError)
    }),
    { seed: 20_261_126 },
  )
  expect(() => decrypt(keyring, 'v1.2026-01...', place)).toThrow(DecryptionError)
})

test('a ciphertext moved to another tenant, table, column or row is refused', () => {
  fc.assert(
    fc.property(places, places, (from, to) => {
      fc.pre(JSON.stringify(from) !== JSON.stringify(to))
      const encrypted = encrypt(keyring, 'secret', from)
      expect(() => decrypt(keyring, encrypted, to)).toThrow(DecryptionError)
    }),
    { seed: 20_261_126 },
  )
})

test('after a rotation the new key writes and the old one still reads', () => {
  const before = encrypt(keyring, 'secret', place)
  const rotated = readKeyring(`${february}, ${january}`)
  expect(decrypt(rotated, before, place)).toBe('secret')
  expect(encrypt(rotated, 'secret', place)).toMatch(/^v1\.2026-02\./)
  expect(() => decrypt(readKeyring(february), before, place)).toThrow(/TIDEMARK_KEYS does not hold/)
})

test('a key under another key’s name reads nothing', () => {
  const encrypted = encrypt(keyring, 'secret', place)
  expect(() => decrypt(readKeyring(key('2026-01')), encrypted, place)).toThrow(DecryptionError)
})

test.each([
  ['missing', undefined],
  ['empty', ' , '],
  ['without an id', randomBytes(32).toString('base64')],
  ['too short', `a:${randomBytes(16).toString('base64')}`],
  ['too long', `a:${randomBytes(33).toString('base64')}`],
  ['not base64', `a:${'!'.repeat(44)}`],
  ['of two keys with one id', `${key('a')},${key('a')}`],
])('keys that are %s are refused by the variable’s name, without showing them', (_what, text) => {
  const secret = text?.split(':')[1] ?? 'nothing'
  const read = () => readKeyring(text)
  expect(read).toThrow(/TIDEMARK_KEYS/)
  expect(read).toThrow(expect.objectContaining({ message: expect.not.stringContaining(secret) }))
})
