import { findCommand } from './cli/commands.ts'
import { HELP, readOptions } from './cli/options.ts'
import { findRunningCopy } from './cli/running-copy.ts'
import { withOperator } from './shops/operator.ts'
import { ShopError } from './shops/shop-error.ts'

/** Exit codes: 0 done, 1 not done, and a sentence says why. */
try {
  const { command, values } = readOptions(process.argv.slice(2))
  if (values.help) {
    console.log(HELP)
  } else {
    const run = findCommand(command)
    console.log(
      await withOperator(findRunningCopy(process.env), (operator) => run(operator, values)),
    )
  }
} catch (error) {
  process.exitCode = 1
  console.error(error instanceof ShopError ? error.message : describe(error))
}

/** Never the message itself: it may hold an address with a password. */
function describe(error: unknown): string {
  const name = error instanceof Error ? error.name : typeof error
  const code = error instanceof Error && 'code' in error ? ` ${String(error.code)}` : ''
  return `It did not work: Tidemark's database or Temporal could not be used (${name}${code}).`
}
