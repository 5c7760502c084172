import { afterAll, expect, test } from 'vitest'
import { readRows, startBulkShop } from './test-bulk.ts'
import type { Row } from './test-bulk.ts'

const bulk = await startBulkShop()

afterAll(() => bulk.shopify.stop())

const BOTH = '{ shopMoney { amount currencyCode } presentmentMoney { amount currencyCode } }'
const ORDER = `id name customer { id } processedAt createdAt updatedAt cancelledAt test currencyCode
  presentmentCurrencyCode displayFinancialStatus displayFulfillmentStatus sourceName tags
  originalTotalPriceSet ${BOTH} currentTotalPriceSet { shopMoney { amount } } netPaymentSet ${BOTH}
  currentTotalDutiesSet ${BOTH} discounts: totalDiscountsSet { shopMoney { amount } }
  refunds(first: 250) { id createdAt note totalRefundedSet ${BOTH} }
  taxLines { title rate priceSet ${BOTH} }`
const LINE = `id title variantTitle sku quantity currentQuantity isGiftCard discountedTotalSet ${BOTH}
  product { id } variant { id title }`
const AGREEMENT = 'id __typename reason happenedAt ... on RefundAgreement { refund { id } }'
const SALE = `id __typename actionType lineType quantity totalAmount ${BOTH} totalTaxAmount ${BOTH}
  ... on ProductSale { lineItem { id } } ... on ShippingLineSale { shippingLine { id title } }`

interface Page {
  nodes: Row[]
  pageInfo: { hasNextPage: boolean; endCursor: string }
}

/** Reads a connection to its end; `query` takes `$after`, `of` finds the connection in the answer. */
async function readPages(query: string, of: (data: never) => Page): Promise<Row[]> {
  const rows: Row[] = []
  for (let after: string | null = null; ;) {
    const answer: { data: unknown; errors?: unknown } = await bulk.ask(query, { after })
    if (answer.errors !== undefined) throw new Error(JSON.stringify(answer.errors))
    const { nodes, pageInfo } = of(answer.data as never)
    rows.push(...nodes)
    if (!pageInfo.hasNextPage) return rows
    after = pageInfo.endCursor
  }
}

const PAGE = 'pageInfo { hasNextPage endCursor }'

/** The same objects by pages, every connection read to its end, as rows with their parents. */
async function readByPages(filter: string): Promise<Row[]> {
  const orders = await readPages(
    `query($after: String) { orders(first: 50, after: $after, query: "${filter}") { nodes { ${ORDER} } ${PAGE} } }`,
    ({ orders: page }: { orders: Page }) => page,
  )
  const rows: Row[] = [...orders]
  for (const { id } of orders) {
    const inOrder = (fields: string) => `query($after: String) { order(id: "${id}") { ${fields} } }`
    const lines = await readPages(
      inOrder(`lineItems(first: 100, after: $after) { nodes { ${LINE} } ${PAGE} }`),
      ({ order }: { order: { lineItems: Page } }) => order.lineItems,
    )
    const agreements = await readPages(
      inOrder(`agreements(first: 100, after: $after) { nodes { ${AGREEMENT} } ${PAGE} }`),
      ({ order }: { order: { agreements: Page } }) => order.agreements,
    )
    rows.push(...[...lines, ...agreements].map((row) => ({ ...row, __parentId: id })))
    for (const agreement of agreements) {
      const number = /\d+$/.exec(agreement.id)?.[0] ?? ''
      const sales = await readPages(
        inOrder(
          `agreements(first: 1, query: "id:${number}") { nodes { sales(first: 250, after: $after) { nodes { ${SALE} } ${PAGE} } } }`,
        ),
        ({ order }: { order: { agreements: { nodes: { sales: Page }[] } } }) =>
          order.agreements.nodes[0]?.sales ?? {
            nodes: [],
            pageInfo: { hasNextPage: false, endCursor: '' },
          },
      )
      rows.push(...sales.map((row) => ({ ...row, __parentId: agreement.id })))
    }
  }
  return rows
}

const byId = (rows: Row[]) => rows.toSorted((a, b) => (a.id < b.id ? -1 : 1))

test('orders with their lines and ledger are the same in bulk as by pages, to the last digit', async () => {
  await bulk.control('plan', { shop: bulk.shop.shop.domain, restoreRate: 1_000_000 })
  const filter = "created_at:>='2026-06-01T00:00:00Z'"
  const { status, url, objectCount, rootObjectCount, fileSize } = await bulk.finish(`{
    orders(query: "${filter}") { edges { node { ${ORDER}
      lineItems { edges { node { ${LINE} } } }
      agreements { edges { node { ${AGREEMENT} sales { edges { node { ${SALE} } } } } } } } } } }`)
  expect(status).toBe('COMPLETED')
  const rows = await readRows(url)
  const pages = await readByPages(filter)
  expect(byId(rows)).toEqual(byId(pages))
  // The large orders of the world are among them.
  expect(rows.length).toBeGreaterThan(1000)
  expect([objectCount, rootObjectCount]).toEqual([
    String(rows.length),
    String(rows.filter((row) => row.__parentId === undefined).length),
  ])
  expect(fileSize).toBe(String((await (await fetch(url ?? '')).arrayBuffer()).byteLength))
})

test('customers, products with variants and the ids of orders are the same in bulk as by pages', async () => {
  const customer = 'id email amountSpent { amount currencyCode } numberOfOrders createdAt updatedAt'
  const variant = 'id sku price position updatedAt selectedOptions { name value }'
  const product = 'id title status isGiftCard updatedAt options { name values }'
  const flat = { orders: 'id updatedAt customer { id }', customers: customer }
  for (const [root, fields] of Object.entries(flat)) {
    const { url } = await bulk.finish(`{ ${root} { edges { node { ${fields} } } } }`)
    const pages = await readPages(
      `query($after: String) { ${root}(first: 250, after: $after) { nodes { ${fields} } ${PAGE} } }`,
      (data: Record<string, Page>) => data[root] as Page,
    )
    expect(await readRows(url)).toEqual(pages)
  }
  const { url } = await bulk.finish(
    `{ products { edges { node { ${product} variants { edges { node { ${variant} } } } } } } }`,
    { groupObjects: true },
  )
  const products = await readPages(
    `query($after: String) { products(first: 250, after: $after) { nodes { ${product} } ${PAGE} } }`,
    (data: { products: Page }) => data.products,
  )
  const grouped: Row[] = []
  for (const one of products) {
    const variants = await readPages(
      `query($after: String) { product(id: "${one.id}") { variants(first: 250, after: $after) { nodes { ${variant} } ${PAGE} } } }`,
      (data: { product: { variants: Page } }) => data.product.variants,
    )
    grouped.push(one, ...variants.map((row) => ({ ...row, __parentId: one.id })))
  }
  expect(await readRows(url)).toEqual(grouped)
})
