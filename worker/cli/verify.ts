import { inTenant, type TenantSummary } from '@tidemark/db'
import {
  compareRollups,
  type DifferentRow,
  rebuildRollups,
  refreshRollups,
  type RollupComparison,
  type RollupsComparison,
} from '@tidemark/db/ingest'
import type { Operator } from '../shops/operator.ts'
import { ShopError } from '../shops/shop-error.ts'

/**
 * Compares what the dashboard reads with the ledger, to the last minor unit, while syncs go on; with
 * `repair`, has all of it computed anew where it differs. Throws with what differs where it still does.
 */
export async function verify(
  { db }: Operator,
  shop: TenantSummary,
  { repair = false }: { repair?: boolean | undefined } = {},
): Promise<string> {
  const compare = async (): Promise<RollupsComparison> =>
    await inTenant(db, shop.id, (trx) => compareRollups(trx), {
      isolation: 'repeatable read',
      readOnly: true,
    })
  const found = await compare()
  if (isRight(found)) return describeComparison(shop.shopDomain, found)
  const said = describeComparison(shop.shopDomain, found)
  if (!repair) throw new ShopError(`${said}\nHave them computed anew with --repair.`)
  await inTenant(db, shop.id, rebuildRollups)
  await inTenant(db, shop.id, (trx) => refreshRollups(trx))
  const after = await compare()
  const now = `All have been computed anew.\n${describeComparison(shop.shopDomain, after)}`
  if (!isRight(after)) throw new ShopError(`${said}\n${now}`)
  return `${said}\n${now}`
}

const isRight = ({ rebuildDue, rollups }: RollupsComparison): boolean =>
  !rebuildDue && rollups.every(({ differences }) => differences === 0)

/** What came of it, in a few lines for a person. */
export function describeComparison(shopDomain: string, found: RollupsComparison): string {
  const { rollups, waiting, rebuildDue } = found
  if (rebuildDue) {
    return `${shopDomain}: nothing to compare: all figures are to be computed anew by the next sync.`
  }
  const different = rollups.filter(({ differences }) => differences > 0)
  const rows = count(sum(rollups.map((rollup) => rollup.rows)), 'row')
  const compared = `${rollups.length} rollups with ${rows} were computed anew from the ledger`
  const result =
    different.length === 0
      ? `${compared}: no difference.`
      : `${compared}: ${count(sum(different.map((one) => one.differences)), 'difference')}.`
  return [
    `${shopDomain}: ${result}`,
    ...different.flatMap(describeRollup),
    ...describeWaiting(waiting),
  ].join('\n')
}

function describeRollup({ rollup, key, rows, differences, first }: RollupComparison): string[] {
  const more = differences - first.length
  return [
    `  ${rollup}: ${differences.toLocaleString('en')} of ${count(rows, 'row')}`,
    ...first.map((row) => `    ${describeRow(key, row)}`),
    ...(more > 0 ? [`    … and ${more.toLocaleString('en')} more`] : []),
  ]
}

function describeRow(key: readonly string[], { stored, expected }: DifferentRow): string {
  const known = stored ?? expected ?? {}
  const name = key.map((column) => `${column} ${show(known[column])}`).join(', ')
  if (stored === null) return `${name}: missing`
  if (expected === null) return `${name}: not in the ledger`
  const wrong = Object.keys(expected).filter((column) => stored[column] !== expected[column])
  const figures = wrong.map(
    (column) => `${column} is ${show(stored[column])} and should be ${show(expected[column])}`,
  )
  return `${name}: ${figures.join('; ')}`
}

function describeWaiting(waiting: RollupsComparison['waiting']): string[] {
  const { orders, customers, comparisons } = waiting
  const wait = (of: number): string => (of === 1 ? 'waits' : 'wait')
  const counted = [
    ...(orders > 0 ? [count(orders, 'changed order')] : []),
    ...(customers > 0 ? [count(customers, 'changed customer')] : []),
  ].join(' and ')
  return [
    ...(counted === ''
      ? []
      : [`${counted} ${wait(orders + customers)} for the next sync to be counted: no difference.`]),
    ...(comparisons === 0
      ? []
      : [
          `${count(comparisons, 'customer')} ${wait(comparisons)} for the next sync to be compared ` +
            "with Shopify's lifetime value.",
        ]),
  ]
}

const show = (value: unknown): string =>
  typeof value === 'string' && value !== '' ? value : JSON.stringify(value ?? null)

const count = (number: number, noun: string): string =>
  `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`

const sum = (numbers: number[]): number => numbers.reduce((total, one) => total + one, 0)
