import { expect, test } from 'vitest'
import { hashPassword, verifyPassword } from './password.ts'

test('a password is recognised by its hash, and another one is not', async () => {
  const hash = await hashPassword('correct horse battery staple')
  expect(await verifyPassword('correct horse battery staple', hash)).toBe(true)
  expect(await verifyPassword('correct horse battery stapler', hash)).toBe(false)
  expect(await verifyPassword('', hash)).toBe(false)
})

test('the hash is argon2id with 19 MiB and two passes, salted anew each time', async () => {
  const [first, second] = await Promise.all([hashPassword('same'), hashPassword('same')])
  expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(first).not.toBe(second)
})

test('long passphrases count to their last character', async () => {
  const long = 'a'.repeat(256)
  const hash = await hashPassword(long)
  expect(await verifyPassword(long, hash)).toBe(true)
  expect(await verifyPassword(long.slice(1), hash)).toBe(false)
})

test('one password in two Unicode forms is the same password', async () => {
  const hash = await hashPassword('caf\u00e9 m\u00fcnchen')
  expect(await verifyPassword('cafe\u0301 mu\u0308nchen', hash)).toBe(true)
})

test('without an account, or with a hash that is none, no password is right', async () => {
  expect(await verifyPassword('anything', undefined)).toBe(false)
  expect(await verifyPassword('none', 'none')).toBe(false)
})
