import { z } from 'zod'
import { readRfm } from '../figures/read-rfm.ts'
import type { RfmResponse } from '../schemas/index.ts'
import { exportRoute } from './export-route.ts'

const Query = z.object({})

/** Where each score begins today. */
export const rfmCutOffsExport = exportRoute<typeof Query, RfmResponse['scores'][number]>({
  name: 'rfm-cut-offs',
  title: 'Where each RFM score begins today',
  route: '/api/customers/rfm',
  query: Query,
  columns: {
    score: { doc: 'From 2 to 5; whoever reaches none has 1', value: (row) => row.score },
    lastOrderSince: { doc: 'Recency', value: (row) => row.recency.lastOrderSince },
    days: { doc: 'From then to today', value: (row) => row.recency.days },
    ordersAtLeast: { doc: 'Frequency', value: (row) => row.frequency.ordersAtLeast },
    moreThan: { doc: 'Lifetime value', value: (row) => row.money.moreThan.amount },
    currencyCode: { doc: 'Of moreThan', value: (row) => row.money.moreThan.currencyCode },
  },
  async *parts(read) {
    const { scores } = await read((trx) => readRfm(trx))
    yield { rows: scores }
  },
})
