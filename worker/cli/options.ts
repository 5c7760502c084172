import { parseArgs } from 'node:util'
import { ShopError } from '../shops/shop-error.ts'

const string = { type: 'string' } as const
const boolean = { type: 'boolean' } as const

const options = {
  domain: string,
  token: string,
  'client-id': string,
  'client-secret': string,
  email: string,
  password: string,
  role: string,
  name: string,
  interval: string,
  every: string,
  entity: string,
  names: string,
  'no-sync': boolean,
  remove: boolean,
  repair: boolean,
  help: { ...boolean, short: 'h' },
} as const

export type ShopOptions = ReturnType<typeof parse>['values']

const parse = (args: string[]) => parseArgs({ args, options, allowPositionals: true })

/** Reads the command line: one word that says what to do, and its options. */
export function readOptions(args: string[]): { command: string | undefined; values: ShopOptions } {
  try {
    const { values, positionals } = parse(args)
    if (positionals.length > 1)
      throw new ShopError(`One command at a time: ${positionals.join(' ')}`)
    return { command: positionals[0], values }
  } catch (error) {
    throw new ShopError(error instanceof Error ? error.message : 'The options cannot be read.')
  }
}

export const HELP = `npm run shop -- COMMAND

  add --domain x.myshopify.com --token shpat_… --email you@example.com --password …
      --client-id … --client-secret …   instead of --token: an app of your own organisation
      --name "My shop"                  left out: what Shopify calls it
      --interval 15m                    how often it is synced (hourly)
      --no-sync                         starts no sync now
      --names off                       stores no names of customers (on)
  member         --domain x.myshopify.com --email you@example.com --password …
      --role viewer                     may look, not change anything; owner: may all
      --remove                          instead of --password: may look no more
  members        --domain x.myshopify.com   who may look at it, and since when
  list
  status         --domain x.myshopify.com   the sync under way, the next one, what the mirror lacks
  sync           --domain x.myshopify.com   now; during a sync, one more round of it
  cancel         --domain x.myshopify.com   ends the sync under way; the next one goes on there
  pause          --domain x.myshopify.com   no syncs until resume; ends the one under way
  resume         --domain x.myshopify.com
  interval       --domain x.myshopify.com --every 30m
  resync         --domain x.myshopify.com --entity orders      or customers, products: reads all again
  rejected       --domain x.myshopify.com [--entity orders]    rows set aside: id, since when, why
  retry-rejected --domain x.myshopify.com   tries them again
  verify         --domain x.myshopify.com [--repair]           compares all figures with the ledger
  rotate-token   --domain x.myshopify.com --token shpat_… (or --client-id … --client-secret …)
  names          --domain x.myshopify.com --names off      removes stored names; on: reads them again
  remove         --domain x.myshopify.com

It works on the copy that npm start runs (TIDEMARK_DATA), or on the one the environment names.`
