import { parseArgs } from 'node:util'
import { askControl } from './control.ts'
import { DemoError } from './demo-error.ts'

export { DemoError } from './demo-error.ts'

const usage = `Adds something to the demo shops of the running copy.

  npm run demo -- order --shop <domain or handle> --total <amount> [--customer <id>]

  --shop      for example harbor-goods.myshopify.com, or just harbor-goods
  --total     what the order costs in the shop's currency, tax included, for example 129.90
  --customer  whose order it is; somebody who is a customer already when left out

The shop's webhook brings the order onto the dashboard within seconds; should it be lost, the next
sync does.`

interface ControlState {
  shops: { domain: string; handle: string; currencyCode: string }[]
}

/**
 * Runs one command of `npm run demo` against the copy that keeps its data in `dataDir`, and answers
 * what to print.
 * @throws DemoError with a sentence for the user
 */
export async function runDemo(args: readonly string[], dataDir: string): Promise<string> {
  const { command, values } = readArguments(args)
  if (values.help === true || command === undefined) return usage
  if (command !== 'order') throw new DemoError(`There is no "${command}".\n\n${usage}`)
  const { shop: wanted, total, customer } = values
  if (wanted === undefined) throw new DemoError(`--shop is missing.\n\n${usage}`)
  if (total === undefined) throw new DemoError(`--total is missing.\n\n${usage}`)

  const { shops } = await askControl<ControlState>(dataDir, '/_control/state')
  const shop = shops.find(({ domain, handle }) => wanted === domain || wanted === handle)
  if (shop === undefined) {
    const known = shops.map(({ domain }) => `  ${domain}`).join('\n')
    throw new DemoError(`There is no demo shop "${wanted}". There are:\n${known}`)
  }
  const order = await askControl<{ name: string }>(dataDir, '/_control/order', {
    shop: shop.domain,
    total,
    ...(customer !== undefined && { customer }),
  })
  return `Order ${order.name} over ${total} ${shop.currencyCode} was placed in ${shop.domain}. Its webhook brings it onto the dashboard within seconds.`
}

function readArguments(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        shop: { type: 'string' },
        total: { type: 'string' },
        customer: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    })
    const [command, ...rest] = positionals
    if (rest.length > 0) throw new Error(`"${rest.join(' ')}" is too much.`)
    return { command, values }
  } catch (error) {
    throw new DemoError(
      `${error instanceof Error ? error.message : 'Cannot read that.'}\n\n${usage}`,
    )
  }
}
