import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify(argon2)

/** OWASP's argon2id: 19 MiB (in KiB), 2 passes, 1 lane; about 80 ms of one core. */
const COST = { memory: 19_456, passes: 2, parallelism: 1 }
const TAG_LENGTH = 32

const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/

/** The hash that `createUser` stores: a PHC string, which carries its own cost and salt. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  return toPhc(salt, await tagOf(password, salt, COST, TAG_LENGTH))
}

/** What no password leads to: compared with where there is no account, at the same cost. */
const NOBODY = toPhc(randomBytes(16), randomBytes(TAG_LENGTH))

/** Whether the password is the account's; without an account the same work ends in `false`. */
export async function verifyPassword(password: string, hash: string | undefined): Promise<boolean> {
  const stored = PHC.exec(hash ?? '')
  const [, memory, passes, parallelism, salt = '', tag = ''] = stored ?? PHC.exec(NOBODY) ?? []
  const expected = Buffer.from(tag, 'base64')
  const cost = {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
  }
  const actual = await tagOf(password, Buffer.from(salt, 'base64'), cost, expected.length)
  return timingSafeEqual(actual, expected) && stored !== null
}

/** NFKC: the same password typed on another keyboard may come in another Unicode form. */
function tagOf(
  password: string,
  salt: Buffer,
  cost: typeof COST,
  tagLength: number,
): Promise<Buffer> {
  return derive('argon2id', {
    message: password.normalize('NFKC'),
    nonce: salt,
    tagLength,
    ...cost,
  })
}

function toPhc(salt: Buffer, tag: Buffer): string {
  const cost = `m=${COST.memory},t=${COST.passes},p=${COST.parallelism}`
  return `$argon2id$v=19$${cost}$${unpadded(salt)}$${unpadded(tag)}`
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '')
}
