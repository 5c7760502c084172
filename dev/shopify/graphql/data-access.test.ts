import { describe, expect, test } from 'vitest'
import { at, createTestShop } from './test-shop.ts'

const { ask } = createTestShop()
const SEE = 'See https://shopify.dev/docs/apps/launch/protected-customer-data for more details.'

describe('an app that was not approved for names and addresses', () => {
  test('gets null and ACCESS_DENIED for each such field, and all else', async () => {
    const query = `{ orders(first: 1) { nodes { id email displayAddress { city } totalPriceSet {
      shopMoney { amount } } customer { id firstName numberOfOrders } } } }`
    const response = await ask(query, {}, { dataAccess: 'level1' })
    expect(response.data).toMatchObject({
      orders: {
        nodes: [
          {
            id: expect.any(String),
            email: null,
            displayAddress: null,
            totalPriceSet: { shopMoney: { amount: expect.any(String) } },
          },
        ],
      },
    })
    expect(response.errors?.[0]).toMatchObject({
      message: `This app is not approved to use the email field. ${SEE}`,
      path: ['orders', 'nodes', 0, 'email'],
      extensions: { code: 'ACCESS_DENIED' },
    })
  })

  test('hears nothing where nobody is asked for', async () => {
    const query = '{ customers(first: 2) { nodes { id numberOfOrders amountSpent { amount } } } }'
    const response = await ask(query, {}, { dataAccess: 'level1' })
    expect(at(response, 'customers', 'nodes')).toHaveLength(2)
  })
})

describe('an app that was approved for no customer data', () => {
  test('is refused orders and customers, but not products', async () => {
    for (const [list, type] of [
      ['orders', 'Order'],
      ['customers', 'Customer'],
    ]) {
      const query = `{ ${list}(first: 1) { nodes { id } } }`
      const response = await ask(query, {}, { dataAccess: 'none' })
      expect(response.data).toBeNull()
      expect(response.errors).toMatchObject([
        {
          message: `This app is not approved to access the ${type} object. ${SEE}`,
          extensions: { code: 'ACCESS_DENIED' },
        },
      ])
    }
    const products = await ask(
      '{ products(first: 1) { nodes { id } } }',
      {},
      { dataAccess: 'none' },
    )
    expect(at(products, 'products', 'nodes')).toHaveLength(1)
  })

  test('passes where there is nothing', async () => {
    const query = `{ orders(first: 1, query: "created_at:<'2001-01-01T00:00:00Z'") { nodes { id } } }`
    expect(at(await ask(query, {}, { dataAccess: 'none' }), 'orders', 'nodes')).toEqual([])
  })
})
