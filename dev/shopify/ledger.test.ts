import { expect, test } from 'vitest'
import { at, createTestShop, readAll } from './graphql/test-shop.ts'
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
  agreements: { nodes: AgreementNode[] }
}

const SALES =
  'nodes { lineType totalAmount { shopMoney { amount } } } pageInfo { hasNextPage endCursor }'

const ORDERS = `query($after: String) { orders(first: 10, after: $after) {
  nodes {
    id test
    currentTotalPriceSet { shopMoney { amount } }
    agreements(first: 250) { nodes { id sales(first: 250) { ${SALES} } } }
  }
  pageInfo { hasNextPage endCursor } } }`

/** Thousandths, which no currency of the demo shops divides further. */
function toThousandths(amount: string): number {
  const [whole = '0', fraction = ''] = amount.split('.')
  const value = Number(whole.replace('-', '') + fraction.padEnd(3, '0'))
  return amount.startsWith('-') ? -value : value
}

const MORE_SALES = `query($id: ID!, $after: String) { order(id: $id) {
  agreements(first: 250) { nodes { id sales(first: 250, after: $after) { ${SALES} } } } } }`

/** The sales of an agreement, the pages after the first included. */
async function readSales(ask: TestShop['ask'], order: OrderNode, agreement: AgreementNode) {
  const sales = [...agreement.sales.nodes]
  let { pageInfo } = agreement.sales
  while (pageInfo.hasNextPage) {
    const response = await ask(MORE_SALES, { id: order.id, after: pageInfo.endCursor })
    const agreements = at(response, 'order', 'agreements', 'nodes') as AgreementNode[]
    const next = agreements.find(({ id }) => id === agreement.id)
    if (next === undefined) throw new Error('The agreement is gone')
    sales.push(...next.sales.nodes)
    pageInfo = next.sales.pageInfo
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
      const sales: SaleNode[] = []
      for (const agreement of order.agreements.nodes) {
        sales.push(...(await readSales(ask, order, agreement)))
      }
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
