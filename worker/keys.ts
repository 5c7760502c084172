import { createDb } from '@tidemark/db'
import { KEYS_HELP, runKeysCommand } from './cli/keys.ts'
import { findRunningCopy } from './cli/running-copy.ts'
import { ShopError } from './shops/shop-error.ts'

/** Exit codes: 0 done, 1 not done, and a sentence says why. */
const [command, id] = process.argv.slice(2)
try {
  if (command === '--help' || command === '-h') console.log(KEYS_HELP)
  else {
    const { databaseUrl, keyring, keysFile } = findRunningCopy(process.env)
    const db = createDb({ url: databaseUrl, poolSize: 2, applicationName: 'tidemark-keys' })
    try {
      console.log(await runKeysCommand({ db, keyring, keysFile }, command, id))
    } finally {
      await db.destroy()
    }
  }
} catch (error) {
  process.exitCode = 1
  const name = error instanceof Error ? error.name : typeof error
  console.error(
    error instanceof ShopError
      ? error.message
      : `It did not work, and can be tried again (${name}).`,
  )
}
