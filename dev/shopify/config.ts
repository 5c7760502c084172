import { parseArgs } from 'node:util'

/** What the process of the stand-in needs to know. */
export interface ShopifyConfig {
  /** Where its state lives, or null for memory. */
  dataDir: string | null
  port: number
  seed: number
  scale: number
  /** Undefined: the day and hour on which the history ends. */
  calendar: Date | undefined
  traffic: boolean
  /** Where the partner's app lives; undefined: as it was kept. */
  appUrl: string | undefined
  /** Writes a line for each request. */
  log: boolean
}

/**
 * Reads the configuration. Arguments win over variables: `--port`, `--data`, `--seed`, `--scale`,
 * `--app-url`, `--no-traffic`, `--log`.
 * @throws Error naming the variable that is wrong
 */
export function readShopifyConfig(
  env: Readonly<Record<string, string | undefined>>,
  argv: readonly string[],
): Readonly<ShopifyConfig> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      port: { type: 'string' },
      data: { type: 'string' },
      seed: { type: 'string' },
      scale: { type: 'string' },
      'app-url': { type: 'string' },
      'no-traffic': { type: 'boolean' },
      log: { type: 'boolean' },
    },
  })
  return Object.freeze({
    dataDir: values.data ?? env['TIDEMARK_SHOPIFY_DATA'] ?? null,
    port: readNumber(
      'TIDEMARK_SHOPIFY_PORT',
      values.port ?? env['TIDEMARK_SHOPIFY_PORT'] ?? '9400',
      {
        whole: true,
        max: 65_535,
      },
    ),
    seed: readNumber('TIDEMARK_SHOPIFY_SEED', values.seed ?? env['TIDEMARK_SHOPIFY_SEED'] ?? '1', {
      whole: true,
      max: 2 ** 32 - 1,
    }),
    scale: readNumber(
      'TIDEMARK_SHOPIFY_SCALE',
      values.scale ?? env['TIDEMARK_SHOPIFY_SCALE'] ?? '1',
      { whole: false, max: 1000 },
    ),
    calendar: readDate('TIDEMARK_SHOPIFY_CALENDAR', env['TIDEMARK_SHOPIFY_CALENDAR']),
    appUrl: readUrl(values['app-url'] ?? env['TIDEMARK_SHOPIFY_APP_URL']),
    traffic: values['no-traffic'] !== true && env['TIDEMARK_SHOPIFY_TRAFFIC'] !== 'off',
    log: values.log === true || env['TIDEMARK_SHOPIFY_LOG'] === 'on',
  })
}

function readNumber(name: string, text: string, { whole, max }: { whole: boolean; max: number }) {
  const value = Number(text)
  if (text === '' || !(value >= 0 && value <= max) || (whole && !Number.isInteger(value))) {
    throw new Error(`${name} must be a number from 0 to ${max}, not "${text}"`)
  }
  return value
}

function readDate(name: string, text: string | undefined): Date | undefined {
  if (text === undefined || text === '') return undefined
  const date = new Date(text)
  if (!Number.isNaN(date.getTime())) return date
  throw new Error(`${name} must be a date such as 2026-11-22T12:00:00Z, not "${text}"`)
}

function readUrl(text: string | undefined): string | undefined {
  if (text === undefined || text === '') return undefined
  if (/^https?:/.test(text) && URL.canParse(text)) return text
  throw new Error(
    `TIDEMARK_SHOPIFY_APP_URL must be an address that begins with http, not "${text}"`,
  )
}
