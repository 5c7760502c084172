import { z } from 'zod'
import { readOrderList } from '../figures/read-order-list.ts'
import { endsAfterItBegins, type OrderListEntry, OrderListQuery } from '../schemas/index.ts'
import { allPages, PAGE_ROWS } from './all-pages.ts'
import { exportRoute } from './export-route.ts'
import type { Columns } from './table.ts'

const { limit: _limit, cursor: _cursor, ...fields } = OrderListQuery.shape
const Query = z.object(fields).superRefine(endsAfterItBegins)

/** The orders themselves, of all statuses and currencies. */
export const ordersExport = exportRoute<typeof Query, OrderListEntry>({
  name: 'orders',
  title: 'Orders one by one: filtered, searched and sorted',
  route: '/api/orders/list',
  query: Query,
  columns: {
    id: { doc: 'Shopify’s numeric id', value: (row) => row.id },
    name: { doc: 'Its number, as in Shopify', value: (row) => row.name },
    day: { doc: 'The order date in the shop’s zone', value: (row) => row.day },
    processedAt: { doc: 'The same as an instant', value: (row) => row.processedAt },
    customerId: { doc: 'Empty: a guest', value: (row) => row.customer?.id },
    customerName: {
      doc: 'Empty where Shopify hides it or the shop does not store names',
      value: (row) => row.customer?.displayName,
    },
    financialStatus: { doc: 'As in Shopify', value: (row) => row.financialStatus },
    fulfillmentStatus: { doc: 'As in Shopify', value: (row) => row.fulfillmentStatus },
    channel: { doc: 'As the filter takes it', value: (row) => row.channel.value },
    channelName: { doc: 'In words', value: (row) => row.channel.name },
    country: { doc: 'As the filter takes it', value: (row) => row.country.value },
    countryName: { doc: 'In words', value: (row) => row.country.name },
    units: { doc: 'Of products, less those that came back', value: (row) => row.units },
    totalSales: {
      doc: 'Of the order’s ledger, without tips and gift cards',
      value: (row) => row.totalSales.amount,
    },
    currentTotal: { doc: 'Shopify’s own current total', value: (row) => row.currentTotal.amount },
    currencyCode: { doc: 'Of the two', value: (row) => row.totalSales.currencyCode },
    presentmentTotal: {
      doc: 'totalSales as the customer saw it; empty where that is the same currency',
      value: (row) => row.presentmentTotal?.amount,
    },
    presentmentCurrencyCode: {
      doc: 'Of presentmentTotal',
      value: (row) => row.presentmentTotal?.currencyCode,
    },
    ...flagColumns(),
  },
  async *parts(read, query) {
    const pages = allPages((cursor) =>
      read((trx) => readOrderList(trx, { ...query, cursor, limit: PAGE_ROWS })),
    )
    for await (const { orders, metadata } of pages) yield { rows: orders, range: metadata }
  },
})

function flagColumns(): Columns<OrderListEntry> {
  return {
    test: { doc: 'true: counts nowhere', value: (row) => row.flags.test },
    cancelled: { doc: 'true or false', value: (row) => row.flags.cancelled },
    deleted: { doc: 'At Shopify: counts nowhere', value: (row) => row.flags.deleted },
    edited: { doc: 'Lines or prices were changed', value: (row) => row.flags.edited },
    refunded: { doc: 'Money was given back', value: (row) => row.flags.refunded },
    unbalanced: {
      doc: 'The ledger does not add up to Shopify’s current total',
      value: (row) => row.flags.unbalanced,
    },
  }
}
