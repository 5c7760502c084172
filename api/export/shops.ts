import type { AccountTenant, Db } from '@tidemark/db'
import type { FastifyBaseLogger } from 'fastify'
import { sessionOf, signedIn } from '../auth/session.ts'
import type { Route } from '../dependencies.ts'
import { readShops } from '../figures/read-shops.ts'
import { type Money, type ShopReading, type ShopRow, ShopsQuery } from '../schemas/index.ts'
import { csvSchema, sendCsv } from './send-csv.ts'
import type { Columns, Part } from './table.ts'

type Row = Pick<ShopRow, 'id' | 'shopDomain' | 'name' | 'failure'> & {
  /** Left out on the lines of other currencies. */
  reading?: ShopReading | null
  revenue?: Money
  orders?: number
}

const COLUMNS: Columns<Row> = {
  id: { doc: 'As X-Tenant-Id takes it', value: (row) => row.id },
  shopDomain: { doc: 'At Shopify', value: (row) => row.shopDomain },
  name: { doc: 'As in Shopify', value: (row) => row.name },
  failure: { doc: 'Why the shop could not be read', value: (row) => row.failure },
  from: { doc: 'First day in the shop’s zone', value: (row) => row.reading?.range.from },
  to: { doc: 'Last day in the shop’s zone', value: (row) => row.reading?.range.to },
  totalRevenue: {
    doc:
      'Total sales in currencyCode. There is a line more for each currency that a shop no longer ' +
      'uses, with revenue and orders only',
    value: (row) => row.revenue?.amount,
  },
  currencyCode: { doc: 'Of the amounts', value: (row) => row.revenue?.currencyCode },
  orders: { doc: 'Of all currencies, where the line is the shop’s', value: (row) => row.orders },
  orderingCustomers: { doc: 'Who ordered', value: (row) => row.reading?.orderingCustomers },
  previousTotalRevenue: {
    doc: 'Of as many days just before',
    value: (row) => row.reading?.previous?.totalRevenue.amount,
  },
  previousOrders: {
    doc: 'Of as many days just before',
    value: (row) => row.reading?.previous?.orders,
  },
  previousOrderingCustomers: {
    doc: 'Of as many days just before',
    value: (row) => row.reading?.previous?.orderingCustomers,
  },
  status: { doc: 'active, paused, needs_attention, removed', value: (row) => row.reading?.status },
  lastSyncedAt: { doc: 'How fresh it is', value: (row) => row.reading?.lastSyncedAt },
  syncState: { doc: 'Of the newest sync', value: (row) => row.reading?.sync?.state },
  connection: { doc: 'connected, or what is wrong', value: (row) => row.reading?.connection.state },
}

const TABLE = {
  name: 'shops',
  title: 'All shops of the account beside each other',
  route: '/api/shops/overview',
  columns: COLUMNS,
}

/** GET /api/export/shops: the account's shops, whichever of them the session looks at. */
export const shopsExport: Route = (app, { db }) => {
  app.get(
    '/api/export/shops',
    {
      exposeHeadRoute: false,
      schema: { ...csvSchema(TABLE), querystring: ShopsQuery },
      onRequest: signedIn(db),
    },
    async (request, reply) => {
      const { sessionId, tenants } = sessionOf(request)
      const { from, to } = request.query
      const days = from !== undefined && to !== undefined ? [from, to] : []
      return await sendCsv(reply, {
        sessionId,
        columns: COLUMNS,
        parts: readRows({ db, log: request.log }, tenants, request.query),
        name: () => `${['tidemark', 'shops', ...days].join('-')}.csv`,
      })
    },
  )
}

async function* readRows(
  means: { db: Db; log: FastifyBaseLogger },
  tenants: readonly AccountTenant[],
  query: ShopsQuery,
): AsyncGenerator<Part<Row>, void> {
  const shops = await readShops(means, tenants, query)
  yield { rows: shops.flatMap(toRows) }
}

function toRows({ reading, ...shop }: ShopRow): Row[] {
  if (!reading) return [shop]
  const { totalRevenue: revenue, orders, otherCurrencies } = reading
  return [
    { ...shop, reading, revenue, orders },
    ...otherCurrencies.map((other) => ({
      ...shop,
      revenue: other.totalRevenue,
      orders: other.orders,
    })),
  ]
}
