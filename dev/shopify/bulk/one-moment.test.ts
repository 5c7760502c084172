import { readFileSync } from 'node:fs'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { at, createTestShop } from '../graphql/test-shop.ts'
import { randomChanges } from '../world/index.ts'

const SHOP = createTestShop()
const RUN = `mutation($query: String!) { bulkOperationRunQuery(query: $query, groupObjects: true) {
  bulkOperation { id } userErrors { message } } }`
const QUERY = `{ orders { edges { node { id updatedAt tags customer { id lastName }
  currentTotalPriceSet { shopMoney { amount } }
  lineItems { edges { node { id currentQuantity product { id title } variant { id price } } } }
  agreements { edges { node { id sales { edges { node { id } } } } } } } } } }`

/** Runs the query to its end, with something to do between any two of its steps. */
async function run(meanwhile: () => void): Promise<string> {
  const { ask, bulk, state } = SHOP
  await ask(RUN, { query: QUERY })
  const operation = bulk.list(state).at(-1)
  if (operation === undefined) throw new Error('Nothing runs')
  while (operation.status === 'CREATED') await nextTurn()
  while (operation.status === 'RUNNING') {
    meanwhile()
    await nextTurn()
  }
  return readFileSync(operation.file?.path ?? '', 'utf8')
}

test('a result shows the moment at which it began to be written, whatever changes meanwhile', async () => {
  const { world, state, bulk } = SHOP
  const quiet = await run(() => {})
  let steps = 0
  const busy = await run(() => {
    steps += 1
    randomChanges(world, state.shop.domain, 3, steps)
  })
  // It went on step by step, and what it shows is as if nothing had happened.
  expect(steps).toBeGreaterThan(100)
  expect(busy).toBe(quiet)
  expect(await run(() => {})).not.toBe(quiet)
  expect(
    at(await SHOP.ask('{ bulkOperations(first: 9) { nodes { status } } }'), 'bulkOperations'),
  ).toEqual({
    nodes: Array.from({ length: 3 }, () => ({ status: 'COMPLETED' })),
  })
  await bulk.close()
})
