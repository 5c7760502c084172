import { z } from 'zod'
import { readRfm } from '../figures/read-rfm.ts'
import type { RfmResponse } from '../schemas/index.ts'
import { exportRoute } from './export-route.ts'
import { CURRENCY_DOC } from './figure-columns.ts'

const Query = z.object({})

/** Customers by RFM group. */
export const rfmExport = exportRoute<typeof Query, RfmResponse['groups'][number]>({
  name: 'rfm',
  title: 'RFM groups with their customers, orders and lifetime value',
  route: '/api/customers/rfm',
  query: Query,
  columns: {
    group: { doc: 'Shopify’s names', value: (row) => row.group },
    customers: { doc: 'How many are in it', value: (row) => row.customers },
    share: { doc: 'Of the customers compared; empty for PROSPECTS', value: (row) => row.share },
    orders: { doc: 'Of its customers', value: (row) => row.orders },
    lifetimeValue: {
      doc: 'Of its customers, added up',
      value: (row) => row.lifetimeValue.amount,
    },
    currencyCode: { doc: CURRENCY_DOC, value: (row) => row.lifetimeValue.currencyCode },
  },
  async *parts(read) {
    const { groups } = await read((trx) => readRfm(trx))
    yield { rows: groups }
  },
})
