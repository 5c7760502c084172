import { parseArgs } from 'node:util'

/** How long and how hard to try; the same seed draws the same steps. */
export interface ChaosOptions {
  readonly seed: number
  /** Ends after so many steps or minutes, whichever comes first. */
  readonly steps: number
  readonly minutes: number
  /** How many of the demo shops are driven and compared. */
  readonly shops: number
  /** Of the stand-in's world, see `TIDEMARK_SHOPIFY_SCALE`. */
  readonly scale: number
  /** Keeps the data folder with its logs, also when nothing differs. */
  readonly keep: boolean
}

export const USAGE = `Kills parts of a copy of Tidemark, lets Shopify misbehave and its shops change, and
compares the mirror with the truth.

  npm run chaos -- [--minutes 20] [--steps n] [--seed n] [--shops 3] [--scale 0.06] [--keep]

Bulk operations begin at a thousand orders a shop, which a scale of 0.06 has. --keep keeps the data
and logs. The steps follow from the seed: what failed is tried again with --seed and --steps.`

/** A command line that cannot be carried out; its message is meant for the user. */
export class OptionError extends Error {
  override name = 'OptionError'
}

/**
 * Reads the command line.
 * @throws OptionError with a sentence for the user
 */
export function readOptions(args: readonly string[]): ChaosOptions | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string', default: String(Math.floor(Math.random() * 1_000_000)) },
      steps: { type: 'string' },
      minutes: { type: 'string' },
      shops: { type: 'string', default: '3' },
      scale: { type: 'string', default: '0.06' },
      keep: { type: 'boolean', default: false },
      help: { type: 'boolean' },
    },
  })
  if (values.help === true) return 'help'
  const steps = toNumber('steps', values.steps ?? '1000000', 1)
  return {
    seed: toNumber('seed', values.seed, 0),
    steps,
    minutes: toNumber('minutes', values.minutes ?? (values.steps === undefined ? '20' : '600'), 0),
    shops: toNumber('shops', values.shops, 1),
    scale: toNumber('scale', values.scale, 0),
    keep: values.keep,
  }
}

function toNumber(name: string, text: string, least: number): number {
  const number = Number(text)
  if (text === '' || !(number >= least)) {
    throw new OptionError(`--${name} must be a number from ${least} on, and is ${text}.`)
  }
  return number
}
