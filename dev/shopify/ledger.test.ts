import { expect, test } from 'vitest'
import { createTestShop, readAll } from './graphql/test-shop.ts'
import type { TestShop } from './graphql/test-shop.ts'
import { truth } from './truth/index.ts'

interface SaleNode {
  lineType: string
  totalAmount: { shopMoney: { amount: string } }
}

interface AgreementNode {
  id: string
  sales: { nodes: SaleNode[]; pageInfo: { hasNextPage: boolean; endCursor: string } }
}

interface OrderNode {
  id: string
  test: boolean
  currentTotalPriceSet: { shopMoney: { amount: string } }
}

const SALES =
  'nodes { lineType totalAmount { shopMoney { amount } } } pageInfo { hasNextPage endCursor }'

const ORDERS = `query($after: String) { orders(first: 250, after: $after) {
  nodes { id test currentTotalPriceSet { shopMoney { amount } } }
  pageInfo { hasNextPage endCursor } } }`

/** The agreements of one order; `$after` pages them, `$afterSale` the sales of each. */
const AGREEMENTS = `query($id: ID!, $after: String, $afterSale: String) { order(id: $id) {
  agreements(first: 20, after: $after) {
    nodes { id sales(first: 250, after: $afterSale) { ${SALES} } }
    pageInfo { hasNextPage endCursor } } } }`

/** Thousandths, which no currency of the demo shops divides further. */
function toThousandths(amount: string): number {
  const [whole = '0', fraction = ''] = amount.split('.')
  const value = Number(whole.replace('-', '') + fraction.padEnd(3, '0'))
  return amount.startsWith('-') ? -value : value
}

/** Every sale of an order: all pages of its agreements, and all pages of each one's sales. */
async function readSales(ask: TestShop['ask'], id: string): Promise<SaleNode[]> {
  const sales: SaleNode[] = []
  const path = ['order', 'agreements']
  const askOrder: TestShop['ask'] = (query, variables) => ask(query, { id, ...variables })
  const agreements = (await readAll(askOrder, AGREEMENTS, path)) as unknown as AgreementNode[]
  for (const agreement of agreements) {
    sales.push(...agreement.sales.nodes)
    let { pageInfo } = agreement.sales
    while (pageInfo.hasNextPage) {
      const afterSale = pageInfo.endCursor
      const askRest: TestShop['ask'] = (query, variables) =>
        ask(query, { id, afterSale, ...variables })
      const pages = (await readAll(askRest, AGREEMENTS, path)) as unknown as AgreementNode[]
      const next = pages.find((page) => page.id === agreement.id)
      if (next === undefined) throw new Error('The agreement is gone')
      sales.push(...next.sales.nodes)
      pageInfo = next.sales.pageInfo
    }
  }
  return sales
}

test.each(['harbor-goods', 'lindenhof-keramik', 'kumo-tea'])(
  'the ledger that GraphQL tells of %s balances order by order and adds up to the truth',
  async (handle) => {
    const { ask, state } = createTestShop(`${handle}.myshopify.com`)
    const orders = (await readAll(ask, ORDERS, ['orders'])) as unknown as OrderNode[]
    let revenue = 0
    for (const order of orders) {
      const sales = await readSales(ask, order.id)
      const amountOf = (sale: SaleNode) => toThousandths(sale.totalAmount.shopMoney.amount)
      const total = sales.reduce((sum, sale) => sum + amountOf(sale), 0)
      expect(total).toBe(toThousandths(order.currentTotalPriceSet.shopMoney.amount))
      if (order.test) continue
      for (const sale of sales) {
        if (sale.lineType !== 'TIP' && sale.lineType !== 'GIFT_CARD') revenue += amountOf(sale)
      }
    }
    const { stats } = truth(state, Date.UTC(2026, 10, 1)) as { stats: { totalRevenue: string } }
    expect(revenue).toBe(toThousandths(stats.totalRevenue))
  },
)
